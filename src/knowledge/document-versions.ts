import type { Database, Transaction } from '../storage/database.ts'
import type { KnowledgeFile } from './read-document.ts'

/** A state that a document was in; the last one holds until `removedAt`. */
export interface DocumentVersion {
  version: number
  title: string
  passages: number
  /** Passages that this version brought, and those it took away. */
  added: number
  removed: number
  importedAt: Date
  removedAt: Date | null
}

interface NewVersion {
  file: KnowledgeFile
  added: number
  removed: number
  now: Date
}

/** Notes a new state of a document, numbered from 1. */
export async function recordVersion(
  tx: Transaction,
  { file, added, removed, now }: NewVersion,
): Promise<void> {
  const { source, title, hash, passages } = file
  const last = await tx.knowledgeVersion.findFirst({
    where: { source },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  const version = (last?.version ?? 0) + 1
  const data = { source, version, title, hash, passages: passages.length, added, removed, importedAt: now }
  await tx.knowledgeVersion.create({ data })
}

/** Notes that documents are gone. */
export async function closeVersions(tx: Transaction, sources: string[], now: Date): Promise<void> {
  await tx.knowledgeVersion.updateMany({
    where: { source: { in: sources }, removedAt: null },
    data: { removedAt: now },
  })
}

/** Gives the states a document was in, the newest first; none where no document ever had this source. */
export async function listVersions(database: Database, source: string): Promise<DocumentVersion[]> {
  return await database.client.knowledgeVersion.findMany({
    where: { source },
    orderBy: { version: 'desc' },
    omit: { source: true, hash: true },
  })
}
