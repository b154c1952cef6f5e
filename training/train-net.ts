import { createNet, type NetBlocks, type NetModel } from '../src/shared/net.ts'
import { type Features, featureScale, type ReadHead } from '../src/shared/sense-model.ts'
import { softmax } from '../src/shared/text-features.ts'
import { createRandom, shuffle } from './random.ts'
import { type HeadRow, quantise, type Sizes } from './train-heads.ts'

/** What is learnt of a network: its weights, and how far each goes with a step (AdamW, Loshchilov & Hutter 2019). */
interface Weights {
  values: Float32Array
  slopes: Float32Array
  means: Float32Array
  squares: Float32Array
}

interface Net {
  units: number
  labels: string[]
  vector: Weights
  ngrams: Weights
  signs: Weights
  hiddenBias: Weights
  out: Weights
  bias: Weights
}

export interface TrainedNet {
  model: NetModel
  blocks: Record<keyof NetBlocks, Int8Array>
  read: ReadHead
}

const units = 64
const epochs = 10
const batchSize = 256
const rate = 2e-3
const decay = 0.02
/** Shares of what is left out at random in each step, so that nothing is learnt by heart. */
const dropout = { units: 0.4, ngrams: 0.3, signs: 0.1 } as const

/** Gives a network of one hidden layer, its weights rounded to eight bits; the same for the same rows. */
export function trainNet(rows: readonly HeadRow[], sizes: Sizes): TrainedNet {
  const random = createRandom(77)
  const net = createStart([...new Set(rows.map(row => row.label))].toSorted(), sizes, random)
  const steps = epochs * Math.ceil(rows.length / batchSize)
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    const mixed = shuffle(rows, 40 + epoch)
    for (let from = 0; from < mixed.length; from += batchSize) {
      const batch = mixed.slice(from, from + batchSize)
      const total = batch.reduce((sum, row) => sum + row.weight, 0)
      for (const row of batch) learn(net, row, { share: row.weight / total, random })
      step += 1
      for (const weights of listWeights(net))
        move(weights, { step, rate: (rate / 2) * (1 + Math.cos((Math.PI * step) / steps)) })
    }
  }
  return pack(net)
}

const listWeights = ({ vector, ngrams, signs, hiddenBias, out, bias }: Net): Weights[] => [
  ...[vector, ngrams, signs],
  ...[hiddenBias, out, bias],
]

function createStart(labels: string[], sizes: Sizes, random: () => number): Net {
  const make = (size: number, spread: number): Weights => ({
    values: Float32Array.from({ length: size }, () => spread * gauss(random)),
    slopes: new Float32Array(size),
    means: new Float32Array(size),
    squares: new Float32Array(size),
  })
  return {
    ...{ units, labels },
    vector: make(sizes.dimensions * units, 0.05),
    ngrams: make(sizes.buckets * units, 0.05),
    signs: make(sizes.signs * units, 0.1),
    hiddenBias: make(units, 0),
    out: make(units * labels.length, 0.1),
    bias: make(labels.length, 0),
  }
}

/** Box and Muller 1958. */
const gauss = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

interface Part {
  weights: Weights
  /** Rows of the block, with what each is multiplied by. */
  rows: readonly number[]
  factors: ArrayLike<number>
}

function listParts(
  net: Net,
  { ngrams, signs, vector = new Float32Array() }: Features,
  random: () => number,
): Part[] {
  const unit = featureScale.ngrams / Math.sqrt(Math.max(1, ngrams.length))
  const keptNgrams = ngrams.filter(() => random() >= dropout.ngrams)
  const keptSigns = signs.filter(() => random() >= dropout.signs)
  return [
    { weights: net.ngrams, rows: keptNgrams, factors: keptNgrams.map(() => unit) },
    { weights: net.signs, rows: keptSigns, factors: keptSigns.map(() => featureScale.signs) },
    {
      weights: net.vector,
      rows: [...vector.keys()],
      factors: vector.map(value => featureScale.vector * value),
    },
  ]
}

