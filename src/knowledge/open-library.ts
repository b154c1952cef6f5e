import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import { buildGraph, buildWords, withTemporaryFolder } from './build-index.ts'
import { embedRows } from './embed-rows.ts'
import type { Embedder } from './embedder.ts'
import { readIndexFiles, writeIndexFiles } from './index-files.ts'
import { describePassage } from './knowledge-passage.ts'
import { assembleState, type LibraryChange, type State } from './library-state.ts'
import {
  type EmbeddedRow,
  readAllRows,
  readDocuments,
  readIdsOf,
  readRowsById,
  readZones,
} from './read-rows.ts'
import { readRevision } from './sync-documents.ts'
import { canBuildGraph, createExactIndex, graphFrom, openGraph } from './vector-index.ts'

export interface LibraryParts {
  database: Database
  embedder: Embedder | undefined
  log: Log
  timezone: string
  /** Where the index lies between starts; without one it is built anew each time. */
  indexDir: string | undefined
}

/** Opens the index on disk, or undefined where there is none that is whole and of this embedder. It may be behind the database. */
export async function openStoredState(parts: LibraryParts): Promise<State | undefined> {
  const { embedder, indexDir, log } = parts
  if (!embedder || !indexDir) return undefined
  try {
    const stored = await readIndexFiles(indexDir, {
      embedder: embedder.name,
      dimensions: embedder.dimensions,
    })
    if (!stored) return undefined
    const vectors = await openGraph(stored.graphFile, embedder.dimensions, stored.rows.length)
    const zones = await readZones(parts.database, parts.timezone)
    const documents = new Map(stored.documents)
    return await assembleState({ ...stored, documents, vectors, zones, embedder })
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'the index on disk could not be opened; it is built anew')
    return undefined
  }
}

/** Reads everything and builds a state that finds by words, and by meaning where every passage has its vector. */
export async function buildState(parts: LibraryParts, maxToEmbed: number): Promise<State> {
  const rows = await readAll(parts)
  const missing = rows.list.filter(row => !row.vector).length
  const vectors = missing <= maxToEmbed ? await collectVectors(parts, rows) : undefined
  const words = await buildWords(rows.texts)
  const exact = vectors && createExactIndex(vectors, parts.embedder?.dimensions ?? 1)
  return await assembleState({
    ...rows,
    rows: rows.list.map(dropVector),
    words,
    vectors: exact,
    embedder: parts.embedder,
  })
}

/**
 * Builds a state whose vectors lie in a graph, in a thread of its own, and writes it to disk. Undefined where a graph does
 * not pay or cannot be built.
 */
export async function buildGraphState(parts: LibraryParts): Promise<State | undefined> {
  const { embedder, indexDir } = parts
  if (!embedder) return undefined
  const rows = await readAll(parts)
  const vectors = await collectVectors(parts, rows)
  if (!vectors) return undefined
  const words = await buildWords(rows.texts)
  const list = rows.list.map(dropVector)
  if (list.length < graphFrom || !canBuildGraph()) {
    const exact = createExactIndex(vectors, embedder.dimensions)
    return await assembleState({ ...rows, rows: list, words, vectors: exact, embedder })
  }
  return await inBuildFolder(indexDir, async folder => {
    const file = join(folder, 'graph.bin')
    await buildGraph({ vectors, dimensions: embedder.dimensions, file })
    const graph = await openGraph(file, embedder.dimensions, list.length)
    const state = await assembleState({ ...rows, rows: list, words, vectors: graph, embedder })
    const identity = { embedder: embedder.name, dimensions: embedder.dimensions }
    const stored = {
      revision: rows.revision,
      rows: list,
      words,
      graphFile: file,
      documents: [...rows.documents],
    }
    if (indexDir) await writeIndexFiles(indexDir, identity, stored)
    return state
  })
}

/** The graph is written where the index will lie, since files cannot be renamed across file systems. */
async function inBuildFolder<T>(
  indexDir: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  if (!indexDir) return await withTemporaryFolder(work)
  const folder = `${indexDir}.building`
  await mkdir(folder, { recursive: true })
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * What the database has that a state has not, and the other way round; only documents that changed are looked into. More than
 * `most` new passages are not read: building anew is cheaper.
 */
export async function findChange(
  parts: LibraryParts,
  state: State,
  most = Number.POSITIVE_INFINITY,
): Promise<LibraryChange | 'large' | undefined> {
  const revision = await readRevision(parts.database.client)
  if (revision === state.revision) return undefined
  const documents = await readDocuments(parts.database)
  const changed = [...documents.keys()].filter(
    id => documents.get(id)?.hash !== state.documents.get(id)?.hash,
  )
  const ids = await readIdsOf(parts.database, changed)
  const fresh = ids.filter(id => !state.positions.has(id))
  if (fresh.length > most) return 'large'
  const added = await readRowsById(parts.database, fresh, parts.embedder)
  const present = new Set(ids)
  const touched = new Set([...changed, ...[...state.documents.keys()].filter(id => !documents.has(id))])
  const removed = [...state.positions]
    .filter(([id, position]) => touched.has(state.rows[position]?.documentId ?? '') && !present.has(id))
    .map(([id]) => id)
  const zones = await readZones(parts.database, parts.timezone)
  return { added, removed, documents, zones, revision }
}

/** Gives the added rows of a change their vectors, where the state finds by meaning. */
export async function embedChange(parts: LibraryParts, state: State, change: LibraryChange): Promise<void> {
  const { embedder, database } = parts
  if (!embedder || !state.opened.index.vectors) return
  await embedRows({ embedder, database, documents: change.documents }, change.added)
}

interface AllRows {
  list: EmbeddedRow[]
  texts: string[]
  documents: State['documents']
  zones: LibraryChange['zones']
  revision: string
}

async function readAll({ database, embedder, timezone }: LibraryParts): Promise<AllRows> {
  const revision = await readRevision(database.client)
  const documents = await readDocuments(database)
  const zones = await readZones(database, timezone)
  // A document that came between is met by the next look, since the revision was read first.
  const list = (await readAllRows(database, embedder)).filter(row => documents.has(row.documentId))
  const texts: string[] = []
  for (const [position, row] of list.entries()) {
    const documentTitle = documents.get(row.documentId)?.facts.documentTitle ?? ''
    texts.push(describePassage({ ...row, documentTitle }))
    if (position % 1_000 === 999) await new Promise(resolve => setImmediate(resolve))
  }
  return { list, texts, documents, zones, revision }
}

/** In shared memory, so that the thread that builds the graph needs no copy. */
async function collectVectors(parts: LibraryParts, rows: AllRows): Promise<Float32Array | undefined> {
  const { embedder, database, log } = parts
  if (!embedder || rows.list.length === 0) return undefined
  try {
    await embedRows({ embedder, database, documents: rows.documents }, rows.list)
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'passages could not be embedded; words alone decide')
    return undefined
  }
  const { dimensions } = embedder
  const vectors = new Float32Array(new SharedArrayBuffer(rows.list.length * dimensions * 4))
  for (const [position, row] of rows.list.entries()) {
    if (row.vector) vectors.set(row.vector, position * dimensions)
    row.vector = undefined
  }
  return vectors
}

function dropVector({ vector: _vector, ...row }: EmbeddedRow) {
  return row
}
