import type { Message } from 'telegraf/types'
import type { AttachmentKind, IncomingAttachment } from '../../messaging/message.ts'

interface TelegramFile {
  file_id: string
  file_size?: number
  file_name?: string
  mime_type?: string
}

// An animation comes with a copy of itself as `document`: the first hit counts.
const kindOfField: [field: string, kind: AttachmentKind][] = [
  ['animation', 'video'],
  ['voice', 'voice'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['sticker', 'sticker'],
  ['document', 'file'],
]

/** Gives the file a message carries (Telegram puts at most one into a message); of a photo the largest size. */
export function readAttachments(message: Message): IncomingAttachment[] {
  const fields = message as unknown as Record<string, TelegramFile | TelegramFile[] | undefined>
  const photo = fields['photo']
  if (Array.isArray(photo)) {
    const largest = photo.toSorted((a, b) => measurePhoto(b) - measurePhoto(a))[0]
    return largest ? [describeFile('photo', largest)] : []
  }
  for (const [field, kind] of kindOfField) {
    const file = fields[field]
    if (file && !Array.isArray(file)) return [describeFile(kind, file)]
  }
  return []
}

function measurePhoto(size: TelegramFile & { width?: number; height?: number }): number {
  return (size.width ?? 0) * (size.height ?? 0)
}

function describeFile(kind: AttachmentKind, file: TelegramFile): IncomingAttachment {
  const attachment: IncomingAttachment = { kind, reference: file.file_id }
  if (file.file_name !== undefined) attachment.fileName = file.file_name
  if (file.mime_type !== undefined) attachment.mimeType = file.mime_type
  else if (kind === 'photo') attachment.mimeType = 'image/jpeg'
  if (file.file_size !== undefined) attachment.sizeBytes = file.file_size
  return attachment
}
