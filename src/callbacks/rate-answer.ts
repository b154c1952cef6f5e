import { normaliseText } from '../shared/normalise-text.ts'
import type { Answer, AnswerHints } from './answer.ts'
import { reportsAnew } from './answer-things.ts'
import { readAspects } from './read-aspects.ts'
import { readFigure } from './read-figure.ts'
import { asksSomething, isSmallTalk, putsOff } from './read-no-answer.ts'
import { mocks } from './read-sarcasm.ts'
import { readSign } from './read-sign.ts'
import { saysUnsolved, wasWorthALittle } from './read-unsolved.ts'
import { scoreItems } from './score-items.ts'
import { type Weighed, weighWords } from './weigh-words.ts'

/** Rates words that tell of one thing; what is no verdict is said to be none. */
export function rateAnswer(raw: string, hints: AnswerHints): Answer {
  const said = normaliseText(raw)
  const isUnsolved = saysUnsolved(said)
  const figure = readFigure(said)
  if (figure !== undefined) return rating(said, figure, isUnsolved && figure <= 3)
  if (isUnsolved) return rating(said, scoreUnsolved(said), true)
  const items = weighWords(said)
  const sign = readSign(raw)
  if (mocks(said)) return rating(said, 1, false)
  if (items.length === 0) {
    return sign === undefined ? readUnweighed(said, hints) : rating(said, sign, false)
  }
  const other = readOther(said, items, hints)
  return other ?? rating(said, scoreItems(said, items, sign), false)
}

/** The fault is there still, which is worth nothing, unless it was gone for a while or somebody was nice about it. */
export function scoreUnsolved(said: string): number {
  if (mocks(said)) return 1
  return wasWorthALittle(said) || praisesSomebody(said) ? 2 : 1
}

const praisesSomebody = (said: string): boolean =>
  /师傅|人|小伙|服务|态度|\b(guy|he|she|plumber|technician|staff)\b/.test(said) &&
  weighWords(said).some(({ worth }) => worth >= 2)

/** Words with some worth that are no verdict all the same: a report of a bad thing, a question, talk. */
function readOther(said: string, items: readonly Weighed[], hints: AnswerHints): Answer | undefined {
  if (isOfThing(items) && hints.reports === 'other') return { kind: 'new-problem' }
  if (isFirm(items)) return undefined
  return putsOff(said) || asksSomething(said) || isSmallTalk(said) ? { kind: 'other' } : undefined
}

/** 「坏了」「脏」「臭」 may be said of a thing as well as of the service. */
const isOfThing = (items: readonly Weighed[]): boolean =>
  items.every(
    ({ worth, words }) =>
      worth < 0 && /坏|脏|乱|臭|吵|水|冲|垃圾|garbage|rubbish|trash|dirty|mess/.test(words),
  )

/** Whether the words are surely a verdict, whatever else they may be. */
const isFirm = (items: readonly Weighed[]): boolean =>
  items.some(({ worth, words }) => Math.abs(worth) >= 3 && !/thank|谢/.test(words)) ||
  items.filter(({ worth }) => Math.abs(worth) >= 2).length > 1

/** Where no word is a verdict: talk that answers nothing, a trouble, at last the mood. */
function readUnweighed(said: string, hints: AnswerHints): Answer {
  if (reportsAnew(said, { ...hints, isReport: hints.reports !== undefined }) && !putsOff(said)) {
    return { kind: 'new-problem' }
  }
  if (putsOff(said) || isSmallTalk(said) || asksSomething(said)) return { kind: 'other' }
  return readMood(said, hints)
}

function readMood(said: string, { reports, asks, sentiment, emotion }: AnswerHints): Answer {
  if (reports === 'other') return { kind: 'new-problem' }
  if (reports === 'same') return rating(said, 1, true)
  if (asks) return { kind: 'other' }
  if (sentiment === 'positive') return guessed(rating(said, 5, false))
  return sentiment === 'negative'
    ? guessed(rating(said, emotion === 'angry' ? 1 : 2, false))
    : { kind: 'other' }
}

type Rating = Extract<Answer, { kind: 'rating' }>

const guessed = (answer: Rating): Rating => ({ ...answer, isGuess: true })

export const rating = (said: string, score: number, isUnsolved: boolean): Rating => ({
  kind: 'rating',
  score,
  isUnsolved,
  aspects: readAspects(said, score),
})
