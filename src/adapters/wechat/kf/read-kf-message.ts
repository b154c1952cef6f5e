import type { AttachmentKind, IncomingMessage } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import type { FailedSend, ServingChange } from '../../channel.ts'
import { readPlatformTime } from '../shared/time.ts'

export const channelName = 'wecom-kf'

/** One entry of `sync_msg`; only what is read of it. */
export interface KfEntry {
  msgid?: string
  open_kfid?: string
  external_userid?: string
  /** Unix seconds. */
  send_time?: number
  /** 3 customer, 4 system, 5 the company's own staff in WeCom. */
  origin?: number
  msgtype?: string
  text?: { content?: string; menu_id?: string }
  image?: { media_id?: string }
  voice?: { media_id?: string }
  video?: { media_id?: string }
  file?: { media_id?: string }
  location?: { latitude?: number; longitude?: number; name?: string; address?: string }
  link?: { title?: string; url?: string }
  business_card?: { userid?: string }
  miniprogram?: { title?: string }
  event?: {
    event_type?: string
    open_kfid?: string
    external_userid?: string
    fail_msgid?: string
    fail_type?: number
    change_type?: number
    new_servicer_userid?: string
    old_servicer_userid?: string
  }
}

export type ReadEntry =
  | { kind: 'message'; message: IncomingMessage }
  | { kind: 'serving'; change: ServingChange }
  | { kind: 'undelivered'; failed: FailedSend; isRefusedByPerson: boolean; chat: string }
  | { kind: 'ignored'; reason: string }

/** One account may serve several doors, and a customer of two is in two talks. */
export function chatOf(openKfId: string, customer: string): string {
  return `${openKfId}:${customer}`
}

/** Where a chat's messages go. */
export function partsOf(chat: string): { openKfId: string; customer: string } {
  const at = chat.indexOf(':')
  return { openKfId: chat.slice(0, at), customer: chat.slice(at + 1) }
}

const fileKinds: Record<string, AttachmentKind> = {
  image: 'photo',
  voice: 'voice',
  video: 'video',
  file: 'file',
}
const customerOrigin = 3
/** `fail_type` of a customer who refuses messages. */
const refusedByPerson = 10
/** `change_type`: a person takes it from the pool, it goes to another, or is taken up again; 3 ends it. */
const ended = 3

/** Turns an entry into what it means to us. */
export function readKfEntry(entry: KfEntry, clock: Clock): ReadEntry {
  if (entry.msgtype === 'event') return readEvent(entry.event ?? {})
  const { msgid, open_kfid: openKfId, external_userid: customer } = entry
  if (!msgid || !openKfId || !customer) return { kind: 'ignored', reason: 'an entry without ids' }
  if (entry.origin !== customerOrigin) return { kind: 'ignored', reason: `of origin ${entry.origin}` }
  const body = readBody(entry)
  if (!body) return { kind: 'ignored', reason: `of type ${entry.msgtype}` }
  const message: IncomingMessage = {
    channel: channelName,
    chat: chatOf(openKfId, customer),
    chatKind: 'private',
    messageId: msgid,
    sender: { id: customer, name: '' },
    sentAt: readPlatformTime(clock, (entry.send_time ?? 0) * 1000),
    addressed: true,
    ...body,
  }
  return { kind: 'message', message }
}

type Body = Pick<IncomingMessage, 'text' | 'attachments' | 'button' | 'location'>

function readBody(entry: KfEntry): Body | undefined {
  const type = entry.msgtype ?? ''
  const kind = fileKinds[type]
  if (kind) {
    const media = entry[type as 'image' | 'voice' | 'video' | 'file']?.media_id
    return { text: '', attachments: media ? [{ kind, reference: media }] : [] }
  }
  switch (type) {
    case 'text':
      return readWords(entry.text ?? {})
    case 'location':
      return { text: '', attachments: [], ...readLocation(entry.location ?? {}) }
    case 'link':
      return { text: `[链接] ${entry.link?.title ?? ''} ${entry.link?.url ?? ''}`.trim(), attachments: [] }
    case 'miniprogram':
      return { text: `[小程序] ${entry.miniprogram?.title ?? ''}`.trim(), attachments: [] }
    case 'business_card':
      return { text: '[名片]', attachments: [] }
    default:
      return undefined
  }
}

function readWords({ content = '', menu_id: button }: NonNullable<KfEntry['text']>): Body {
  return button ? { text: '', button, attachments: [] } : { text: content, attachments: [] }
}

function readLocation(place: NonNullable<KfEntry['location']>): Pick<Body, 'location'> {
  const { latitude, longitude, name, address } = place
  if (latitude === undefined || longitude === undefined) return {}
  const label = [name, address].filter(Boolean).join(' ')
  return { location: { latitude, longitude, ...(label ? { label } : {}) } }
}

function readEvent(event: NonNullable<KfEntry['event']>): ReadEntry {
  const { event_type: type = '', open_kfid: openKfId = '', external_userid: customer = '' } = event
  const chat = chatOf(openKfId, customer)
  if (type === 'session_status_change') {
    const by = event.change_type === ended ? 'bot' : 'person'
    const staff = event.new_servicer_userid ?? event.old_servicer_userid ?? ''
    return { kind: 'serving', change: { channel: channelName, chat, by, staff } }
  }
  if (type === 'msg_send_fail') {
    const failed = {
      channel: channelName,
      messageId: event.fail_msgid ?? '',
      reason: `fail_type ${event.fail_type}`,
    }
    return { kind: 'undelivered', failed, isRefusedByPerson: event.fail_type === refusedByPerson, chat }
  }
  return { kind: 'ignored', reason: `event ${type}` }
}
