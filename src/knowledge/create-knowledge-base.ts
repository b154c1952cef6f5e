import type { Clock } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Database } from '../storage/database.ts'
import type { KnowledgeBase } from './answer.ts'
import { answerQuestion, type Library, searchPassages } from './answer-question.ts'
import { cacheEmbedder } from './cache-embedder.ts'
import type { Embedder } from './embedder.ts'
import { describePassage, type KnowledgePassage } from './knowledge-passage.ts'
import { createPassageIndex } from './passage-index.ts'
import { createExactIndex, createGraphIndex } from './vector-index.ts'

export interface KnowledgeBaseParts {
  database: Database
  /** Without one, or when it fails, words alone decide. */
  embedder?: Embedder | undefined
  log: Log
  clock: Clock
}

export interface KnowledgeStats {
  documents: number
  passages: number
  /** What finds by meaning: nothing, every vector looked at, or a graph over them. */
  vectors: 'none' | 'exact' | 'graph'
  embedder: string | undefined
  loadedAt: Date
}

export interface LoadedKnowledgeBase extends KnowledgeBase {
  /** Reads the passages again, for example after documents were synchronised; questions meanwhile meet the old state. */
  reload(): Promise<void>
  stats(): KnowledgeStats
}

interface State {
  library: Library
  stats: KnowledgeStats
}

interface StoredPassage extends KnowledgePassage {
  documentId: string
  embedder: string | null
  embedding: Uint8Array | null
}

const writeBatch = 64

/** Loads the passages of the database and answers from memory. Embeddings that are missing are made and kept in the database. */
export async function createKnowledgeBase(parts: KnowledgeBaseParts): Promise<LoadedKnowledgeBase> {
  let state = await loadState(parts)
  let reloading = Promise.resolve()
  const withFallback = async <T>(work: (library: Library) => Promise<T>): Promise<T> => {
    const { library } = state
    try {
      return await work(library)
    } catch (error) {
      parts.log.warn({ error: messageOf(error) }, 'the embedding model failed; words alone decide')
      return work({ index: { ...library.index, vectors: undefined }, embedder: undefined })
    }
  }
  return {
    search: (question, limit) => withFallback(library => searchPassages(library, question, limit)),
    answer: question => withFallback(library => answerQuestion(library, question)),
    stats: () => state.stats,
    reload() {
      const next = reloading.then(async () => {
        state = await loadState(parts)
      })
      reloading = next.catch(() => undefined)
      return next
    },
  }
}

async function loadState(parts: KnowledgeBaseParts): Promise<State> {
  const stored = await readPassages(parts.database)
  const vectors = await collectVectors(parts, stored)
  const library = createLibrary(stored, vectors, parts.embedder)
  const stats: KnowledgeStats = {
    documents: new Set(stored.map(passage => passage.documentId)).size,
    passages: stored.length,
    vectors: library.index.vectors?.kind ?? 'none',
    embedder: library.embedder?.name,
    loadedAt: parts.clock.now(),
  }
  const state: State = { library, stats }
  if (vectors && parts.embedder) void replaceByGraph(state, vectors, parts)
  return state
}

/** Gives a library over passages; `vectors` lie one after another in the passages' order. */
export function createLibrary(
  passages: KnowledgePassage[],
  vectors: Float32Array | undefined,
  embedder: Embedder | undefined,
): Library {
  if (!vectors || !embedder) return { index: createPassageIndex(passages), embedder: undefined }
  return {
    index: createPassageIndex(passages, createExactIndex(vectors, embedder.dimensions)),
    embedder: cacheEmbedder(embedder),
  }
}

/** The graph takes seconds to build; until then every vector is looked at. */
async function replaceByGraph(
  state: State,
  vectors: Float32Array,
  { embedder, log }: KnowledgeBaseParts,
): Promise<void> {
  try {
    const graph = await createGraphIndex(vectors, embedder?.dimensions ?? 1)
    if (!graph) return
    state.library.index.vectors = graph
    state.stats.vectors = graph.kind
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'the vector graph could not be built; every vector is looked at')
  }
}

async function readPassages(database: Database): Promise<StoredPassage[]> {
  const rows = await database.client.knowledgePassage.findMany({
    include: { document: true },
    orderBy: [{ documentId: 'asc' }, { position: 'asc' }],
  })
  return rows.map(row => ({
    passageId: row.id,
    documentId: row.documentId,
    documentTitle: row.document.title,
    language: row.document.language as Language,
    communityId: row.document.communityId ?? undefined,
    effectiveOn: row.document.effectiveOn ?? undefined,
    expiresOn: row.document.expiresOn ?? undefined,
    clause: row.clause,
    heading: row.heading,
    text: row.text,
    embedder: row.embedder,
    embedding: row.embedding,
  }))
}

async function collectVectors(
  parts: KnowledgeBaseParts,
  passages: StoredPassage[],
): Promise<Float32Array | undefined> {
  const { embedder, log } = parts
  if (!embedder || passages.length === 0) return undefined
  const vectors = new Float32Array(passages.length * embedder.dimensions)
  const missing: number[] = []
  for (const [position, passage] of passages.entries()) {
    const kept =
      passage.embedder === embedder.name ? readVector(passage.embedding, embedder.dimensions) : undefined
    if (kept) vectors.set(kept, position * embedder.dimensions)
    else missing.push(position)
  }
  try {
    for (let begin = 0; begin < missing.length; begin += writeBatch) {
      await embedMissing({ parts, embedder, passages, vectors }, missing.slice(begin, begin + writeBatch))
    }
    return vectors
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'passages could not be embedded; words alone decide')
    return undefined
  }
}

interface Embedding {
  parts: KnowledgeBaseParts
  embedder: Embedder
  passages: StoredPassage[]
  vectors: Float32Array
}

async function embedMissing(
  { parts, embedder, passages, vectors }: Embedding,
  positions: number[],
): Promise<void> {
  const chosen = positions.flatMap(position => {
    const passage = passages[position]
    return passage ? [{ position, passage }] : []
  })
  const made = await embedder.embed(chosen.map(({ passage }) => describePassage(passage)))
  await parts.database.transaction(async tx => {
    for (const [order, { position, passage }] of chosen.entries()) {
      const vector = made[order]
      if (!vector) throw new Error('the embedding model gave fewer vectors than texts')
      vectors.set(vector, position * embedder.dimensions)
      // The row may have gone meanwhile: updateMany does not mind.
      await tx.knowledgePassage.updateMany({
        where: { id: passage.passageId },
        data: { embedder: embedder.name, embedding: writeVector(vector) },
      })
    }
  })
}

/** Little-endian whatever the machine, so that a backup can move. */
export function writeVector(vector: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(vector.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true)
  return bytes
}

export function readVector(bytes: Uint8Array | null, dimensions: number): Float32Array | undefined {
  if (bytes?.byteLength !== dimensions * 4) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: dimensions }, (_, index) => view.getFloat32(index * 4, true))
}
