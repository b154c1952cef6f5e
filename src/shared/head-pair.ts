import { readFileSync } from 'node:fs'
import { createHead, type HeadModel, type ReadHead } from './sense-model.ts'

/** Two heads of the same labels over the same words and signs. */
export interface HeadPairHeader {
  /** Whose vectors the whole head was trained on. */
  embedder: string
  /** How many numbers the whole head reads beside words and signs, and how many the plain one does. */
  dimensions: number
  plainDimensions?: number
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
  const header = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8')) as Header
  const bytes = readFileSync(new URL('weights.bin', folder))
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = 0
  const take = (size: number) => {
    end += size
    return weights.subarray(end - size, end)
  }
  const read = (model: HeadModel, dimensions: number) => {
    const count = model.labels.length
    return createHead(model, {
      vector: take(dimensions * count),
      ngrams: take(header.buckets * count),
      signs: take(header.signs * count),
    })
  }
  const whole = read(header.whole, header.dimensions)
  const plain = read(header.plain, header.plainDimensions ?? 0)
  if (end !== weights.length) throw new Error(`model ${folder.pathname.split('/').at(-2)} is damaged`)
  return { header, whole, plain }
}
