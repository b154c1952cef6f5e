import { normaliseText } from '../shared/normalise-text.ts'
import type { Answer, AnswerHints } from './answer.ts'
import { partAnswer } from './part-answer.ts'
import { saysUnsolved } from './read-unsolved.ts'

/** 「没修好，而且厕所也堵了」: what is told of another thing beside "not fixed" is not lost. */
export function withOtherTrouble(raw: string, answer: Answer, hints: AnswerHints): Answer {
  if (answer.kind !== 'rating' || !answer.isUnsolved || answer.rest !== undefined) return answer
  const { main, rest } = partAnswer(raw, hints)
  return rest && saysUnsolved(normaliseText(main)) ? { ...answer, rest } : answer
}
