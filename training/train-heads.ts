import { createHead, type Features, featureScale, type HeadModel, type ReadHead } from '../src/shared/sense-model.ts'
import { softmax } from '../src/shared/text-model.ts'
import { shuffle } from './train-softmax.ts'

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

/** Gives a linear head trained by AdaGrad, its weights rounded to eight bits; the same for the same rows. Rows without a vector train its words alone. */
export function trainHead(rows: readonly HeadRow[], sizes: Sizes, withVector: boolean): TrainedHead {
  const labels = [...new Set(rows.map(row => row.label))].toSorted()
  const count = labels.length
  const vector = makeBlock(withVector ? sizes.dimensions * count : 0)
  const ngrams = makeBlock(sizes.buckets * count)
  const signs = makeBlock(sizes.signs * count)
  const bias = labels.map(() => 0)
  const ids = new Map(labels.map((label, id) => [label, id]))
  const shares = balance(rows, labels)
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const row of shuffle(rows, 40 + epoch)) {
      const sums = [...bias]
      const unit = featureScale.ngrams / Math.sqrt(Math.max(1, row.ngrams.length))
      for (const at of row.ngrams) add(sums, ngrams.weights, at, unit)
      for (const at of row.signs) add(sums, signs.weights, at, featureScale.signs)
      if (withVector && row.vector)
        for (let at = 0; at < row.vector.length; at++)
          add(sums, vector.weights, at, featureScale.vector * (row.vector[at] ?? 0))
      const errors = softmax(sums)
      const gold = ids.get(row.label) ?? 0
      const share = shares[gold] ?? 1
      errors[gold] = (errors[gold] ?? 0) - 1
      for (let label = 0; label < count; label++) {
        errors[label] = (errors[label] ?? 0) * row.weight * share
        bias[label] = (bias[label] ?? 0) - 0.02 * (errors[label] ?? 0)
      }
      const wrong = [...errors.keys()].filter(label => Math.abs(errors[label] ?? 0) > small)
      if (wrong.length === 0) continue
      for (const at of row.ngrams) nudge(ngrams, at, unit, { errors, wrong })
      for (const at of row.signs) nudge(signs, at, featureScale.signs, { errors, wrong })
      if (withVector && row.vector)
        for (let at = 0; at < row.vector.length; at++)
          nudge(vector, at, featureScale.vector * (row.vector[at] ?? 0), { errors, wrong })
    }
  const [vectorScale, vectorBytes] = quantise(vector.weights)
  const [ngramScale, ngramBytes] = quantise(ngrams.weights)
  const [signScale, signBytes] = quantise(signs.weights)
  const model: HeadModel = {
    labels,
    bias: bias.map(value => Number(value.toFixed(5))),
    ngramScale,
    signScale,
    ...(withVector ? { vectorScale } : {}),
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

/** Plain loops: hundreds of millions of steps, and iterators cost five times as much. */
function add(sums: number[], weights: Float32Array, row: number, factor: number): void {
  const from = row * sums.length
  for (let label = 0; label < sums.length; label++)
    sums[label] = (sums[label] as number) + (weights[from + label] as number) * factor
}

function nudge(
  { weights, squares }: Block,
  row: number,
  factor: number,
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

function quantise(weights: Float32Array): [number, Int8Array] {
  let most = 0
  for (const weight of weights) most = Math.max(most, Math.abs(weight))
  const scale = most / 127 || 1
  return [scale, Int8Array.from(weights, weight => Math.round(weight / scale))]
}
