import { readFileSync } from 'node:fs'
import { createHead, type HeadModel, type ReadHead } from './sense-model.ts'

export interface AnswerHeader {
  embedder: string
  dimensions: number
  buckets: number
  /** Reads vector and n-grams together. */
  whole: HeadModel
  /** For texts without a vector. */
  plain: HeadModel
}

export interface AnswerModel {
  header: AnswerHeader
  whole: ReadHead
  plain: ReadHead
}

/** Loads `models/answers`. Throws when its files are missing or do not fit each other. */
export function loadAnswerModel(folder = new URL('../../models/answers/', import.meta.url)): AnswerModel {
  const header = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8')) as AnswerHeader
  const bytes = readFileSync(new URL('weights.bin', folder))
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = 0
  const take = (size: number) => {
    end += size
    return weights.subarray(end - size, end)
  }
  const read = (form: 'whole' | 'plain') => {
    const count = header[form].labels.length
    const vector = form === 'whole' ? take(header.dimensions * count) : new Int8Array()
    return createHead(header[form], { vector, ngrams: take(header.buckets * count), signs: [] })
  }
  const model = { header, whole: read('whole'), plain: read('plain') }
  if (end !== weights.length) throw new Error('model answers is damaged')
  return model
}
