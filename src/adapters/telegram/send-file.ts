import { createReadStream } from 'node:fs'
import type { AttachmentKind, OutgoingAttachment } from '../../messaging/message.ts'
import { type TelegramApi, TelegramRefusal } from './telegram-api.ts'

/** Uploading takes longer than writing. */
const uploadTimeoutMs = 120_000

const methodOf: Record<AttachmentKind, { method: string; field: string }> = {
  photo: { method: 'sendPhoto', field: 'photo' },
  voice: { method: 'sendVoice', field: 'voice' },
  audio: { method: 'sendAudio', field: 'audio' },
  video: { method: 'sendVideo', field: 'video' },
  sticker: { method: 'sendDocument', field: 'document' },
  file: { method: 'sendDocument', field: 'document' },
}

/**
 * Sends a file: by the id it has at Telegram, else, or where Telegram does not take that id for this kind, from our copy as
 * a document. `params` hold the place, the caption and the buttons.
 */
export async function sendFile(
  api: TelegramApi,
  file: OutgoingAttachment,
  params: object,
): Promise<{ message_id: number }> {
  const { method, field } = methodOf[file.kind]
  if (file.reference !== undefined) {
    try {
      return await api.call(method, { ...params, [field]: file.reference })
    } catch (error) {
      if (!isWrongFile(error) || file.path === undefined) throw error
    }
  }
  const kind = file.kind === 'photo' && file.reference === undefined ? methodOf.photo : methodOf.file
  const filename = file.fileName ?? (file.kind === 'photo' ? 'photo.jpg' : 'file')
  const upload = { source: createReadStream(file.path ?? ''), filename }
  return await api.call(kind.method, { ...params, [kind.field]: upload }, { timeoutMs: uploadTimeoutMs })
}

function isWrongFile(error: unknown): boolean {
  return (
    error instanceof TelegramRefusal &&
    error.code === 400 &&
    /file identifier|can't use file of type|temporarily unavailable/i.test(error.message)
  )
}
