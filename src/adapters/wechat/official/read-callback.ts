import type { AttachmentKind, IncomingMessage } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { readPlatformTime } from '../shared/time.ts'

export const channelName = 'wechat-oa'

export type ReadCallback =
  | { kind: 'message'; message: IncomingMessage }
  | { kind: 'reachable'; sender: string; reachable: boolean }
  | { kind: 'undelivered'; messageId: string; reason: string }
  | { kind: 'ignored'; reason: string }

const fileKinds: Record<string, AttachmentKind> = {
  image: 'photo',
  voice: 'voice',
  video: 'video',
  shortvideo: 'video',
  file: 'file',
}

/** Turns the fields of a callback into what it means to us. */
export function readCallback(fields: Record<string, string>, clock: Clock): ReadCallback {
  const { FromUserName: sender = '', MsgType: type = '', MsgId: id = '', CreateTime: time = '' } = fields
  if (sender === '') return { kind: 'ignored', reason: 'nobody wrote it' }
  if (type === 'event') return readEvent(fields, clock)
  const body = readBody(type, fields)
  if (!body) return { kind: 'ignored', reason: `of type ${type}` }
  if (id === '') return { kind: 'ignored', reason: 'a message without MsgId' }
  return { kind: 'message', message: { ...base(sender, id, readTime(time, clock)), ...body } }
}

type Body = Pick<IncomingMessage, 'text' | 'attachments' | 'button' | 'location'>

function base(sender: string, messageId: string, sentAt: Date): Omit<IncomingMessage, keyof Body> {
  return {
    channel: channelName,
    chat: sender,
    chatKind: 'private',
    messageId,
    sender: { id: sender, name: '' },
    sentAt,
    addressed: true,
  }
}

function readTime(seconds: string, clock: Clock): Date {
  return /^\d{1,12}$/u.test(seconds) ? readPlatformTime(clock, Number(seconds) * 1000) : clock.now()
}

function readBody(type: string, fields: Record<string, string>): Body | undefined {
  const kind = fileKinds[type]
  if (kind) return readFile(kind, fields)
  switch (type) {
    case 'text':
      return readWords(fields)
    case 'location':
      return readLocation(fields)
    case 'link':
      return { text: `[链接] ${fields['Title'] ?? ''} ${fields['Url'] ?? ''}`.trim(), attachments: [] }
    default:
      return undefined
  }
}

function readWords({ Content: text = '', bizmsgmenuid: button = '' }: Record<string, string>): Body {
  return button === '' ? { text, attachments: [] } : { text: '', button, attachments: [] }
}

/** A recording with the platform's own transcription needs no other. */
function readFile(kind: AttachmentKind, fields: Record<string, string>): Body {
  const { MediaId: reference = '', Recognition: heard = '', FileName: fileName = '' } = fields
  const file = { kind, reference, ...(fileName === '' ? {} : { fileName }) }
  return { text: heard, attachments: reference === '' ? [] : [file] }
}

function readLocation(fields: Record<string, string>): Body {
  const [latitude, longitude] = [Number(fields['Location_X']), Number(fields['Location_Y'])]
  const label = fields['Label'] ?? ''
  const isPlace = Number.isFinite(latitude) && Number.isFinite(longitude)
  const location = { latitude, longitude, ...(label === '' ? {} : { label }) }
  return { text: '', attachments: [], ...(isPlace ? { location } : {}) }
}

function readEvent(fields: Record<string, string>, clock: Clock): ReadCallback {
  const { FromUserName: sender = '', Event: event = '', CreateTime: time = '', EventKey: key = '' } = fields
  switch (event.toLowerCase()) {
    case 'subscribe':
      return { kind: 'reachable', sender, reachable: true }
    case 'unsubscribe':
      return { kind: 'reachable', sender, reachable: false }
    case 'click': {
      // Events have no id of their own; the platform repeats them with the same time.
      const id = `event:${sender}:${time}:${key}`
      const message = { ...base(sender, id, readTime(time, clock)), text: '', button: key, attachments: [] }
      return key === '' ? { kind: 'ignored', reason: 'a click without a key' } : { kind: 'message', message }
    }
    case 'templatesendjobfinish':
      return fields['Status'] === 'success'
        ? { kind: 'ignored', reason: 'a template message arrived' }
        : {
            kind: 'undelivered',
            messageId: `template:${fields['MsgID'] ?? ''}`,
            reason: fields['Status'] ?? '',
          }
    default:
      return { kind: 'ignored', reason: `event ${event}` }
  }
}
