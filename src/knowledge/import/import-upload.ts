import { createHash } from 'node:crypto'
import type { Database } from '../../storage/database.ts'
import { applyDocuments, importedPrefix } from '../sync-documents.ts'
import type { ReadOutcome } from './import-report.ts'
import { readFileBytes } from './read-file.ts'

export interface Upload {
  /** As the sender's machine calls it; folders are cut off. */
  name: string
  bytes: Uint8Array
  /** What the sender says of it; goes before what the file says of itself. */
  communityId?: string
  effectiveOn?: string
  expiresOn?: string
}

export interface UploadResult {
  outcome: ReadOutcome
  /** The document's id; absent where the file could not be read. */
  documentId?: string
  change: 'added' | 'changed' | 'unchanged' | 'failed'
}

/** Imports one file that was sent; it replaces the file of this name in this community. A file that cannot be read changes nothing. */
export async function importUpload(database: Database, upload: Upload, now: Date): Promise<UploadResult> {
  const outcome = await readFileBytes(cleanName(upload.name), upload.bytes)
  if (outcome.kind === 'failed') return { outcome, change: 'failed' }
  const { communityId, effectiveOn, expiresOn } = upload
  const place = communityId === undefined ? '' : `${communityId}/`
  const source = `${importedPrefix}${place}${outcome.file.source}`
  const file = {
    ...outcome.file,
    source,
    communityId: communityId ?? outcome.file.communityId,
    effectiveOn: effectiveOn ?? outcome.file.effectiveOn,
    expiresOn: expiresOn ?? outcome.file.expiresOn,
    // Other dates for the same bytes are a change.
    hash: createHash('sha256')
      .update([outcome.file.hash, communityId ?? '', effectiveOn ?? '', expiresOn ?? ''].join('\n'))
      .digest('hex'),
  }
  return await database.transaction(async tx => {
    const result = await applyDocuments(tx, { files: [file], kept: [], removesOthers: false }, now)
    const { id } = await tx.knowledgeDocument.findUniqueOrThrow({ where: { source }, select: { id: true } })
    const change = result.added > 0 ? 'added' : result.changed > 0 ? 'changed' : 'unchanged'
    return { outcome, documentId: id, change } as const
  })
}

const longestName = 160

/** The last part of a path, without what could move a terminal or a page. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return [...clean].slice(-longestName).join('') || 'document'
}
