import type { AttachmentKind } from '../../messaging/message.ts'

export interface FileType {
  mimeType: string
  extension: string
  kind: AttachmentKind
  /** Whether a browser may show it in a page; everything else is only offered for saving. */
  showable: boolean
}

/** First bytes by which a type is known; `at` is the offset. Sources: the formats' own specifications. */
const signatures: { at: number; bytes: string; type: FileType }[] = [
  { at: 0, bytes: '\xff\xd8\xff', type: picture('image/jpeg', 'jpg') },
  { at: 0, bytes: '\x89PNG\r\n\x1a\n', type: picture('image/png', 'png') },
  { at: 0, bytes: 'GIF87a', type: picture('image/gif', 'gif') },
  { at: 0, bytes: 'GIF89a', type: picture('image/gif', 'gif') },
  { at: 8, bytes: 'WEBP', type: picture('image/webp', 'webp') },
  { at: 4, bytes: 'ftypheic', type: { ...picture('image/heic', 'heic'), showable: false } },
  { at: 4, bytes: 'ftypheix', type: { ...picture('image/heic', 'heic'), showable: false } },
  { at: 4, bytes: 'ftypmif1', type: { ...picture('image/heic', 'heic'), showable: false } },
  { at: 4, bytes: 'ftypM4A', type: other('audio/mp4', 'm4a', 'voice') },
  { at: 4, bytes: 'ftyp', type: other('video/mp4', 'mp4', 'video') },
  { at: 0, bytes: '\x1a\x45\xdf\xa3', type: other('video/webm', 'webm', 'video') },
  { at: 0, bytes: 'OggS', type: other('audio/ogg', 'ogg', 'voice') },
  { at: 0, bytes: 'ID3', type: other('audio/mpeg', 'mp3', 'audio') },
  { at: 0, bytes: '\xff\xfb', type: other('audio/mpeg', 'mp3', 'audio') },
  { at: 8, bytes: 'WAVE', type: other('audio/wav', 'wav', 'audio') },
  { at: 0, bytes: '%PDF-', type: other('application/pdf', 'pdf', 'file') },
]

/** Names the type by content, whatever the file is called; undefined for what residents have no need to send. */
export function sniffFile(bytes: Uint8Array): FileType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 32)).toString('latin1')
  return signatures.find(signature => head.startsWith(signature.bytes, signature.at))?.type
}

/** The type by the extension we gave when we stored the file. */
export function typeOfExtension(extension: string): FileType | undefined {
  return signatures.find(signature => signature.type.extension === extension)?.type
}

function picture(mimeType: string, extension: string): FileType {
  return { mimeType, extension, kind: 'photo', showable: true }
}

function other(mimeType: string, extension: string, kind: AttachmentKind): FileType {
  return { mimeType, extension, kind, showable: false }
}
