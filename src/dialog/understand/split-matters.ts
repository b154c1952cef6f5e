import { normaliseText } from '../../shared/normalise-text.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'

const numbered =
  /(?:^|[\s，,。；;：:])(?:[1-9一二三四][、.．)）]|第[一二三四](?:件|个|点)?[，,、:：是]|其[一二三四][，,、]|[一二三四](?:是|来)(?!的)|①|②|③)\s*/
const announced =
  /^[^，,。：:；;]{0,8}[两二三几]\s*(?:件|个)(?:事|问题|情况)[儿情]?[啊呀哈哦呢]?[：:，,。\s]*/
const joint =
  /[；;]\s*|[，,。.!！\s]*(?:另外|还有(?!没)|对了|顺便(?:说一下|问一下|问下|说下)?|此外|另一[个件处]是?|再一个|再就是|再有|以及|also|and also|another thing|by the way)[，,、:：\s]*/

/** Gives the separate matters of one turn, each in the resident's words; a turn about one thing comes back whole. */
export function splitMatters(raw: string): string[] {
  const body = raw.replace(announced, '')
  const byNumber = body.split(new RegExp(numbered, 'g')).filter(isSubstantial)
  if (byNumber.length > 1 && numbered.test(body)) return byNumber
  const byJoint = body.split(new RegExp(joint, 'g')).filter(part => part !== undefined && part.trim() !== '')
  if (announced.test(raw) && byJoint.length > 1 && byJoint.every(isSubstantial)) return byJoint
  if (byJoint.length >= 2 && byJoint.every(isMatter) && areDifferent(byJoint)) return byJoint
  const byClause = gatherClauses(body)
  return byClause.length > 1 ? byClause : [raw]
}

const clauseEnd =
  /[，,。!！;；\n]+\s*|\.\s+|\s+(?=and\s+(?:the|my|our|there|someone|somebody|also|upstairs|neighbou?rs?)\b)/i

/** 「厨房漏水，电梯也坏了，楼道还有垃圾」: clauses that add a trouble of another sort each begin a matter; others go with the one before. */
function gatherClauses(body: string): string[] {
  const [first = '', ...rest] = body.split(clauseEnd).filter(clause => clause.trim() !== '')
  const matters = [first]
  for (const clause of rest) {
    const isNew = matters.every(matter => addsTo(matter, clause))
    if (isNew) matters.push(clause.replace(/^and\s+/i, ''))
    else matters.push(`${matters.pop()}，${clause}`)
  }
  return matters
}

const adds = /也|还有|又|同时|而且|再加|^and\b|\b(?:too|also|as well)\b/
/** What follows from a trouble, or how nobody sees to it, is no other one. */
const follows =
  /不管|没人(?:管|理|来|修)|不(?:理|来|处理|接)|都(?:是|被)|害得|导致|弄得|搞得|\b(?:just|smell|awful|nobody|no one|shrugs?|ignor\w+|won't|refus\w+|they)\b/
const soaked = /墙|地板|天花|吊顶|柜|家具|床|泡|湿|霉|臭|味/
const kin: readonly (readonly string[])[] = [
  ['plumbing', 'leak'],
  ['noise', 'renovation', 'pets'],
  ['access', 'security'],
]

function addsTo(matter: string, clause: string): boolean {
  const before = normaliseText(matter)
  const said = normaliseText(clause)
  if (!adds.test(said) || follows.test(said) || !isMatter(matter) || !isMatter(clause)) return false
  const { category } = classifyCategory(before)
  const { category: other, score } = classifyCategory(said)
  if (score < 2.2 || other === category || category === 'other') return false
  if (kin.some(group => group.includes(category) && group.includes(other))) return false
  if ((category === 'leak' || category === 'plumbing') && soaked.test(said)) return false
  return !/停电|没电|跳闸|断电/.test(before)
}

const isSubstantial = (part: string | undefined): part is string =>
  part !== undefined && part.trim().length >= 4

function isMatter(part: string): boolean {
  const said = normaliseText(part)
  const speaks =
    says(said, 'fault') || says(said, 'request') || says(said, 'question') || says(said, 'suggestion')
  return part.trim().length >= 4 && (speaks || classifyCategory(said).score >= 2.5)
}

function areDifferent(parts: string[]): boolean {
  const categories = parts.map(part => classifyCategory(normaliseText(part)).category)
  return new Set(categories).size > 1
}
