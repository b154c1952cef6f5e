import { readFileSync } from 'node:fs'
import { createHead, type HeadModel, type ReadHead } from '../shared/sense-model.ts'

/** Whom a message is upset with. */
export const blames = ['service', 'elsewhere', 'none'] as const
export type Blame = (typeof blames)[number]

export interface AngerHeader {
  /** Whose vectors the whole head was trained on. */
  embedder: string
  dimensions: number
  buckets: number
  signs: number
  /** Chance from which a line by itself counts as anger at the service, with a vector and without one. */
  threshold: { whole: number; plain: number }
  whole: HeadModel
  plain: HeadModel
}

export interface AngerModel {
  header: AngerHeader
  whole: ReadHead
  plain: ReadHead
}

/** Loads `models/anger`, about 120 kB. Throws when its files are missing or do not fit each other. */
export function loadAngerModel(folder = new URL('../../models/anger/', import.meta.url)): AngerModel {
  const header = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8')) as AngerHeader
  const bytes = readFileSync(new URL('weights.bin', folder))
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = 0
  const take = (rows: number) => {
    const begin = end
    end += rows * blames.length
    return weights.subarray(begin, end)
  }
  const head = (model: HeadModel, dimensions: number) =>
    createHead(model, { vector: take(dimensions), ngrams: take(header.buckets), signs: take(header.signs) })
  const whole = head(header.whole, header.dimensions)
  const plain = head(header.plain, 0)
  if (end !== weights.length) throw new Error('model anger is damaged')
  return { header, whole, plain }
}
