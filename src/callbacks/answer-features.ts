import { maskNumbers } from '../shared/mask-numbers.ts'
import type { Features, SenseHead } from '../shared/sense-model.ts'
import type { SentenceSense } from '../shared/sentence-sense.ts'
import { hashNgrams } from '../shared/text-features.ts'

/** What the sentence sense says of an answer, by head and label. */
export type AnswerSense = readonly (readonly [SenseHead, string])[]

export interface AnswerFeatureNames {
  buckets: number
  /** Signs by their number. */
  signNames: readonly string[]
  senses: AnswerSense
}

/** Beside the parts of a vector, which are small, a chance weighs no more than one of them. */
const chanceScale = 0.06
const vectorScale = 0.75

/** Gives what the head reads of a normalised answer, and whether a vector of its sentence is among it. */
export function readAnswerFeatures(
  { said, signs }: { said: string; signs: readonly string[] },
  sense: Pick<SentenceSense, 'read' | 'vectorOf'>,
  { buckets, signNames, senses }: AnswerFeatureNames,
): { features: Features; hasVector: boolean } {
  const sentence = sense.vectorOf(said)
  const heads = new Map(
    [...new Set(senses.map(([head]) => head))].map(head => [head, sense.read(head, said, ['resolved'])]),
  )
  const chances = senses.map(([head, label]) => chanceScale * (heads.get(head)?.[label] ?? 0))
  return {
    features: {
      ngrams: readAnswerNgrams(said, buckets),
      signs: signs.flatMap(name => (signNames.includes(name) ? [signNames.indexOf(name)] : [])),
      vector: Float32Array.from([
        ...chances,
        ...(sentence ?? new Float32Array()).map(value => vectorScale * value),
      ]),
    },
    hasVector: sentence !== undefined,
  }
}

/** Parts of the text, its Latin words and their pairs, and the beginning and end of its last clause. */
function readAnswerNgrams(said: string, buckets: number): number[] {
  const words = said.match(/[a-z']+/g) ?? []
  const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`)
  return [
    ...new Set([
      ...hashNgrams(maskNumbers(said), buckets),
      ...[...words, ...pairs].map(word => hashWhole(`w ${word}`, buckets)),
    ]),
  ]
}

function hashWhole(word: string, buckets: number): number {
  let hash = 0x811c9dc5
  for (const char of word) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return ((hash ^ (hash >>> 15)) >>> 0) % buckets
}
