import { hashNgrams, softmax, type TextModel } from '../src/shared/text-model.ts'

/** One training row; `weight` tells how much it counts beside the others (default 1). */
export interface Row {
  text: string
  label: string
  weight?: number
  /** Where it comes from, for figures by origin. */
  origin?: string
  /** How often it is shown in training (default 1). */
  copies?: number
}

interface Settings {
  buckets: number
  epochs: number
  rate: number
  /** Pull of every weight towards zero. */
  decay: number
}

/** Gives the same pseudo-random numbers in [0, 1) on every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Gives the items in another order, the same for the same seed. */
export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const random = createRandom(seed)
  return items
    .map(item => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

/** Gives a softmax trained by AdaGrad, the same for the same rows. */
export function trainSoftmax(rows: readonly Row[], labels: string[], settings: Settings): TextModel {
  const { buckets, epochs } = settings
  const weights = new Float32Array(buckets * labels.length)
  const squares = new Float32Array(buckets * labels.length)
  const bias = labels.map(() => 0)
  const prepared = rows.map(row => ({
    ...row,
    features: hashNgrams(row.text, buckets),
    gold: labels.indexOf(row.label),
  }))
  const step = { weights, squares, bias, settings }
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const row of shuffle(prepared, 17 + epoch)) learnRow(row, step)
  return { labels, buckets, scale: 1, weights, bias }
}

interface Prepared extends Row {
  features: number[]
  gold: number
}
interface Step {
  weights: Float32Array
  squares: Float32Array
  bias: number[]
  settings: Settings
}

function learnRow(row: Prepared, step: Step): void {
  const count = step.bias.length
  const unit = 1 / Math.sqrt(Math.max(1, row.features.length))
  const sums = step.bias.map((value, label) =>
    row.features.reduce((sum, feature) => sum + (step.weights[feature * count + label] ?? 0) * unit, value),
  )
  const chances = softmax(sums)
  for (let label = 0; label < count; label++) {
    const error = (row.weight ?? 1) * ((chances[label] ?? 0) - (label === row.gold ? 1 : 0))
    step.bias[label] = (step.bias[label] ?? 0) - 0.02 * error
    for (const feature of row.features) nudge(step, feature * count + label, error * unit)
  }
}

function nudge(step: Step, at: number, slope: number): void {
  const weight = step.weights[at] ?? 0
  const gradient = slope + step.settings.decay * weight
  const square = (step.squares[at] ?? 0) + gradient * gradient
  step.squares[at] = square
  step.weights[at] = weight - (step.settings.rate * gradient) / Math.sqrt(square + 1e-6)
}

/** Gives the model with its weights rounded to eight bits. */
export function quantise(model: TextModel): TextModel {
  let most = 0
  for (const weight of model.weights) most = Math.max(most, Math.abs(weight))
  const scale = most / 127 || 1
  return { ...model, scale, weights: Int8Array.from(model.weights, weight => Math.round(weight / scale)) }
}
