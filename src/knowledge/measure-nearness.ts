import { findSynonyms } from './domain-synonyms.ts'
import type { Embedder } from './embedder.ts'
import type { JudgedCandidate } from './judge-candidate.ts'
import { normaliseText } from './normalise-text.ts'
import { segmentWords, tagNouns } from './segment-words.ts'

/** How near the things a question names are to those a passage names; 1 where every one occurs. */
export interface NounNearness {
  lowest: number
  average: number
}

/** Shorter texts are compared as a whole only. */
const pieceLength = 36
const tooGeneral = new Set([
  ...'人天点家个钱',
  '时候',
  '东西',
  '小区',
  '物业',
  '地方',
  '时间',
  '事',
  '情况',
  '问题',
  '大家',
  '家里',
  '小时',
  '分钟',
])

/**
 * Gives the cosine of the question with each text alone, without the headings above it; of a longer text the nearest
 * sentence counts when it is nearer than the whole.
 */
export async function measureTextCosines(
  embedder: Embedder,
  question: Float32Array,
  texts: string[],
): Promise<number[]> {
  const pieces = texts.flatMap((text, owner) => splitPieces(text).map(piece => ({ piece, owner })))
  const vectors = await embedder.embed(pieces.map(({ piece }) => piece))
  const best = texts.map(() => 0)
  for (const [order, { owner }] of pieces.entries()) {
    const vector = vectors[order]
    if (vector) best[owner] = Math.max(best[owner] ?? 0, dotProduct(question, vector))
  }
  return best
}

/** The pieces of a text that are compared: the whole, and the sentences of a longer one. */
export function splitPieces(text: string): string[] {
  if (text.length <= pieceLength) return [text]
  const sentences = text.split(/(?<=[。；;])/).filter(sentence => sentence.trim().length > 4)
  return sentences.length > 1 ? [text, ...sentences] : [text]
}

/**
 * Compares the nouns of the question with the words of the passage by meaning. A question about the shoes' rent that meets
 * a passage about the rink's hours has a noun far from everything there.
 */
export async function measureNounNearness(
  embedder: Embedder,
  question: string,
  candidate: JudgedCandidate,
): Promise<NounNearness> {
  const { documentTitle, heading, text } = candidate.passage
  const body = normaliseText(`${documentTitle} ${heading} ${text}`)
  const nouns = findNouns(question)
  if (nouns.length === 0) return { lowest: 1, average: 1 }
  const unsaid = nouns.filter(noun => !findSynonyms(noun).some(word => body.includes(word)))
  const words = [...new Set(segmentWords(body).filter(word => /[\p{Script=Han}a-z]{2}/u.test(word)))]
  const vectors = unsaid.length > 0 ? await embedder.embed([...unsaid, ...words]) : []
  const nearest = unsaid.map((_, order) => findNearest(vectors, order, unsaid.length))
  const total = nearest.reduce((sum, value) => sum + value, nouns.length - unsaid.length)
  return { lowest: Math.min(1, ...nearest), average: total / nouns.length }
}

function findNouns(question: string): string[] {
  return [...new Set(tagNouns(normaliseText(question)).filter(noun => !tooGeneral.has(noun)))]
}

function findNearest(vectors: Float32Array[], order: number, firstWord: number): number {
  const noun = vectors[order]
  if (!noun) return 0
  return vectors.slice(firstWord).reduce((best, word) => Math.max(best, dotProduct(noun, word)), 0)
}

/** The middle of L2-normalised vectors, normalised again; undefined for none. */
export function averageVectors(vectors: Float32Array[]): Float32Array | undefined {
  const [first, ...rest] = vectors
  if (!first || rest.length === 0) return first
  const sum = first.map((value, i) => rest.reduce((total, other) => total + (other[i] ?? 0), value))
  const length = Math.sqrt(dotProduct(sum, sum)) || 1
  return sum.map(value => value / length)
}

function dotProduct(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number)
  return sum
}