/** Adds what one row asks of every weight to the slopes. */
function learn(net: Net, row: HeadRow, { share, random }: { share: number; random: () => number }): void {
  const parts = listParts(net, row, random)
  const hidden = sumParts(net, parts)
  // What is kept is raised, so that the sums stay as they are when nothing is left out.
  const gates = hidden.map(sum => (sum > 0 && random() >= dropout.units ? 1 / (1 - dropout.units) : 0))
  const errors = findErrors(net, { hidden, gates, gold: net.labels.indexOf(row.label), share })
  const count = errors.length
  const back = new Float32Array(net.units)
  for (let unit = 0; unit < net.units; unit++) {
    const gate = gates[unit] as number
    if (gate === 0) continue
    const from = unit * count
    let sum = 0
    for (let label = 0; label < count; label++) {
      const error = errors[label] as number
      sum += error * (net.out.values[from + label] as number)
      net.out.slopes[from + label] =
        (net.out.slopes[from + label] as number) + error * gate * (hidden[unit] as number)
    }
    back[unit] = sum * gate
  }
  addTo(net.bias.slopes, errors)
  addTo(net.hiddenBias.slopes, back)
  for (const part of parts) addSlopes(part, back)
}

function sumParts(net: Net, parts: readonly Part[]): Float32Array {
  const sums = Float32Array.from(net.hiddenBias.values)
  for (const { weights, rows, factors } of parts)
    for (let at = 0; at < rows.length; at++) {
      const from = (rows[at] as number) * net.units
      const factor = factors[at] as number
      for (let unit = 0; unit < net.units; unit++)
        sums[unit] = (sums[unit] as number) + (weights.values[from + unit] as number) * factor
    }
  return sums
}

/** The slope of the loss, which is the cross entropy, by each label's sum. */
function findErrors(
  net: Net,
  { hidden, gates, gold, share }: { hidden: Float32Array; gates: Float32Array; gold: number; share: number },
): number[] {
  const count = net.labels.length
  const sums = [...net.bias.values]
  for (let unit = 0; unit < net.units; unit++) {
    const value = (hidden[unit] as number) * (gates[unit] as number)
    if (value > 0)
      for (let label = 0; label < count; label++)
        sums[label] = (sums[label] as number) + value * (net.out.values[unit * count + label] as number)
  }
  return softmax(sums).map((chance, label) => share * (chance - (label === gold ? 1 : 0)))
}

function addTo(slopes: Float32Array, more: ArrayLike<number>): void {
  for (let at = 0; at < slopes.length; at++) slopes[at] = (slopes[at] as number) + (more[at] as number)
}

function addSlopes({ weights: { slopes }, rows, factors }: Part, back: Float32Array): void {
  for (let at = 0; at < rows.length; at++) {
    const from = (rows[at] as number) * back.length
    const factor = factors[at] as number
    for (let unit = 0; unit < back.length; unit++)
      slopes[from + unit] = (slopes[from + unit] as number) + (back[unit] as number) * factor
  }
}

const kept = { means: 0.9, squares: 0.999 } as const

/** One step down the slopes, which are forgotten then. */
function move(
  { values, slopes, means, squares }: Weights,
  { step, rate }: { step: number; rate: number },
): void {
  const [evenMeans, evenSquares] = [1 - kept.means ** step, 1 - kept.squares ** step]
  for (let at = 0; at < values.length; at++) {
    const slope = slopes[at] as number
    const mean = kept.means * (means[at] as number) + (1 - kept.means) * slope
    const square = kept.squares * (squares[at] as number) + (1 - kept.squares) * slope * slope
    means[at] = mean
    squares[at] = square
    const value = values[at] as number
    values[at] = value - rate * (mean / evenMeans / (Math.sqrt(square / evenSquares) + 1e-8) + decay * value)
  }
  slopes.fill(0)
}

function pack({ labels, vector, ngrams, signs, hiddenBias, out, bias }: Net): TrainedNet {
  const [vectorScale, vectorBytes] = quantise(vector.values)
  const [ngramScale, ngramBytes] = quantise(ngrams.values)
  const [signScale, signBytes] = quantise(signs.values)
  const [outScale, outBytes] = quantise(out.values)
  const round = (values: Float32Array) => [...values].map(value => Number(value.toFixed(5)))
  const hidden = { bias: round(hiddenBias.values), vectorScale, ngramScale, signScale }
  const model: NetModel = { labels, bias: round(bias.values), hidden, outScale }
  const blocks = { vector: vectorBytes, ngrams: ngramBytes, signs: signBytes, out: outBytes }
  return { model, blocks, read: createNet(model, blocks) }
}
