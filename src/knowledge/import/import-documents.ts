import type { Database } from '../../storage/database.ts'
import type { KnowledgeFile } from '../read-document.ts'
import { applyDocuments, importedPrefix, type SyncResult } from '../sync-documents.ts'
import type { ReadOutcome } from './import-report.ts'
import { listFolder, listPaths, type NamedFile, readFiles, takeRead } from './read-paths.ts'

const maxBatchPassages = 4000

export interface ImportRun {
  /** One for every file that was new, changed or could not be read. */
  outcomes: ReadOutcome[]
  result: SyncResult
}

/** Imports files one by one; they stay until a file of the same name replaces them. A file that cannot be read changes nothing. */
export async function importPaths(database: Database, paths: string[], now: Date): Promise<ImportRun> {
  const files = await listPaths(paths)
  const named = files.map(file => ({ ...file, source: `${importedPrefix}${file.source}` }))
  return await importFiles(database, { files: named, removesOthers: false }, now)
}

/** Makes the documents of a folder the company's documents: what went from it goes, what cannot be read stays as it was. */
export async function syncFolder(database: Database, folder: string, now: Date): Promise<ImportRun> {
  return await importFiles(database, { files: await listFolder(folder), removesOthers: true }, now)
}

async function importFiles(
  database: Database,
  { files, removesOthers }: { files: NamedFile[]; removesOthers: boolean },
  now: Date,
): Promise<ImportRun> {
  const stored = await database.client.knowledgeDocument.findMany({ select: { source: true, hash: true } })
  const run = await readFiles(files, new Map(stored.map(({ source, hash }) => [source, hash])))
  const failed = run.outcomes.flatMap(outcome => (outcome.kind === 'failed' ? [outcome.source] : []))
  const kept = [...run.unchanged, ...failed]
  const result: SyncResult = { added: 0, changed: 0, removed: 0, unchanged: 0 }
  const batches = makeBatches(takeRead(run.outcomes))
  for (const [order, batch] of batches.entries()) {
    const isLast = order === batches.length - 1
    const set = { files: batch, kept, removesOthers: removesOthers && isLast }
    const done = await database.transaction(tx => applyDocuments(tx, set, now))
    result.added += done.added
    result.changed += done.changed
    result.removed += done.removed
    kept.push(...batch.map(file => file.source))
  }
  return { outcomes: run.outcomes, result: { ...result, unchanged: run.unchanged.length + failed.length } }
}

/** A transaction may take ten seconds; a large library comes in several, each document whole. */
function makeBatches(files: KnowledgeFile[]): KnowledgeFile[][] {
  const batches: KnowledgeFile[][] = [[]]
  let passages = 0
  for (const file of files) {
    if (passages + file.passages.length > maxBatchPassages && passages > 0) {
      batches.push([])
      passages = 0
    }
    batches.at(-1)?.push(file)
    passages += file.passages.length
  }
  return batches
}
