import { type Bm25Index, createBm25Index } from './bm25-index.ts'
import { extractIndexTerms } from './extract-terms.ts'
import { describePassage, type KnowledgePassage } from './knowledge-passage.ts'
import { normaliseText } from './normalise-text.ts'
import type { VectorIndex } from './vector-index.ts'

/** What one look at the index found of a passage. */
export interface Candidate {
  position: number
  passage: KnowledgePassage
  /** 0 without an embedder. */
  cosine: number
  /** BM25 squeezed into 0–1. */
  lexical: number
  /** The order of search results. */
  score: number
}

export interface SearchInput {
  terms: string[]
  vector: Float32Array | undefined
  limit: number
  mayShow: (passage: KnowledgePassage) => boolean
}

/** All passages in memory, found by meaning and by words. */
export interface PassageIndex {
  readonly passages: KnowledgePassage[]
  readonly words: Bm25Index
  vectors: VectorIndex | undefined
  /** Normalised text with headings. */
  fullTextAt(position: number): string
  /** Normalised text alone. */
  ownTextAt(position: number): string
  search(input: SearchInput): Candidate[]
  add(passage: KnowledgePassage, vector: Float32Array | undefined): void
  remove(position: number): void
}

/** Measured in docs/decisions/2026-11-23-retrieval.md: words correct the meaning, they do not rule it. */
const lexicalWeight = 0.2
/** Large libraries are statutes and handbooks, whose questions repeat their terms. */
const lexicalWeightInLarge = 0.5
const largeFrom = 4000
/** The BM25 score that counts as half of a full match. */
const lexicalHalf = 12
const poolSize = 60

/** Builds the index at once; good for small libraries and tests. */
export function createPassageIndex(passages: KnowledgePassage[], vectors?: VectorIndex): PassageIndex {
  return assemblePassageIndex(passages, createBm25Index(passages.map(listTerms)), vectors)
}

/** The terms by which a passage is found. */
export function listTerms(passage: Pick<KnowledgePassage, 'documentTitle' | 'heading' | 'text'>): string[] {
  return extractIndexTerms(describePassage(passage))
}

/** Puts an index together from parts that were built elsewhere, over the same passages in the same order. */
export function assemblePassageIndex(
  passages: KnowledgePassage[],
  words: Bm25Index,
  vectors: VectorIndex | undefined,
): PassageIndex {
  // Normalising takes 50 µs a passage: done when a passage is first met.
  const fullTexts: string[] = []
  const ownTexts: string[] = []
  const removed = new Set<number>()
  const index: PassageIndex = {
    passages,
    words,
    vectors,
    fullTextAt: position => (fullTexts[position] ??= describeAt(passages, position)),
    ownTextAt: position => (ownTexts[position] ??= normaliseText(passages[position]?.text ?? '')),
    search: input => searchIndex(index, { ...input, isGone: position => removed.has(position) }),
    add(passage, vector) {
      passages.push(passage)
      words.add(listTerms(passage))
      if (vector) index.vectors?.add(vector)
    },
    remove(position) {
      removed.add(position)
      index.vectors?.remove(position)
    },
  }
  return index
}

function describeAt(passages: KnowledgePassage[], position: number): string {
  const passage = passages[position]
  return passage ? normaliseText(describePassage(passage)) : ''
}

type SearchTask = SearchInput & { isGone: (position: number) => boolean }

function searchIndex(index: PassageIndex, input: SearchTask): Candidate[] {
  const lexicalScores = index.words.score(input.terms)
  const { vectors } = index
  const { vector } = input
  const pool: Pool = {
    index,
    found: new Map(),
    lexicalScores,
    hasMeaning: vector !== undefined && vectors !== undefined,
    lexicalWeight: index.passages.length < largeFrom ? lexicalWeight : lexicalWeightInLarge,
  }
  if (vector && vectors) for (const near of vectors.search(vector, poolSize)) addCandidate(pool, near)
  addLexical(pool, input)
  return [...pool.found.values()]
    .filter(candidate => !input.isGone(candidate.position) && input.mayShow(candidate.passage))
    .sort((one, other) => other.score - one.score)
    .slice(0, input.limit)
}

function addLexical(pool: Pool, { vector, isGone }: SearchTask): void {
  const { vectors } = pool.index
  for (const position of pickHighest(pool.lexicalScores, poolSize)) {
    // A graph no longer knows the vectors of what was taken out.
    if (pool.found.has(position) || isGone(position)) continue
    addCandidate(pool, { position, cosine: vector && vectors ? vectors.cosine(vector, position) : 0 })
  }
}

interface Pool {
  index: PassageIndex
  found: Map<number, Candidate>
  lexicalScores: Float32Array
  hasMeaning: boolean
  lexicalWeight: number
}

function addCandidate(pool: Pool, { position, cosine }: { position: number; cosine: number }): void {
  const passage = pool.index.passages[position]
  if (!passage) return
  const bm25 = pool.lexicalScores[position] ?? 0
  const lexical = bm25 / (bm25 + lexicalHalf)
  const score = pool.hasMeaning ? (1 - pool.lexicalWeight) * cosine + pool.lexicalWeight * lexical : lexical
  pool.found.set(position, { position, passage, cosine, lexical, score })
}

/** The highest positive scores, found without sorting everything. */
function pickHighest(scores: Float32Array, limit: number): number[] {
  const best: number[] = []
  let lowest = 0
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position] ?? 0
    if (score <= lowest) continue
    best.push(position)
    if (best.length < limit * 4) continue
    best.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0))
    best.length = limit
    lowest = scores[best[limit - 1] ?? 0] ?? 0
  }
  return best.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0)).slice(0, limit)
}
