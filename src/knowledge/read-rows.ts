import type { Language } from '../shared/vocabulary.ts'
import type { Database } from '../storage/database.ts'
import type { Zones } from './create-validity.ts'
import type { KnowledgePassage } from './knowledge-passage.ts'
import { noticePrefix } from './sync-documents.ts'

/** A passage as its row says, without the facts of its document. */
export interface PassageRow {
  id: string
  documentId: string
  clause: string
  heading: string
  text: string
  isCutOff: boolean
}

/** A row with its vector, where the embedder of this name made one. */
export type EmbeddedRow = PassageRow & { vector: Float32Array | undefined }

/** What a document says about all its passages. */
export type DocumentFacts = Pick<
  KnowledgePassage,
  'documentTitle' | 'language' | 'communityId' | 'effectiveOn' | 'expiresOn' | 'standsAlone'
>

/** A document as it was when its passages were read. */
export interface DocumentState {
  hash: string
  facts: DocumentFacts
}

const noFacts: DocumentFacts = {
  documentTitle: '',
  language: 'zh-CN',
  communityId: undefined,
  effectiveOn: undefined,
  expiresOn: undefined,
}

/** The embedded database holds the event loop while it reads; so many rows with their vectors take some milliseconds. */
const rowsPerRead = 50
/** Without vectors they are short. */
const shortRowsPerRead = 250

/** Gives every document by its id. */
export async function readDocuments(database: Database): Promise<Map<string, DocumentState>> {
  const rows = await database.client.knowledgeDocument.findMany()
  return new Map(rows.map(row => [row.id, { hash: row.hash, facts: toFacts(row) }]))
}

interface DocumentRow {
  source: string
  title: string
  language: string
  communityId: string | null
  effectiveOn: string | null
  expiresOn: string | null
}

function toFacts(row: DocumentRow): DocumentFacts {
  return {
    documentTitle: row.title,
    language: row.language as Language,
    communityId: row.communityId ?? undefined,
    effectiveOn: row.effectiveOn ?? undefined,
    expiresOn: row.expiresOn ?? undefined,
    ...(row.source.startsWith(noticePrefix) && { standsAlone: true }),
  }
}

/** Gives the time zones of the communities. */
export async function readZones(database: Database, company: string): Promise<Zones> {
  const rows = await database.client.community.findMany({ select: { id: true, timezone: true } })
  return { company, byCommunity: new Map(rows.map(({ id, timezone }) => [id, timezone])) }
}

/** Reads all passages in the order of their ids, in small steps; `embedder` names the vectors wanted, if any. */
export async function readAllRows(
  database: Database,
  embedder: { name: string; dimensions: number } | undefined,
): Promise<EmbeddedRow[]> {
  const all: EmbeddedRow[] = []
  const isWanted = embedder !== undefined
  const most = isWanted ? rowsPerRead : shortRowsPerRead
  let after = ''
  for (;;) {
    const began = performance.now()
    const rows = await database.sql<Selected>`
      select id, "documentId", clause, heading, text, "isCutOff", embedder, case when ${isWanted}::boolean then embedding end as embedding
      from "KnowledgePassage" where id > ${after} order by id limit ${most}::int`
    all.push(...rows.map(row => toEmbedded(row, embedder)))
    const last = rows.at(-1)
    if (!last || rows.length < most) return all
    after = last.id
    if (isWanted) await leaveRoom(began)
    else await new Promise(resolve => setImmediate(resolve))
  }
}

/** Rests for as long as was worked: an answer takes several turns of the event loop, and each would wait for one reading. */
async function leaveRoom(beganMs: number): Promise<void> {
  const tookMs = performance.now() - beganMs
  await new Promise(resolve => setTimeout(resolve, tookMs))
}

/** Gives the ids of the passages of these documents. */
export async function readIdsOf(database: Database, documentIds: string[]): Promise<string[]> {
  const all: string[] = []
  for (const documentId of documentIds) {
    const rows = await database.client.knowledgePassage.findMany({
      where: { documentId },
      orderBy: { position: 'asc' },
      select: { id: true },
    })
    all.push(...rows.map(({ id }) => id))
    await new Promise(resolve => setImmediate(resolve))
  }
  return all
}

/** Reads the passages of these ids, in their order. */
export async function readRowsById(
  database: Database,
  ids: string[],
  embedder: { name: string; dimensions: number } | undefined,
): Promise<EmbeddedRow[]> {
  const found = new Map<string, EmbeddedRow>()
  for (let begin = 0; begin < ids.length; begin += rowsPerRead) {
    const began = performance.now()
    const some = ids.slice(begin, begin + rowsPerRead)
    const rows = await database.sql<Selected>`
      select id, "documentId", clause, heading, text, "isCutOff", embedder, embedding
      from "KnowledgePassage" where id = any(${some}::text[])`
    for (const row of rows) found.set(row.id, toEmbedded(row, embedder))
    if (begin + rowsPerRead < ids.length) await leaveRoom(began)
  }
  return ids.flatMap(id => found.get(id) ?? [])
}

type Selected = PassageRow & { embedder?: string | null; embedding?: Uint8Array | null }

function toEmbedded(
  { embedder: name, embedding, ...row }: Selected,
  embedder: { name: string; dimensions: number } | undefined,
): EmbeddedRow {
  const isOurs = embedder !== undefined && name === embedder.name
  return { ...row, vector: isOurs ? readVector(embedding ?? null, embedder.dimensions) : undefined }
}

/** The row with the facts of its document. */
export function toPassage(row: PassageRow, facts: DocumentFacts = noFacts): KnowledgePassage {
  const { clause, heading, text, isCutOff } = row
  return { passageId: row.id, ...facts, clause, heading, text, ...(isCutOff && { isCutOff }) }
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
  const vector = new Float32Array(dimensions)
  for (let index = 0; index < dimensions; index++) vector[index] = view.getFloat32(index * 4, true)
  return vector
}
