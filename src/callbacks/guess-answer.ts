import { type HeadPair, type HeadPairHeader, loadHeadPair } from '../shared/head-pair.ts'
import type { Features } from '../shared/sense-model.ts'
import { type Chances, createSentenceSense, type SentenceSense } from '../shared/sentence-sense.ts'
import { type AnswerFeatureNames, readAnswerFeatures } from './answer-features.ts'

/** What an answer may be: a score of 1 to 5, the fault is there still, or none. */
export const guessLabels = ['1', '2', '3', '4', '5', 'unsolved', 'opt-out', 'new-problem', 'other'] as const
export type GuessLabel = (typeof guessLabels)[number]

/** The probability of each. */
export type AnswerGuess = Readonly<Record<GuessLabel, number>>

/** Guesses at a normalised answer by its words and by what the rules found in it. Never rejects: without the embedder words alone are read. */
export type GuessAnswer = (said: string, signs: readonly string[]) => Promise<AnswerGuess>

export type AnswerHeader = HeadPairHeader & AnswerFeatureNames
export type AnswerModel = HeadPair<AnswerHeader>

/** Loads `models/answers`. Throws when its files are missing or do not fit each other. */
export const loadAnswerModel = (folder = new URL('../../models/answers/', import.meta.url)): AnswerModel =>
  loadHeadPair<AnswerHeader>(folder)

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

/** Both heads together where there is a sentence vector, else the one that reads words. */
export function readGuess(
  { whole, plain, header }: Pick<AnswerModel, 'whole' | 'plain'> & { header: Pick<AnswerHeader, 'senses'> },
  features: Features,
  hasVector: boolean,
): AnswerGuess {
  const words = plain(withoutSentence(features, header))
  return (hasVector ? balance(whole(features), words) : words) as AnswerGuess
}

const withoutSentence = (features: Features, { senses }: Pick<AnswerHeader, 'senses'>): Features => ({
  ...features,
  vector: (features.vector ?? new Float32Array()).slice(0, senses.length),
})

/** What the sentence says is balanced by what its words alone say: the mean of both, as products go. */
function balance(whole: Chances, plain: Chances): Chances {
  const products = Object.entries(whole).map(
    ([label, chance]) => [label, Math.sqrt(chance * (plain[label] ?? 0))] as const,
  )
  const total = products.reduce((sum, [, product]) => sum + product, 0)
  return Object.fromEntries(products.map(([label, product]) => [label, product / total]))
}
