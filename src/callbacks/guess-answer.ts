import { type AnswerModel, loadAnswerModel } from '../shared/answer-model.ts'
import { readNgrams } from '../shared/sense-model.ts'
import { createSentenceSense, likeliest, type SentenceSense } from '../shared/sentence-sense.ts'

/** What an answer may be whose words no rule knows: a score of 1 to 5, the fault is there still, or none. */
export type GuessLabel = '1' | '2' | '3' | '4' | '5' | 'unsolved' | 'opt-out' | 'new-problem' | 'other'

export interface AnswerGuess {
  label: GuessLabel
  chance: number
}

/** Guesses at a normalised answer. Never rejects: without the embedder words alone are read. */
export type GuessAnswer = (said: string) => Promise<AnswerGuess>

/** Gives the second voice beside the rules that read answers. Throws when its model is missing. */
export function createAnswerGuesser(
  sense: SentenceSense = createSentenceSense(),
  model: AnswerModel = loadAnswerModel(),
): GuessAnswer {
  return async said => {
    await sense.prepare([said])
    const vector = sense.vectorOf(said)
    const features = {
      ngrams: readNgrams(said, model.header.buckets),
      signs: [],
      ...(vector ? { vector } : {}),
    }
    return likeliest((vector ? model.whole : model.plain)(features)) as AnswerGuess
  }
}
