import { readFileSync } from 'node:fs'
import { softmax } from './text-model.ts'

/** What a head tells: the matter, what is done with it, the mood, and whether it is discontent with the service. */
export const senseHeads = ['category', 'act', 'sentiment', 'emotion', 'service'] as const
export type SenseHead = (typeof senseHeads)[number]

/** One linear layer over a sentence vector; row of weights per label. Real weight = stored weight × scale. */
export interface HeadModel {
  labels: string[]
  scale: number
  bias: number[]
}

/** Reads meanings by sentence vectors; the vectors are made ahead, because rules and scores are read at once. */
export interface SentenceSense {
  /** Makes the vectors of the texts; resolves also when the model fails, and then they stay unread. */
  prepare(texts: readonly string[]): Promise<void>
  /** Gives the probability of each label, or nothing for a text that was not prepared. */
  read(head: SenseHead, text: string): Readonly<Record<string, number>> | undefined
}

/** Part of an embedder: its vectors are only good for heads that were trained on the same model. */
interface SentenceEmbedder {
  readonly name: string
  readonly dimensions: number
  embed(texts: string[]): Promise<Float32Array[]>
}

interface SenseHeader {
  embedder: string
  dimensions: number
  heads: Record<SenseHead, HeadModel>
}

const mostKept = 1_000
const shortest = 3
/** The vectors are those of a Chinese model; of other languages they know too little. */
const isReadable = (text: string) => text.length >= shortest && /\p{Script=Han}.*\p{Script=Han}/su.test(text)

/** Gives the reader of meanings over the embedder, or nothing when it is another model than the heads were trained on. */
export function createSentenceSense(embedder: SentenceEmbedder): SentenceSense | undefined {
  const folder = new URL('../../models/sense/', import.meta.url)
  const header = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8')) as SenseHeader
  if (embedder.name !== header.embedder || embedder.dimensions !== header.dimensions) return undefined
  const bytes = readFileSync(new URL('weights.bin', folder))
  const read = createReader(header, new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const vectors = new Map<string, Float32Array>()
  return {
    prepare: async texts => {
      const lacking = [...new Set(texts)].filter(text => isReadable(text) && !vectors.has(text))
      const made = lacking.length > 0 ? await embedder.embed(lacking).catch(() => []) : []
      for (const [index, vector] of made.entries()) keep(vectors, lacking[index] ?? '', vector)
    },
    read: (head, text) => {
      const vector = vectors.get(text)
      return vector ? read(head, vector) : undefined
    },
  }
}

/** The oldest vector makes room for the newest. */
function keep(vectors: Map<string, Float32Array>, text: string, vector: Float32Array): void {
  const oldest = vectors.size >= mostKept ? vectors.keys().next().value : undefined
  if (oldest !== undefined) vectors.delete(oldest)
  vectors.set(text, vector)
}

function createReader({ heads, dimensions }: SenseHeader, weights: Int8Array) {
  const begins = new Map<SenseHead, number>()
  let end = 0
  for (const head of senseHeads) {
    begins.set(head, end)
    end += heads[head].labels.length * dimensions
  }
  if (end !== weights.length) throw new Error('model sense is damaged')
  return (head: SenseHead, vector: Float32Array): Record<string, number> => {
    const { labels, scale, bias } = heads[head]
    const begin = begins.get(head) ?? 0
    const sums = labels.map((_, label) => {
      const row = weights.subarray(begin + label * dimensions, begin + (label + 1) * dimensions)
      return (bias[label] ?? 0) + scale * row.reduce((sum, weight, at) => sum + weight * (vector[at] ?? 0), 0)
    })
    const chances = softmax(sums)
    return Object.fromEntries(labels.map((label, index) => [label, chances[index] ?? 0]))
  }
}
