import { normaliseText } from '../../shared/normalise-text.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'

const numbered =
  /(?:^|[\s，,。；;：:])(?:[1-9一二三四][、.．)）]|第[一二三四](?:件|个|点)?[，,、:：是]|其[一二三四][，,、]|①|②|③)\s*/
const announced = /^[^，,。：:；;]{0,8}[两二三几]\s*(?:件|个)(?:事|问题|情况)[儿情]?[：:，,。\s]*/
const joint =
  /[；;]\s*|[，,。.!！\s]*(?:另外|还有(?!没)|对了|顺便(?:说一下|问一下|问下|说下)?|此外|另一[个件处]是?|再一个|再就是|再有|以及|also|and also|another thing|by the way)[，,、:：\s]*/

/** Gives the separate matters of one turn, each in the resident's words; a turn about one thing comes back whole. */
export function splitMatters(raw: string): string[] {
  const body = raw.replace(announced, '')
  const byNumber = body.split(new RegExp(numbered, 'g')).filter(isSubstantial)
  if (byNumber.length > 1 && numbered.test(body)) return byNumber
  const byJoint = body.split(new RegExp(joint, 'g')).filter(part => part !== undefined && part.trim() !== '')
  if (announced.test(raw) && byJoint.length > 1 && byJoint.every(isSubstantial)) return byJoint
  if (byJoint.length < 2 || !byJoint.every(isMatter)) return [raw]
  return areDifferent(byJoint) ? byJoint : [raw]
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
