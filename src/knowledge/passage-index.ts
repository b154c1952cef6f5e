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
  /** Normalised text with headings, by position. */
  readonly fullTexts: string[]
  search(input: SearchInput): Candidate[]
}

/** Measured in docs/decisions/2026-11-23-retrieval.md: words correct the meaning, they do not rule it. */
const lexicalWeight = 0.2
/** The BM25 score that counts as half of a full match. */
const lexicalHalf = 12
const poolSize = 60

/** Builds the index; `vectors` may be set or replaced later. */
export function createPassageIndex(passages: KnowledgePassage[], vectors?: VectorIndex): PassageIndex {
  const descriptions = passages.map(describePassage)
  const words = createBm25Index(descriptions.map(extractIndexTerms))
  const index: PassageIndex = {
    passages,
    words,
    vectors,
    fullTexts: descriptions.map(normaliseText),
    search: input => searchIndex(index, input),
  }
  return index
}

function searchIndex(index: PassageIndex, input: SearchInput): Candidate[] {
  const lexicalScores = index.words.score(input.terms)
  const found = new Map<number, Candidate>()
  const { vectors } = index
  const { vector } = input
  for (const near of vector && vectors ? vectors.search(vector, poolSize) : []) {
    addCandidate({ index, found, lexicalScores }, near)
  }
  for (const position of pickHighest(lexicalScores, poolSize)) {
    if (found.has(position)) continue
    const cosine = vector && vectors ? vectors.cosine(vector, position) : 0
    addCandidate({ index, found, lexicalScores }, { position, cosine })
  }
  return [...found.values()]
    .filter(candidate => input.mayShow(candidate.passage))
    .sort((one, other) => other.score - one.score)
    .slice(0, input.limit)
}

interface Pool {
  index: PassageIndex
  found: Map<number, Candidate>
  lexicalScores: Float32Array
}

function addCandidate(pool: Pool, { position, cosine }: { position: number; cosine: number }): void {
  const passage = pool.index.passages[position]
  if (!passage) return
  const bm25 = pool.lexicalScores[position] ?? 0
  const lexical = bm25 / (bm25 + lexicalHalf)
  const score = pool.index.vectors ? (1 - lexicalWeight) * cosine + lexicalWeight * lexical : lexical
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
