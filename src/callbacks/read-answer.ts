import { normaliseText } from '../shared/normalise-text.ts'
import type { Answer, AnswerHints } from './answer.ts'
import { tellsOfAnother } from './answer-things.ts'
import { rateAnswer } from './rate-answer.ts'
import { readFigure } from './read-figure.ts'
import { wantsNoMore } from './read-no-answer.ts'
import { saysUnsolved } from './read-unsolved.ts'
import { weighWords } from './weigh-words.ts'

/** Reads the answer to "how did it go?", without any model. */
export function readAnswer(text: string, hints: AnswerHints): Answer {
  const raw = text.trim().replace(/[‘’]/g, "'")
  if (wantsNoMore(normaliseText(raw))) return { kind: 'opt-out' }
  const { main, rest } = partAnswer(raw, hints)
  if (rest === undefined) return rateAnswer(main, hints)
  const said = normaliseText(main)
  if (!speaksOfService(said))
    return hints.reports || main === '' ? { kind: 'new-problem' } : { kind: 'other' }
  const answer = rateAnswer(main, { ...hints, reports: undefined, asks: false })
  return answer.kind === 'rating' ? { ...answer, rest } : { kind: 'new-problem' }
}

const aside =
  /(?:^|[，,。.!！;；\s])(?:对了|另外|还有(?!点)|顺便(?:说一?下|问一?下|提一?下|说|问)?|再(?:有|就是)|此外|by the way|btw|also|another thing|oh and|and now)[，,：:\s]*/i
const borders = /[，,。.!！?？;；~～\n]+|但是?|不过|可是|然而|\bbut\b|\bhowever\b/i

/** 「5分。另外楼下垃圾桶没人清」: the answer, and what is said of something else. */
function partAnswer(raw: string, matter: AnswerHints): { main: string; rest?: string } {
  const match = aside.exec(raw)
  const rest = match ? raw.slice(match.index + match[0].length).trim() : ''
  if (match && rest.length >= 4) return { main: raw.slice(0, match.index).trim(), rest }
  const clauses = raw.split(borders).map(clause => clause.trim())
  const isReport = matter.reports !== undefined
  const first = clauses.findIndex(clause => tellsOfAnother(normaliseText(clause), { ...matter, isReport }))
  if (first < 0) return { main: raw }
  // What follows it is of the same thing, unless it speaks of the service.
  const isMain = (clause: string, at: number) => at < first || isOfService.test(normaliseText(clause))
  const main = clauses.filter((clause, at) => clause !== '' && isMain(clause, at))
  const others = clauses.filter((clause, at) => clause !== '' && !isMain(clause, at))
  return { main: main.join('，'), rest: others.join('，') }
}

const isOfService =
  /满意|师傅|服务|态度|好评|差评|\d分|[一二三四五]分|[一二三四五\d]颗?星|\b(satisfied|service|technician|plumber|stars?)\b/
/** A figure, praise or blame, or that it works or does not. */
const speaksOfService = (said: string): boolean =>
  readFigure(said) !== undefined || saysUnsolved(said) || weighWords(said).length > 0
