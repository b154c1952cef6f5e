import { normaliseText } from '../shared/normalise-text.ts'
import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import { type AskedMatter, reportsAnew, tellsOfAnother } from './answer-things.ts'
import type { AnswerGuess } from './guess-answer.ts'
import type { Aspect } from './policy.ts'
import { readAspects } from './read-aspects.ts'
import { readFigure } from './read-figure.ts'
import { asksSomething, isSmallTalk, putsOff, wantsNoMore } from './read-no-answer.ts'
import { mocks } from './read-sarcasm.ts'
import { readSign } from './read-sign.ts'
import { saysUnsolved, wasWorthALittle } from './read-unsolved.ts'
import { scoreItems } from './score-items.ts'
import { type Weighed, weighWords } from './weigh-words.ts'

/** What else is known of an answer. */
export interface AnswerHints extends AskedMatter {
  /** As the mood of the message was scored. */
  sentiment: Sentiment
  emotion: Emotion
  /** Whether, read by itself, it reports a trouble: of the matter that was asked about, or of another one. */
  reports?: 'same' | 'other' | undefined
  /** Whether, read by itself, it asks something. */
  asks?: boolean
  /** What a trained second voice takes it for, asked where no rule knows its words. */
  guess?: AnswerGuess | undefined
}

export type Answer =
  | {
      kind: 'rating'
      score: number
      /** What was plainly praised (true) or blamed (false). */
      aspects: Partial<Record<Aspect, boolean>>
      /** Whether the trouble is said to be there still. */
      isUnsolved: boolean
      /** Words beside the rating that tell of something else. */
      rest?: string
    }
  | { kind: 'opt-out' }
  | { kind: 'new-problem' }
  /** A question, 「等会再说」: it is answered like any other message, and the callback goes on waiting. */
  | { kind: 'other' }

/** Reads the answer to "how did it go?", without any model. */
export function readAnswer(text: string, hints: AnswerHints): Answer {
  const raw = text.trim()
  if (wantsNoMore(normaliseText(raw))) return { kind: 'opt-out' }
  const { main, rest } = partAnswer(raw, hints)
  if (rest === undefined) return rate(main, hints)
  const said = normaliseText(main)
  if (!speaksOfService(said))
    return hints.reports || main === '' ? { kind: 'new-problem' } : { kind: 'other' }
  const answer = rate(main, { ...hints, reports: undefined, asks: false })
  return answer.kind === 'rating' ? { ...answer, rest } : { kind: 'new-problem' }
}

const aside =
  /(?:^|[，,。.!！;；\s])(?:对了|另外|还有(?!点)|顺便(?:说一?下|问一?下|提一?下|说|问)?|再(?:有|就是)|此外|by the way|btw|also|another thing|oh and|and now)[，,：:\s]*/i
const borders = /[，,。.!！?？;；~～\n]+|但是?|不过|可是|然而|\bbut\b|\bhowever\b/i

/** 「5分。另外楼下垃圾桶没人清」: the answer, and what is said of something else. */
function partAnswer(raw: string, matter: AskedMatter): { main: string; rest?: string } {
  const match = aside.exec(raw)
  const rest = match ? raw.slice(match.index + match[0].length).trim() : ''
  if (match && rest.length >= 4) return { main: raw.slice(0, match.index).trim(), rest }
  const clauses = raw.split(borders).map(clause => clause.trim())
  const first = clauses.findIndex(clause => tellsOfAnother(normaliseText(clause), matter))
  if (first < 0) return { main: raw }
  // What follows it is of the same thing, unless it speaks of the service.
  const isMain = (clause: string, at: number) => at < first || isOfService.test(normaliseText(clause))
  const main = clauses.filter((clause, at) => clause !== '' && isMain(clause, at))
  const others = clauses.filter((clause, at) => clause !== '' && !isMain(clause, at))
  return { main: main.join('，'), rest: others.join('，') }
}

const isOfService =
  /满意|师傅|服务|态度|好评|差评|\d分|[一二三四五]分|[一二三四五\d]颗?星|\b(satisfied|service|technician|plumber|stars?)\b/
/** More than that it works: a figure, praise or blame. */
const speaksOfService = (said: string): boolean =>
  readFigure(said) !== undefined || weighWords(said).some(({ worth }) => worth <= -2 || worth >= 2)

function rate(raw: string, hints: AnswerHints): Answer {
  const said = normaliseText(raw)
  const isUnsolved = saysUnsolved(said)
  const figure = readFigure(said)
  if (figure !== undefined) return rating(said, figure, isUnsolved && figure <= 3)
  if (isUnsolved && !(hints.asks && isSmallTalk(said))) {
    return rating(said, (wasWorthALittle(said) && !mocks(said)) || praisesSomebody(said) ? 2 : 1, true)
  }
  const items = weighWords(said)
  const sign = readSign(raw)
  if (items.length === 0 && !mocks(said)) return readUnweighed(said, sign, hints)
  if (!isFirm(items) && !mocks(said) && (putsOff(said) || asksSomething(said) || isSmallTalk(said))) {
    return { kind: 'other' }
  }
  return rating(said, scoreItems(said, items, { ...hints, sign }), false)
}

const praisesSomebody = (said: string): boolean =>
  /师傅|人|小伙|服务|态度|\b(guy|he|she|plumber|technician|staff)\b/.test(said) &&
  weighWords(said).some(({ worth }) => worth >= 2) &&
  !mocks(said)

/** Whether the words are surely a verdict, whatever else they may be. */
const isFirm = (items: readonly Weighed[]): boolean =>
  items.some(({ worth, words }) => (worth >= 3 || worth === -3) && !/thank|谢/.test(words)) ||
  items.filter(({ worth }) => Math.abs(worth) >= 2).length > 1

/** Where no word is a verdict: a sign, talk that answers nothing, a trouble, at last the mood. */
function readUnweighed(said: string, sign: number | undefined, hints: AnswerHints): Answer {
  if (sign !== undefined) return rating(said, sign, false)
  if (reportsAnew(said, hints) && !putsOff(said)) return { kind: 'new-problem' }
  if (putsOff(said) || isSmallTalk(said) || asksSomething(said)) return { kind: 'other' }
  const guessed = followGuess(said, hints)
  if (guessed) return guessed
  if (hints.reports === 'other') return { kind: 'new-problem' }
  if (hints.reports === 'same') return rating(said, 1, true)
  if (hints.asks) return { kind: 'other' }
  if (hints.sentiment === 'positive') return rating(said, 5, false)
  if (hints.sentiment === 'negative') return rating(said, hints.emotion === 'angry' ? 1 : 2, false)
  return { kind: 'other' }
}

/** A guess is followed from an even chance on. */
function followGuess(said: string, { guess }: AnswerHints): Answer | undefined {
  if (!guess || guess.chance < 0.5) return undefined
  switch (guess.label) {
    case 'unsolved':
      return rating(said, 1, true)
    case 'opt-out':
      // Silence for good is asked for in plain words only.
      return { kind: 'other' }
    case 'new-problem':
    case 'other':
      return { kind: guess.label }
    default:
      return rating(said, Number(guess.label), false)
  }
}

const rating = (said: string, score: number, isUnsolved: boolean): Answer => ({
  kind: 'rating',
  score,
  isUnsolved,
  aspects: readAspects(said, score),
})
