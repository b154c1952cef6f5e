import { findSynonyms } from './domain-synonyms.ts'
import type { Embedder } from './embedder.ts'
import type { JudgedCandidate, QuestionWords } from './judge-candidate.ts'
import { describePassage, type KnowledgePassage } from './knowledge-passage.ts'
import { normaliseText } from './normalise-text.ts'
import { segmentWords, tagNouns } from './segment-words.ts'

/** How near the words of a question are to those of a passage, by meaning; 1 where every one occurs. */
export interface WordNearness {
  /** The noun furthest away. */
  nounLowest: number
  /** Share of the content words that are met, weighted by rarity. */
  share: number
  /** The word furthest away of those that say what is asked about: 老板 in 「老板是谁」. */
  focusLowest: number
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

/** How near a question is to a passage without all the headings above it. */
export interface TextNearness {
  /** To its text alone, or to the nearest sentence of a longer one. */
  alone: number
  /** To its text under its nearest heading, which often says what the text is about. */
  placed: number
}

type Placed = Pick<KnowledgePassage, 'documentTitle' | 'heading' | 'text'>

/** Gives for each passage how near the question is to its words. */
export async function measureTextNearness(
  embedder: Embedder,
  question: Float32Array,
  passages: Placed[],
): Promise<TextNearness[]> {
  const pieces = passages.map(listPieces)
  const vectors = await embedder.embed(pieces.flat())
  let at = 0
  return pieces.map(({ length }) => {
    const cosines = vectors.slice(at, at + length).map(vector => dotProduct(question, vector))
    at += length
    return { alone: Math.max(0, ...cosines.slice(0, -1)), placed: cosines.at(-1) ?? 0 }
  })
}

/** The texts of a passage whose vectors are compared with that of a question. */
export function listPieces(passage: Placed): string[] {
  return [...splitPieces(passage.text), placeText(passage)]
}

function placeText({ documentTitle, heading, text }: Placed): string {
  const nearest = heading.split(' › ').at(-1) || documentTitle
  return `${nearest.replace(headingNumber, '')}：${text}`
}

const headingNumber = /^(?:第?[一二三四五六七八九十]+[章节条、.．]|[\d.]+、?)\s*/

function splitPieces(text: string): string[] {
  if (text.length <= pieceLength) return [text]
  const sentences = text.split(/(?<=[。；;])/).filter(sentence => sentence.trim().length > 4)
  return sentences.length > 1 ? [text, ...sentences] : [text]
}

/**
 * Compares the words of the question with the words of the passage by meaning. A question about the shoes' rent that meets
 * a passage about the rink's hours has a noun far from everything there.
 */
export async function measureWordNearness(
  embedder: Embedder,
  { analysed, words, text }: QuestionWords & { text: string },
  candidate: JudgedCandidate,
): Promise<WordNearness> {
  const body = normaliseText(describePassage(candidate.passage))
  const nouns = findNouns(text)
  const all = [
    ...new Set([...nouns, ...words.map(({ alternatives: [word = ''] }) => word), ...analysed.focus]),
  ]
  const unsaid = all.filter(word => !findSynonyms(word).some(other => body.includes(other)))
  const there = [...new Set(segmentWords(body).filter(word => /[\p{Script=Han}a-z]{2}/u.test(word)))]
  const vectors = unsaid.length > 0 ? await embedder.embed([...unsaid, ...there]) : []
  const nearest = new Map(unsaid.map((word, order) => [word, findNearest(vectors, order, unsaid.length)]))
  return {
    nounLowest: Math.min(1, ...nouns.map(noun => nearest.get(noun) ?? 1)),
    share: measureShare(words, nearest),
    focusLowest: Math.min(1, ...analysed.focus.map(word => toLikeness(nearest.get(word)))),
  }
}

function measureShare(words: QuestionWords['words'], nearest: ReadonlyMap<string, number>): number {
  const total = sumOf(words.map(({ weight }) => weight)) || 1
  const lost = words.map(
    ({ alternatives: [word = ''], weight }) => weight * (1 - toLikeness(nearest.get(word))),
  )
  return 1 - sumOf(lost) / total
}

/** Words without any likeness still have a cosine of about this. */
const unlike = 0.45

function toLikeness(cosine: number | undefined): number {
  return cosine === undefined ? 1 : Math.max(0, (cosine - unlike) / (1 - unlike))
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
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
