import { normaliseText } from '../shared/normalise-text.ts'
import type { Answer, AnswerHints } from './answer.ts'
import { decideAnswer } from './decide-answer.ts'
import { followGuess } from './follow-guess.ts'
import { partAnswer } from './part-answer.ts'
import { rateAnswer, rating } from './rate-answer.ts'
import { readFigure, readPoints } from './read-figure.ts'
import { asksWhich, wantsNoMore } from './read-no-answer.ts'
import { saysUnsolved } from './read-unsolved.ts'
import { weighWords } from './weigh-words.ts'

/** Reads the answer to "how did it go?": as the guess says that was made of it, or by rules alone where there is none. */
export function readAnswer(text: string, hints: AnswerHints): Answer {
  const raw = text.trim().replace(/[‘’]/g, "'")
  if (wantsNoMore(normaliseText(raw))) return readLast(normaliseText(raw), hints)
  if (asksWhich(normaliseText(raw))) return { kind: 'other' }
  return hints.guess ? followGuess(raw, hints, hints.guess) : readByRules(raw, hints)
}

/** No more questions, and the verdict that stands beside: points, or words that are surely one. */
function readLast(said: string, { guess }: AnswerHints): Answer {
  const heard = guess && weighWords(said).length > 0 ? Number(decideAnswer(guess)) : Number.NaN
  const score = readPoints(said) ?? (Number.isNaN(heard) ? undefined : heard)
  if (score === undefined) return { kind: 'opt-out' }
  return { ...rating(said, score, score <= 3 && saysUnsolved(said)), wantsNoMore: true }
}

function readByRules(raw: string, hints: AnswerHints): Answer {
  const { main, rest } = partAnswer(raw, hints)
  if (rest === undefined) return rateAnswer(main, hints)
  const said = normaliseText(main)
  if (!speaksOfService(said))
    return hints.reports || main === '' ? { kind: 'new-problem' } : { kind: 'other' }
  const answer = rateAnswer(main, { ...hints, reports: undefined, asks: false })
  return answer.kind === 'rating' ? { ...answer, rest } : { kind: 'new-problem' }
}

/** A figure, praise or blame, or that it works or does not. */
const speaksOfService = (said: string): boolean =>
  readFigure(said) !== undefined || saysUnsolved(said) || weighWords(said).length > 0
