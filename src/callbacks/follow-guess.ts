import { normaliseText } from '../shared/normalise-text.ts'
import type { Answer, AnswerHints } from './answer.ts'
import { decideAnswer } from './decide-answer.ts'
import type { AnswerGuess, GuessLabel } from './guess-answer.ts'
import { partAnswer, partAside } from './part-answer.ts'
import { rateAnswer, rating, scoreUnsolved } from './rate-answer.ts'
import { readPoints } from './read-figure.ts'
import { countStars, readSign } from './read-sign.ts'
import { saysUnsolved } from './read-unsolved.ts'
import { weighWords } from './weigh-words.ts'

/** Takes an answer for what the head says of it; points that it names are its score all the same. */
export function followGuess(raw: string, hints: AnswerHints, guess: AnswerGuess): Answer {
  const said = normaliseText(raw)
  const label = decideAnswer(guess)
  const points = readPoints(said) ?? countStars(raw) ?? readMereSign(raw)
  if (points !== undefined && !isSurelyNone(said, guess))
    return ratePoints({ raw, said, points, label }, hints)
  switch (label) {
    case 'new-problem':
      return readTold(raw, hints)
    case 'opt-out':
    case 'other':
      return { kind: label }
    case 'unsolved':
      return mark(rating(said, scoreUnsolved(said), true), said, guess)
    default:
      return mark(rating(said, Number(label), false), said, guess)
  }
}

/** A sign without a word. */
const readMereSign = (raw: string): number | undefined =>
  /[\p{L}\p{N}]/u.test(raw.replace(/\[[^\]]{1,3}\]/g, '')) ? undefined : readSign(raw)

/** 「假如我给五分，有小礼品吗」 */
const isSurelyNone = (said: string, guess: AnswerGuess): boolean =>
  (guess.other >= 0.6 && isQuestion.test(said)) || guess['opt-out'] >= 0.8

/** 「打错了，改成3分」 asks nothing. */
const isQuestion = /[?]|(吗|么|呢)[。!]?$|是不是|会不会|什么|怎么|谁|^(假如|如果|要是)/

interface Pointed {
  raw: string
  said: string
  points: number
  label: GuessLabel
}

function ratePoints({ raw, said, points, label }: Pointed, hints: AnswerHints): Answer {
  const isUnsolved = label === 'unsolved' || (saysUnsolved(said) && points <= 3)
  const answer = rating(said, points, isUnsolved && points <= 3)
  const rest = (label === 'new-problem' ? partAnswer(raw, hints) : partAside(raw))?.rest
  return rest === undefined ? answer : { ...answer, rest }
}

/** Another trouble, and the verdict where one stands beside it. */
function readTold(raw: string, hints: AnswerHints): Answer {
  const { main, rest } = partAnswer(raw, hints)
  const said = normaliseText(main)
  if (!rest || !(saysUnsolved(said) || weighWords(said).length > 0)) return { kind: 'new-problem' }
  const answer = rateAnswer(main, { ...hints, reports: undefined, asks: false })
  return answer.kind === 'rating' ? { ...answer, rest } : { kind: 'new-problem' }
}

type Rating = Extract<Answer, { kind: 'rating' }>

/** From this chance on that it is bad, an answer whose words no rule knows opens work again. */
const sure = 0.8

function mark(answer: Rating, said: string, guess: AnswerGuess): Rating {
  const isKnown = weighWords(said).length > 0 || saysUnsolved(said) || readSign(said) !== undefined
  const isBad = guess.unsolved + guess['1'] + guess['2'] >= sure
  return isKnown || isBad ? answer : { ...answer, isGuess: true }
}
