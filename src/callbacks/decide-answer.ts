import type { AnswerGuess, GuessLabel } from './guess-answer.ts'
import { guessLabels } from './guess-answer.ts'

/** How bad it is to take an answer for `taken` when it is `meant`, in points of the scale. */
function costOf(taken: GuessLabel, meant: GuessLabel): number {
  if (taken === meant) return 0
  const [score, truth] = [scoreOf(taken), scoreOf(meant)]
  if (score !== undefined && truth !== undefined) return Math.abs(score - truth) + exactness
  return costs[kindOf(taken)][kindOf(meant)]
}

/** A score that is off by one costs more than its one point. */
const exactness = 2

type Kind = 'score' | 'unsolved' | 'opt-out' | 'new-problem' | 'other'
/**
 * By what it is taken for, then by what it is: a report or the wish for peace taken for a score is worse than a score not
 * taken. Chosen by two writers' answers of whom nothing was learnt.
 */
const costs: Readonly<Record<Kind, Readonly<Record<Kind, number>>>> = {
  score: { score: 0, unsolved: 3, 'opt-out': 7, 'new-problem': 6, other: 6 },
  unsolved: { score: 4, unsolved: 0, 'opt-out': 6, 'new-problem': 4, other: 4 },
  'opt-out': { score: 4, unsolved: 4, 'opt-out': 0, 'new-problem': 4, other: 3 },
  'new-problem': { score: 4, unsolved: 3, 'opt-out': 4, 'new-problem': 0, other: 2 },
  other: { score: 4, unsolved: 3, 'opt-out': 2, 'new-problem': 2, other: 0 },
}

const kindOf = (label: GuessLabel): Kind => (scoreOf(label) === undefined ? (label as Kind) : 'score')
const scoreOf = (label: GuessLabel): number | undefined => (/^\d$/.test(label) ? Number(label) : undefined)

/** Gives what the answer is best taken for: what costs least on average. */
export function decideAnswer(guess: AnswerGuess): GuessLabel {
  const expected = (taken: GuessLabel) =>
    guessLabels.reduce((sum, meant) => sum + guess[meant] * costOf(taken, meant), 0)
  return guessLabels.reduce((best, label) => (expected(label) < expected(best) ? label : best))
}
