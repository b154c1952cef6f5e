import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import { closeVersions, recordVersion } from './document-versions.ts'
import type { KnowledgeFile } from './read-document.ts'

/** How many documents a run added, changed, removed and left alone. */
export interface SyncResult {
  added: number
  changed: number
  removed: number
  unchanged: number
}

/** What a run brings: documents to hold, and the sources of those that stay as they are. */
export interface DocumentSet {
  files: KnowledgeFile[]
  kept: string[]
  /** Documents named neither here nor there go; those imported one by one never do. */
  removesOthers: boolean
}

/** Sources of documents that were imported one by one; folders never hold them. */
export const importedPrefix = 'import:'
/** Sources of clauses written at the desk, and of notices that end by themselves. */
export const writtenPrefix = 'written:'
export const noticePrefix = 'notice:'

/** True for documents that lie in no folder: they go only when somebody takes them away. */
export function isManaged(source: string): boolean {
  return [importedPrefix, writtenPrefix, noticePrefix].some(prefix => source.startsWith(prefix))
}

const revisionKey = 'knowledge-revision'

/** Makes the database hold exactly these documents besides imported ones; only what changed is written, so cached embeddings stay. */
export async function syncDocuments(tx: Transaction, files: KnowledgeFile[], now: Date): Promise<SyncResult> {
  return await applyDocuments(tx, { files, kept: [], removesOthers: true }, now)
}

/** Writes a set of documents; unchanged passages keep their rows and with them their embeddings. */
export async function applyDocuments(tx: Transaction, set: DocumentSet, now: Date): Promise<SyncResult> {
  const stored = await tx.knowledgeDocument.findMany({ select: { id: true, source: true, hash: true } })
  const bySource = new Map(stored.map(document => [document.source, document]))
  const result: SyncResult = { added: 0, changed: 0, removed: 0, unchanged: 0 }
  const communities = await listCommunities(tx, set.files)
  for (const named of set.files) {
    const file = { ...named, communityId: communities.get(named.communityId ?? '') ?? named.communityId }
    result[await writeDocument(tx, { known: bySource.get(file.source), file, now })]++
  }
  const named = new Set([...set.kept, ...set.files.map(file => file.source)])
  result.unchanged += set.kept.filter(source => bySource.has(source)).length
  const gone = stored.filter(({ source }) => !named.has(source) && !isManaged(source))
  if (set.removesOthers) {
    await dropDocuments(tx, gone, now)
    result.removed = gone.length
  }
  if (result.added + result.changed + result.removed > 0) await writeRevision(tx, now)
  return result
}

/** Takes documents away with their passages; what they said stays listed among the versions. */
export async function removeDocuments(
  tx: Transaction,
  documents: { id: string; source: string }[],
  now: Date,
): Promise<void> {
  await dropDocuments(tx, documents, now)
  await writeRevision(tx, now)
}

async function dropDocuments(
  tx: Transaction,
  documents: { id: string; source: string }[],
  now: Date,
): Promise<void> {
  if (documents.length === 0) return
  await tx.knowledgeDocument.deleteMany({ where: { id: { in: documents.map(({ id }) => id) } } })
  await closeVersions(
    tx,
    documents.map(({ source }) => source),
    now,
  )
}

interface DocumentToWrite {
  known: { id: string; hash: string } | undefined
  file: KnowledgeFile
  now: Date
}

async function writeDocument(
  tx: Transaction,
  { known, file, now }: DocumentToWrite,
): Promise<'added' | 'changed' | 'unchanged'> {
  if (known?.hash === file.hash) return 'unchanged'
  const counts = known
    ? await replaceDocument(tx, { documentId: known.id, file, now })
    : await addDocument(tx, file, now)
  await recordVersion(tx, { file, ...counts, now })
  return known ? 'changed' : 'added'
}

