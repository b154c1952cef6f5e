import { maskNumbers } from './mask-numbers.ts'
import { readModel } from './read-model.ts'
import { hashNgrams, softmax } from './text-features.ts'

/** What a head tells: what a message does, what is to be done with it, and its mood. */
export const senseHeads = ['move', 'kind', 'category', 'priority', 'sentiment', 'emotion', 'service'] as const
export type SenseHead = (typeof senseHeads)[number]

/** Heads of mood: what the vector makes of a message is balanced by what its words alone say. */
const moodHeads: readonly SenseHead[] = ['sentiment', 'emotion', 'service']

/** Gives the chances of a message with a vector: of both kinds of heads on average for moods, else of the joint head. */
export function readJoint(head: SenseHead, features: Features, heads: Record<'whole' | 'plain', ReadHead>) {
  const joint = heads.whole(features)
  if (!moodHeads.includes(head)) return joint
  const { vector: _, ...words } = features
  const alone = heads.plain(words)
  return Object.fromEntries(
    Object.entries(joint).map(([label, chance]) => [label, (chance + (alone[label] ?? 0)) / 2]),
  )
}

/** How much each part of a message counts beside the others before anything is learnt. */
export const featureScale = { vector: 4, ngrams: 2, signs: 0.7 } as const

/** The weights of one head are three blocks, a row per feature with a column per label: the vector, n-grams, signs. Real weight = stored weight × scale. */
export interface HeadModel {
  labels: string[]
  bias: number[]
  /** Absent in a head that reads words alone. */
  vectorScale?: number
  ngramScale: number
  signScale: number
}

export interface SenseHeader {
  embedder: string
  dimensions: number
  buckets: number
  /** The signs that rules may give, in the order of their weights. */
  signs: string[]
  /** Heads that read vector, n-grams and signs together. */
  whole: Record<SenseHead, HeadModel>
  /** Heads trained for texts without a vector. */
  plain: Record<SenseHead, HeadModel>
}

/** What is known of a message: its n-grams, what rules found in it, and its sentence vector where there is one. */
export interface Features {
  ngrams: readonly number[]
  signs: readonly number[]
  vector?: Float32Array
}

/** Gives the probability of each label. */
export type ReadHead = (features: Features) => Record<string, number>

export interface SenseModel {
  header: SenseHeader
  whole: Record<SenseHead, ReadHead>
  plain: Record<SenseHead, ReadHead>
}

/** Gives the buckets of a normalised text, its numbers masked. */
export const readNgrams = (text: string, buckets: number): number[] => hashNgrams(maskNumbers(text), buckets)

/** Loads `models/sense`, about 2 MB. Throws when its files are missing or do not fit each other. */
export function loadSenseModel(folder = new URL('../../models/sense/', import.meta.url)): SenseModel {
  const { header, take, end } = readModel<SenseHeader>(folder)
  const heads = (kind: 'whole' | 'plain') =>
    Object.fromEntries(
      senseHeads.map(name => {
        const head = header[kind][name]
        const count = head.labels.length
        const vector = kind === 'whole' ? take(header.dimensions * count) : new Int8Array()
        const blocks = {
          vector,
          ngrams: take(header.buckets * count),
          signs: take(header.signs.length * count),
        }
        return [name, createHead(head, blocks)]
      }),
    ) as Record<SenseHead, ReadHead>
  const model = { header, whole: heads('whole'), plain: heads('plain') }
  end()
  return model
}

export interface Blocks {
  vector: ArrayLike<number>
  ngrams: ArrayLike<number>
  signs: ArrayLike<number>
}

/** Gives the reader of one head. */
export function createHead(head: HeadModel, blocks: Blocks): ReadHead {
  return features => {
    const chances = softmax(sumFeatures(head, blocks, features))
    return Object.fromEntries(head.labels.map((label, index) => [label, chances[index] ?? 0]))
  }
}

/** Gives the bias with the weights of all features added. */
export function sumFeatures(
  { bias, vectorScale = 0, ngramScale, signScale }: Omit<HeadModel, 'labels'>,
  blocks: Blocks,
  { ngrams, signs, vector }: Features,
): number[] {
  const sums = [...bias]
  const unit = featureScale.ngrams / Math.sqrt(Math.max(1, ngrams.length))
  for (const bucket of ngrams) addRow(sums, blocks.ngrams, [bucket, ngramScale * unit])
  for (const sign of signs) addRow(sums, blocks.signs, [sign, signScale * featureScale.signs])
  if (vector && vectorScale > 0)
    for (let at = 0; at < vector.length; at++)
      addRow(sums, blocks.vector, [at, vectorScale * featureScale.vector * (vector[at] ?? 0)])
  return sums
}

/** Adds a row of weights to the sums, times the factor. */
export function addRow(
  sums: number[],
  weights: ArrayLike<number>,
  [row, factor]: readonly [row: number, factor: number],
): void {
  const from = row * sums.length
  for (let label = 0; label < sums.length; label++)
    sums[label] = (sums[label] ?? 0) + (weights[from + label] ?? 0) * factor
}
