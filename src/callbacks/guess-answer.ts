import { loadNetPair, type NetPair, type NetPairHeader } from '../shared/net.ts'
import type { Features } from '../shared/sense-model.ts'
import { createSentenceSense, type SentenceSense } from '../shared/sentence-sense.ts'
import { type AnswerFeatureNames, readAnswerFeatures } from './answer-features.ts'

/** What an answer may be: a score of 1 to 5, the fault is there still, or none. */
export const guessLabels = ['1', '2', '3', '4', '5', 'unsolved', 'opt-out', 'new-problem', 'other'] as const
export type GuessLabel = (typeof guessLabels)[number]

/** The probability of each. */
export type AnswerGuess = Readonly<Record<GuessLabel, number>>

/** Guesses at a normalised answer by its words and by what the rules found in it. Never rejects: without the embedder words alone are read. */
export type GuessAnswer = (said: string, signs: readonly string[]) => Promise<AnswerGuess>

export type AnswerHeader = NetPairHeader & AnswerFeatureNames
export type AnswerModel = NetPair<AnswerHeader>

/** Loads `models/answers`. Throws when its files are missing or do not fit each other. */
export const loadAnswerModel = (folder = new URL('../../models/answers/', import.meta.url)): AnswerModel =>
  loadNetPair<AnswerHeader>(folder)

/** Gives the second voice beside the rules that read answers. Throws when its model is missing. */
export function createAnswerGuesser(
  sense: SentenceSense = createSentenceSense(),
  model: AnswerModel = loadAnswerModel(),
): GuessAnswer {
  return async (said, signs) => {
    await sense.prepare([said])
    const { features, hasVector } = readAnswerFeatures({ said, signs }, sense, model.header)
    return readGuess(model, features, hasVector)
  }
}

/** The network that knows the sentence where there is a vector of it, else the one that reads words. */
export function readGuess(
  { whole, plain, header }: Pick<AnswerModel, 'whole' | 'plain'> & { header: Pick<AnswerHeader, 'senses'> },
  features: Features,
  hasVector: boolean,
): AnswerGuess {
  const read = hasVector ? whole(features) : plain(withoutSentence(features, header))
  return read as AnswerGuess
}

const withoutSentence = (features: Features, { senses }: Pick<AnswerHeader, 'senses'>): Features => ({
  ...features,
  vector: (features.vector ?? new Float32Array()).slice(0, senses.length),
})