/** Changes whenever a document does; an index on disk names the one it was built from. */
export async function readRevision(tx: Pick<Transaction, 'setting'>): Promise<string> {
  const row = await tx.setting.findUnique({ where: { key: revisionKey } })
  return typeof row?.value === 'string' ? row.value : ''
}

async function writeRevision(tx: Transaction, now: Date): Promise<void> {
  const value = createId()
  await tx.setting.upsert({
    where: { key: revisionKey },
    create: { key: revisionKey, value, updatedAt: now },
    update: { value, updatedAt: now },
  })
}

/** Front matter names a community as people do; the database knows it by its id. */
async function listCommunities(tx: Transaction, files: KnowledgeFile[]): Promise<Map<string, string>> {
  if (!files.some(file => file.communityId !== undefined)) return new Map()
  const rows = await tx.community.findMany({ select: { id: true, name: true } })
  return new Map(rows.flatMap(({ id, name }) => [[name, id] as const, [id, id] as const]))
}

interface PassageCounts {
  added: number
  removed: number
}

async function addDocument(tx: Transaction, file: KnowledgeFile, now: Date): Promise<PassageCounts> {
  const id = createId()
  await tx.knowledgeDocument.create({ data: { id, source: file.source, ...toRow(file, now) } })
  await createPassages(tx, id, file.passages)
  return { added: file.passages.length, removed: 0 }
}

interface Replacement {
  documentId: string
  file: KnowledgeFile
  now: Date
}

/** Passages that did not change keep their row and with it their embedding, in which the title has a part. */
async function replaceDocument(
  tx: Transaction,
  { documentId, file, now }: Replacement,
): Promise<PassageCounts> {
  const before = await tx.knowledgeDocument.findUniqueOrThrow({
    where: { id: documentId },
    include: {
      passages: {
        select: { id: true, hash: true, position: true, isCutOff: true },
        orderBy: { position: 'asc' },
      },
    },
  })
  const reusable = new Map<string, (typeof before.passages)[number]>()
  if (before.title === file.title)
    for (const passage of before.passages) reusable.set(keyOf(passage), passage)
  const kept: string[] = []
  const fresh: KnowledgeFile['passages'] = []
  for (const passage of file.passages) {
    const known = reusable.get(keyOf(passage))
    reusable.delete(keyOf(passage))
    if (!known) {
      fresh.push(passage)
      continue
    }
    kept.push(known.id)
    if (known.position === passage.position) continue
    await tx.knowledgePassage.update({ where: { id: known.id }, data: { position: passage.position } })
  }
  await tx.knowledgeDocument.update({ where: { id: documentId }, data: toRow(file, now) })
  await tx.knowledgePassage.deleteMany({ where: { documentId, id: { notIn: kept } } })
  await createPassages(tx, documentId, fresh)
  return { added: fresh.length, removed: before.passages.length - kept.length }
}

function keyOf({ hash, isCutOff }: { hash: string; isCutOff?: boolean }): string {
  return `${hash}${isCutOff ? ' cut off' : ''}`
}

function toRow(file: KnowledgeFile, now: Date) {
  return {
    title: file.title,
    language: file.language,
    owner: file.owner,
    reviewOn: file.reviewOn ?? null,
    communityId: file.communityId ?? null,
    effectiveOn: file.effectiveOn ?? null,
    expiresOn: file.expiresOn ?? null,
    hash: file.hash,
    importedAt: now,
  }
}

/** PostgreSQL takes at most 65,535 values a statement. */
const rowsPerStatement = 2000

async function createPassages(
  tx: Transaction,
  documentId: string,
  passages: KnowledgeFile['passages'],
): Promise<void> {
  for (let begin = 0; begin < passages.length; begin += rowsPerStatement) {
    const rows = passages.slice(begin, begin + rowsPerStatement)
    await tx.knowledgePassage.createMany({
      data: rows.map(passage => ({ id: createId(), documentId, ...passage })),
    })
  }
}
