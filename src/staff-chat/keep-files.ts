import type { StoredAttachment } from '../messaging/find-file.ts'
import type { IncomingMessage } from '../messaging/message.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'

/** Keeps the files of a staff message, to be fetched like residents' files, and gives them as they can be sent on. */
export async function keepFiles(work: Work, message: IncomingMessage): Promise<StoredAttachment[]> {
  const { channel } = message
  const files = message.attachments.map(file => ({ ...file, id: createId(), channel }))
  if (files.length === 0) return []
  await work.tx.attachment.createMany({
    data: files.map(({ sizeBytes, ...file }) => ({
      ...file,
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      dueAt: work.now,
      createdAt: work.now,
    })),
  })
  for (const { id } of files) work.wake({ kind: 'attachment', id, dueAt: work.now })
  return files.map(({ id, kind, reference, fileName, mimeType }) => ({
    id,
    kind,
    channel,
    reference,
    ...(fileName ? { fileName } : {}),
    ...(mimeType ? { mimeType } : {}),
  }))
}
