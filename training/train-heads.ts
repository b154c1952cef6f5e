import {
  addRow,
  createHead,
  type Features,
  featureScale,
  type HeadModel,
  type ReadHead,
} from '../src/shared/sense-model.ts'
import { softmax } from '../src/shared/text-features.ts'
import { shuffle } from './random.ts'

/** What a message is made of, with its label; `weight` tells how much it counts beside the others. */
export interface HeadRow extends Features {
  label: string
  weight: number
}

export interface Sizes {
  dimensions: number
  buckets: number
  signs: number
}

export interface TrainedHead {
  model: HeadModel
  vector: Int8Array
  ngrams: Int8Array
  signs: Int8Array
  read: ReadHead
}

const epochs = 14
const rate = 0.25
const decay = 3e-5
const evenness = 0.3
/** An error below this moves nothing. */
const small = 2e-3

interface Block {
  weights: Float32Array
  squares: Float32Array
}

const makeBlock = (size: number): Block => ({
  weights: new Float32Array(size),
  squares: new Float32Array(size).fill(1e-2),
})

interface Learning {
  labels: string[]
  shares: number[]
  bias: number[]
  /** Absent where words alone are learnt. */
  vector?: Block
  ngrams: Block
  signs: Block
}

/** Gives a linear head trained by AdaGrad, its weights rounded to eight bits; the same for the same rows. Rows without a vector train its words alone. */
export function trainHead(rows: readonly HeadRow[], sizes: Sizes, withVector: boolean): TrainedHead {
  const labels = [...new Set(rows.map(row => row.label))].toSorted()
  const count = labels.length
  const learning: Learning = {
    labels,
    shares: balance(rows, labels),
    bias: labels.map(() => 0),
    ...(withVector ? { vector: makeBlock(sizes.dimensions * count) } : {}),
    ngrams: makeBlock(sizes.buckets * count),
    signs: makeBlock(sizes.signs * count),
  }
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const row of shuffle(rows, 40 + epoch)) learn(row, learning)
  return pack(learning)
}

/** One step: what the head says now, and every weight moved against its error. */
function learn(row: HeadRow, learning: Learning): void {
  const { bias } = learning
  const parts = listParts(row, learning)
  const sums = [...bias]
  for (const { block, entries } of parts) for (const entry of entries) addRow(sums, block.weights, entry)
  const errors = softmax(sums)
  const gold = learning.labels.indexOf(row.label)
  const share = row.weight * (learning.shares[gold] ?? 1)
  for (const [label, chance] of errors.entries()) {
    const error = share * (chance - (label === gold ? 1 : 0))
    errors[label] = error
    bias[label] = (bias[label] ?? 0) - 0.02 * error
  }
  const wrong = [...errors.keys()].filter(label => Math.abs(errors[label] ?? 0) > small)
  if (wrong.length === 0) return
  for (const { block, entries } of parts) for (const entry of entries) nudge(block, entry, { errors, wrong })
}

type Entry = readonly [row: number, factor: number]

function listParts(row: HeadRow, { vector, ngrams, signs }: Learning): { block: Block; entries: Entry[] }[] {
  const unit = featureScale.ngrams / Math.sqrt(Math.max(1, row.ngrams.length))
  const known = vector && row.vector ? [...row.vector] : []
  return [
    { block: ngrams, entries: row.ngrams.map(at => [at, unit]) },
    { block: signs, entries: row.signs.map(at => [at, featureScale.signs]) },
    ...(vector
      ? [{ block: vector, entries: known.map((value, at): Entry => [at, featureScale.vector * value]) }]
      : []),
  ]
}

function pack({ labels, bias, vector, ngrams, signs }: Learning): TrainedHead {
  const [vectorScale, vectorBytes] = vector ? quantise(vector.weights) : [0, new Int8Array()]
  const [ngramScale, ngramBytes] = quantise(ngrams.weights)
  const [signScale, signBytes] = quantise(signs.weights)
  const model: HeadModel = {
    labels,
    bias: bias.map(value => Number(value.toFixed(5))),
    ngramScale,
    signScale,
    ...(vector ? { vectorScale } : {}),
  }
  const blocks = { vector: vectorBytes, ngrams: ngramBytes, signs: signBytes }
  return { model, ...blocks, read: createHead(model, blocks) }
}

/** A rare label counts more, by a root: not so much that it is seen everywhere. */
function balance(rows: readonly HeadRow[], labels: readonly string[]): number[] {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.label, (counts.get(row.label) ?? 0) + row.weight)
  const even = rows.reduce((sum, row) => sum + row.weight, 0) / labels.length
  return labels.map(label => Math.min(4, (even / (counts.get(label) ?? even)) ** evenness))
}

function nudge(
  { weights, squares }: Block,
  [row, factor]: Entry,
  { errors, wrong }: { errors: readonly number[]; wrong: readonly number[] },
): void {
  const from = row * errors.length
  for (const label of wrong) {
    const at = from + label
    const old = weights[at] as number
    const slope = (errors[label] as number) * factor + decay * old
    const square = (squares[at] as number) + slope * slope
    squares[at] = square
    weights[at] = old - (rate * slope) / Math.sqrt(square)
  }
}

/** Gives the weights in eight bits, and what one of their steps is worth. */
export function quantise(weights: Float32Array): [number, Int8Array] {
  let most = 0
  for (const weight of weights) most = Math.max(most, Math.abs(weight))
  const scale = most / 127 || 1
  return [scale, Int8Array.from(weights, weight => Math.round(weight / scale))]
}
