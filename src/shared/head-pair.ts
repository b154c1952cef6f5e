import { readModel } from './read-model.ts'
import { createHead, type HeadModel, type ReadHead } from './sense-model.ts'

/** Two heads of the same labels over the same words and signs. */
export interface HeadPairHeader {
  /** Whose vectors the whole head was trained on. */
  embedder: string
  /** How many numbers the whole head reads beside words and signs; the plain one reads none. */
  dimensions: number
  buckets: number
  /** How many signs there are. */
  signs: number
  /** Reads vector, n-grams and signs together. */
  whole: HeadModel
  /** For texts without a vector. */
  plain: HeadModel
}

export interface HeadPair<Header extends HeadPairHeader> {
  header: Header
  whole: ReadHead
  plain: ReadHead
}

/** Loads `model.json` and `weights.bin` of a folder. Throws when they are missing or do not fit each other. */
export function loadHeadPair<Header extends HeadPairHeader>(folder: URL): HeadPair<Header> {
  const { header, take, end } = readModel<Header>(folder)
  const read = (model: HeadModel, dimensions: number) => {
    const count = model.labels.length
    return createHead(model, {
      vector: take(dimensions * count),
      ngrams: take(header.buckets * count),
      signs: take(header.signs * count),
    })
  }
  const whole = read(header.whole, header.dimensions)
  const plain = read(header.plain, 0)
  end()
  return { header, whole, plain }
}
