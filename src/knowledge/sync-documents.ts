import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import { type KnowledgeFile, readDocument } from './read-document.ts'

/** How many documents a run added, changed, removed and left alone. */
export interface SyncResult {
  added: number
  changed: number
  removed: number
  unchanged: number
}

/** Reads every Markdown file below a folder, in order of path. Rejects when the folder cannot be read. */
export async function readFolder(folder: string): Promise<KnowledgeFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter(
      entry => entry.isFile() && /\.(md|markdown)$/i.test(entry.name) && !/^readme\.md$/i.test(entry.name),
    )
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(
    paths.map(async path =>
      readDocument(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8')),
    ),
  )
}

/** Makes the database hold exactly these documents; only what changed is written, so cached embeddings stay. */
export async function syncDocuments(tx: Transaction, files: KnowledgeFile[], now: Date): Promise<SyncResult> {
  const stored = await tx.knowledgeDocument.findMany({ select: { id: true, source: true, hash: true } })
  const bySource = new Map(stored.map(document => [document.source, document]))
  const result: SyncResult = { added: 0, changed: 0, removed: 0, unchanged: 0 }
  for (const file of files) {
    const known = bySource.get(file.source)
    bySource.delete(file.source)
    if (known?.hash === file.hash) {
      result.unchanged++
      continue
    }
    if (known) await replaceDocument(tx, { documentId: known.id, file, now })
    else await addDocument(tx, file, now)
    result[known ? 'changed' : 'added']++
  }
  for (const { id } of bySource.values()) await tx.knowledgeDocument.delete({ where: { id } })
  result.removed = bySource.size
  return result
}

async function addDocument(tx: Transaction, file: KnowledgeFile, now: Date): Promise<void> {
  const id = createId()
  await tx.knowledgeDocument.create({ data: { id, source: file.source, ...toRow(file, now) } })
  await tx.knowledgePassage.createMany({ data: toPassageRows(id, file.passages) })
}

interface Replacement {
  documentId: string
  file: KnowledgeFile
  now: Date
}

/** Passages that did not change keep their row and with it their embedding, in which the title has a part. */
async function replaceDocument(tx: Transaction, { documentId, file, now }: Replacement): Promise<void> {
  const before = await tx.knowledgeDocument.findUniqueOrThrow({
    where: { id: documentId },
    include: { passages: true },
  })
  const reusable = new Map(
    before.title === file.title ? before.passages.map(passage => [passage.hash, passage]) : [],
  )
  const kept: string[] = []
  const fresh: KnowledgeFile['passages'] = []
  for (const passage of file.passages) {
    const known = reusable.get(passage.hash)
    reusable.delete(passage.hash)
    if (!known) fresh.push(passage)
    else {
      kept.push(known.id)
      await tx.knowledgePassage.update({ where: { id: known.id }, data: { position: passage.position } })
    }
  }
  await tx.knowledgeDocument.update({ where: { id: documentId }, data: toRow(file, now) })
  await tx.knowledgePassage.deleteMany({ where: { documentId, id: { notIn: kept } } })
  await tx.knowledgePassage.createMany({ data: toPassageRows(documentId, fresh) })
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

function toPassageRows(documentId: string, passages: KnowledgeFile['passages']) {
  return passages.map(passage => ({ id: createId(), documentId, ...passage }))
}
