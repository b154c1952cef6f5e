import { join } from 'node:path'
import type { Database } from '../storage/database.ts'
import { type AttachmentKind, type OutgoingAttachment, SendFailed, SendRefused } from './message.ts'

/** A file as an outgoing message names it: kept by its row, and known to the channel it came through. */
export interface StoredAttachment {
  id: string
  kind: AttachmentKind
  channel: string
  reference: string
  fileName?: string
  mimeType?: string
}

/**
 * Gives the file for a channel: by the channel's own reference where it came through the same one, and by our copy.
 * Rejects with `SendFailed` while the copy is needed and still on its way, with `SendRefused` when it never came.
 */
export async function findFile(
  database: Database,
  file: StoredAttachment,
  { channel, filesDir }: { channel: string; filesDir: string },
): Promise<OutgoingAttachment> {
  const row = await database.client.attachment.findUnique({ where: { id: file.id } })
  const isOwn = file.channel === channel
  const isStored = row?.state === 'stored' && row.path !== null
  if (!isOwn && !isStored) {
    if (row?.state === 'pending') throw new SendFailed('not-sent', 'the file is still being fetched')
    throw new SendRefused('invalid', 'the file is not there')
  }
  return {
    kind: file.kind,
    ...(file.fileName ? { fileName: file.fileName } : {}),
    ...(file.mimeType ? { mimeType: file.mimeType } : {}),
    ...(isOwn ? { reference: file.reference } : {}),
    ...(isStored && row.path ? { path: join(filesDir, row.path) } : {}),
  }
}
