import { normaliseText } from '../shared/normalise-text.ts'
import { readChoice } from './read-choice.ts'
import { isNumbers } from './read-numbers.ts'
import { readPair } from './read-pair.ts'
import { readScore } from './read-survey-score.ts'
import type { SurveyQuestion, SurveyValue } from './survey.ts'

/** An answer in words. `isBare`: there is nothing in them but the answer, so that they cannot mean anything else. */
export interface SaidValue {
  value: SurveyValue
  isBare: boolean
}

/**
 * Reads an answer in words; undefined where it is none. Where it is not bare, the words may be something else that the resident
 * says: 「3号楼和5号楼之间路灯坏了」 names two numbers as well.
 */
export function readSurveyAnswer(question: SurveyQuestion, words: string): SaidValue | undefined {
  const said = normaliseText(words)
  switch (question.kind) {
    case 'text':
      return said === '' ? undefined : { value: { text: words.trim().slice(0, 1_000) }, isBare: false }
    case 'score': {
      const score = readScore(said)
      return score === undefined ? undefined : { value: { score }, isBare: true }
    }
    case 'pair':
      return readPair(said)
    default: {
      const read = readChoice(question.options, said)
      if (!read || (question.kind === 'single' && read.chosen.length > 1)) return undefined
      return { value: { chosen: read.chosen }, isBare: read.isBare }
    }
  }
}

/** Words that are meant as an answer and are none: numbers that are not asked for, or several options where one is. */
export type MissedAnswer =
  | { kind: 'number' }
  /** `chosen`: the options named, as places from 0. */
  | { kind: 'several'; chosen: number[]; isBare: boolean }

/** What an answer missed; undefined where the words are no such answer. */
export function readMissedAnswer(question: SurveyQuestion, words: string): MissedAnswer | undefined {
  if (question.kind === 'text' || readSurveyAnswer(question, words)) return undefined
  const said = normaliseText(words)
  const read = question.kind === 'single' ? readChoice(question.options, said) : undefined
  if (read) return { kind: 'several', ...read }
  return isNumbers(said) || /^[a-h]$/.test(said) ? { kind: 'number' } : undefined
}
