import { mkdirSync, writeFileSync } from 'node:fs'
import { type HeadModel, type SenseHead, senseHeads } from '../src/shared/sentence-sense.ts'
import { softmax } from '../src/shared/text-model.ts'
import { shuffle } from './train-softmax.ts'

/** A sentence vector with its label; `weight` tells how much it counts beside the others. */
export interface VectorRow {
  vector: Float32Array
  label: string
  weight: number
}

interface TrainedHead extends HeadModel {
  weights: Int8Array
}

const epochs = 16
const rate = 0.3
const decay = 2e-5

/** Gives a linear head trained by AdaGrad, its weights rounded to eight bits; the same for the same rows. */
export function trainHead(rows: readonly VectorRow[], dimensions: number): TrainedHead {
  const labels = [...new Set(rows.map(row => row.label))].toSorted()
  const weights = new Float64Array(labels.length * dimensions)
  const squares = new Float64Array(weights.length).fill(1e-3)
  const bias = labels.map(() => 0)
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const row of shuffle(rows, 40 + epoch)) learn(row, { labels, weights, squares, bias })
  const most = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0)
  const scale = most / 127 || 1
  return { labels, scale, bias, weights: Int8Array.from(weights, weight => Math.round(weight / scale)) }
}

interface Learning {
  labels: string[]
  weights: Float64Array
  squares: Float64Array
  bias: number[]
}

/** Plain loops: millions of steps, and iterators cost five times as much. */
function learn({ vector, label, weight }: VectorRow, learning: Learning): void {
  const { labels, weights, bias } = learning
  const sums = bias.map((start, at) => start + multiply(weights, at * vector.length, vector))
  const chances = softmax(sums)
  for (const [at, name] of labels.entries()) {
    const error = weight * ((chances[at] ?? 0) - (name === label ? 1 : 0))
    if (Math.abs(error) < 1e-3) continue
    bias[at] = (bias[at] ?? 0) - 0.02 * error
    nudge(learning, at * vector.length, { vector, error })
  }
}

function multiply(weights: ArrayLike<number>, begin: number, vector: Float32Array): number {
  let sum = 0
  for (let column = 0; column < vector.length; column++)
    sum += (vector[column] ?? 0) * (weights[begin + column] ?? 0)
  return sum
}

function nudge(
  { weights, squares }: Learning,
  begin: number,
  { vector, error }: { vector: Float32Array; error: number },
): void {
  for (let column = 0; column < vector.length; column++) {
    const place = begin + column
    const old = weights[place] ?? 0
    const slope = error * (vector[column] ?? 0) + decay * old
    const square = (squares[place] ?? 0) + slope * slope
    squares[place] = square
    weights[place] = old - (rate * slope) / Math.sqrt(square)
  }
}

/** Gives the label that the head finds for the vector. */
export function judgeVector(head: TrainedHead, vector: Float32Array): string {
  const sums = head.labels.map(
    (_, at) => (head.bias[at] ?? 0) + head.scale * multiply(head.weights, at * vector.length, vector),
  )
  return head.labels[sums.indexOf(Math.max(...sums))] ?? ''
}

/** Writes the heads as `models/sense/`. */
export function writeHeads(
  heads: Record<SenseHead, TrainedHead>,
  about: { embedder: string; dimensions: number; card: string },
): void {
  const folder = new URL('../models/sense/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const { card, ...source } = about
  const headers = Object.fromEntries(
    senseHeads.map(name => {
      const { weights: _weights, bias, ...head } = heads[name]
      return [name, { ...head, bias: bias.map(value => Number(value.toFixed(5))) }]
    }),
  )
  writeFileSync(new URL('model.json', folder), `${JSON.stringify({ ...source, heads: headers })}\n`)
  writeFileSync(
    new URL('weights.bin', folder),
    Buffer.concat(senseHeads.map(name => Buffer.from(heads[name].weights.buffer))),
  )
  writeFileSync(new URL('card.md', folder), card)
}
