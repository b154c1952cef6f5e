import { readModel } from './read-model.ts'
import {
  addRow,
  type Blocks,
  type Features,
  type HeadModel,
  type ReadHead,
  sumFeatures,
} from './sense-model.ts'
import { softmax } from './text-features.ts'

/** A network of one hidden layer of rectified units over the features. Real weight = stored weight × scale. */
export interface NetModel {
  labels: string[]
  bias: number[]
  /** The hidden units: one column each. */
  hidden: Omit<HeadModel, 'labels'>
  /** Of the weights from hidden units, a row each, to labels. */
  outScale: number
}

export interface NetBlocks extends Blocks {
  out: ArrayLike<number>
}

/** Gives the reader of one network. */
export function createNet({ labels, bias, hidden, outScale }: NetModel, blocks: NetBlocks): ReadHead {
  return (features: Features) => {
    const sums = [...bias]
    for (const [unit, sum] of sumFeatures(hidden, blocks, features).entries())
      if (sum > 0) addRow(sums, blocks.out, [unit, outScale * sum])
    const chances = softmax(sums)
    return Object.fromEntries(labels.map((label, index) => [label, chances[index] ?? 0]))
  }
}

/** Two networks of the same labels over the same words and signs. */
export interface NetPairHeader {
  /** Whose vectors the whole network was trained on. */
  embedder: string
  /** How many numbers the whole network reads beside words and signs, and how many the plain one does. */
  dimensions: number
  plainDimensions: number
  buckets: number
  /** The signs that rules may give, in the order of their weights. */
  signNames: readonly string[]
  /** Reads vector, n-grams and signs together. */
  whole: NetModel
  /** For texts without a sentence vector. */
  plain: NetModel
}

export interface NetPair<Header extends NetPairHeader> {
  header: Header
  whole: ReadHead
  plain: ReadHead
}

/** Loads `model.json` and `weights.bin` of a folder. Throws when they are missing or do not fit each other. */
export function loadNetPair<Header extends NetPairHeader>(folder: URL): NetPair<Header> {
  const { header, take, end } = readModel<Header>(folder)
  const read = (model: NetModel, dimensions: number) => {
    const units = model.hidden.bias.length
    return createNet(model, {
      vector: take(dimensions * units),
      ngrams: take(header.buckets * units),
      signs: take(header.signNames.length * units),
      out: take(units * model.labels.length),
    })
  }
  const whole = read(header.whole, header.dimensions)
  const plain = read(header.plain, header.plainDimensions)
  end()
  return { header, whole, plain }
}
