import { toUSVString } from 'node:util'
import type { Context } from 'hono'
import { z } from 'zod'
import type { IncomingAttachment, IncomingMessage } from '../../messaging/message.ts'
import { LinliError } from '../../shared/errors.ts'
import { languages } from '../../shared/vocabulary.ts'
import { sniffFile } from './sniff-file.ts'
import type { UploadStore } from './upload-store.ts'

export const postLimits = {
  textChars: 4_000,
  fileBytes: 10 * 1024 * 1024,
  files: 6,
  bodyBytes: 32 * 1024 * 1024,
}

const postSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  text: z.string().max(postLimits.textChars).default(''),
  language: z.enum(languages).optional(),
  button: z.string().max(64).optional(),
  replyTo: z.string().max(64).optional(),
  location: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      label: z.string().max(200).optional(),
    })
    .optional(),
})
type Post = z.infer<typeof postSchema>

/** Reads what the page posted (JSON, or multipart with `message` and `files`) into a message; files are on disk by then. */
export async function readPost(
  c: Context,
  from: { visitor: string; name: string; now: Date },
  uploads: UploadStore,
): Promise<IncomingMessage> {
  const { fields, files } = await readBody(c)
  const parsed = postSchema.safeParse(fields)
  if (!parsed.success) throw new LinliError('bad-request', z.prettifyError(parsed.error))
  const post = parsed.data
  const attachments = await saveFiles(files, { visitor: from.visitor, messageId: post.id }, uploads)
  const message = toMessage(post, from, attachments)
  const says = message.text || post.button || post.location || attachments.length > 0
  if (!says) throw new LinliError('bad-request', 'The message is empty.')
  return message
}

async function readBody(c: Context): Promise<{ fields: unknown; files: File[] }> {
  const type = c.req.header('Content-Type') ?? ''
  if (type.startsWith('application/json')) return { fields: await readJson(c), files: [] }
  if (!type.startsWith('multipart/form-data')) {
    throw new LinliError('bad-request', 'Send application/json or multipart/form-data.')
  }
  const form = await c.req.formData().catch(() => {
    throw new LinliError('bad-request', 'The form cannot be read.')
  })
  const message = form.get('message')
  const files = form.getAll('files').filter(entry => typeof entry !== 'string')
  if (files.length > postLimits.files) {
    throw new LinliError('bad-request', `At most ${postLimits.files} files at a time.`)
  }
  return { fields: parseJson(typeof message === 'string' ? message : ''), files }
}

async function readJson(c: Context): Promise<unknown> {
  return parseJson(await c.req.text())
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new LinliError('bad-request', 'The body is not JSON.')
  }
}

async function saveFiles(
  files: File[],
  of: { visitor: string; messageId: string },
  uploads: UploadStore,
): Promise<IncomingAttachment[]> {
  const attachments: IncomingAttachment[] = []
  for (const [position, file] of files.entries()) {
    if (file.size > postLimits.fileBytes) {
      throw new LinliError('file-too-large', `A file may have at most ${postLimits.fileBytes} bytes.`)
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const type = sniffFile(bytes)
    if (!type) throw new LinliError('bad-file', 'Only photos, videos, voice recordings and PDF can be sent.')
    const reference = `${of.visitor}/${of.messageId}-${position}.${type.extension}`
    await uploads.save(reference, bytes)
    attachments.push({
      kind: type.kind,
      reference,
      fileName: cleanText(file.name).slice(0, 120),
      mimeType: type.mimeType,
      sizeBytes: bytes.byteLength,
    })
  }
  return attachments
}

function toMessage(
  post: Post,
  from: { visitor: string; name: string; now: Date },
  attachments: IncomingAttachment[],
): IncomingMessage {
  return {
    channel: 'web',
    chat: from.visitor,
    chatKind: 'private',
    messageId: post.id,
    sender: { id: from.visitor, name: from.name, ...(post.language && { language: post.language }) },
    sentAt: from.now,
    addressed: true,
    text: cleanText(post.text).trim(),
    attachments,
    ...(post.button !== undefined && { button: cleanText(post.button) }),
    ...(post.replyTo !== undefined && { replyTo: post.replyTo }),
    ...(post.location && { location: cleanLocation(post.location) }),
  }
}

function cleanLocation(location: NonNullable<Post['location']>): NonNullable<IncomingMessage['location']> {
  const { latitude, longitude, label } = location
  return { latitude, longitude, ...(label !== undefined && { label: cleanText(label) }) }
}

/** What PostgreSQL cannot hold (NUL, halves of surrogate pairs) would otherwise come back as a failure forever. */
function cleanText(text: string): string {
  return toUSVString(text.replaceAll('\0', ''))
}
