import { normaliseText } from '../shared/normalise-text.ts'
import type { AnswerHints } from './answer.ts'
import { tellsOfAnother } from './answer-things.ts'

const aside =
  /(?:^|[，,。.!！;；\s])(?:对了|另外|还有(?!点|一点|一些|比|谁)|顺便(?:说一?下|问一?下|提一?下|说|问)?|再(?:有|就是)|此外|(?:我|也|同时)*(?:还|再|也)(?:想|要|得|需要)*(?:再)?(?=报修?|修一?下|请人?修)|by the way|btw|also|another thing|oh and|and now)[啊呀呢哦，,：:\s]*/i
const borders = /[，,。.!！?？;；~～\n]+|但是?|不过|可是|然而|\bbut\b|\bhowever\b/i

const isOfService =
  /满意|师傅|服务|态度|好评|差评|\d分|[一二三四五]分|[一二三四五\d]颗?星|\b(satisfied|service|technician|plumber|stars?)\b/

/** 「5分。另外楼下垃圾桶没人清」: the answer, and what is said of something else. */
export function partAnswer(
  raw: string,
  matter: Pick<AnswerHints, 'category' | 'about' | 'reports'>,
): { main: string; rest?: string } {
  const said = partAside(raw)
  if (said) return said
  const clauses = readClauses(raw)
  const isReport = matter.reports !== undefined
  const first = clauses.findIndex(clause => tellsOfAnother(normaliseText(clause), { ...matter, isReport }))
  if (first < 0) return { main: raw }
  // What follows it is of the same thing, unless it speaks of the service.
  const isMain = (clause: string, at: number) => at < first || isOfService.test(normaliseText(clause))
  const main = clauses.filter((clause, at) => clause !== '' && isMain(clause, at))
  const others = clauses.filter((clause, at) => clause !== '' && !isMain(clause, at))
  return { main: main.join('，'), rest: others.join('，') }
}

/** What is said besides, in so many words. */
export function partAside(raw: string): { main: string; rest: string } | undefined {
  const match = aside.exec(raw)
  const rest = match ? raw.slice(match.index + match[0].length).trim() : ''
  return match && rest.length >= 4 ? { main: raw.slice(0, match.index).trim(), rest } : undefined
}

/** What stands between stops and words that turn, in its order. */
export const readClauses = (raw: string): string[] => raw.split(borders).map(clause => clause.trim())
