import { createHash } from 'node:crypto'
import { type OutgoingMessage, type SendReceipt, SendRefused } from '../../../messaging/message.ts'
import { type ApiClient, ApiRefusal } from '../shared/api-client.ts'
import { mapSendError } from '../shared/map-send-error.ts'
import { uploadMedia } from '../shared/media.ts'
import { dropMarks, writeChoices } from '../shared/render-text.ts'
import { partsOf } from './read-kf-message.ts'

/** Bytes of UTF-8 that the platform takes: of a text, of the words above a menu, of one of its entries' ids. */
export const mostTextBytes = 2048
const mostHeadBytes = 1024
const mostMenuEntries = 10

/** Sends one message by `send_msg`. Rejects as the outbox understands it. */
export async function sendKfMessage(api: ApiClient, message: OutgoingMessage): Promise<SendReceipt> {
  if (message.change) throw new SendRefused('invalid', 'WeCom cannot change what was sent')
  if (message.serving) return await changeServing(api, message, message.serving)
  const { openKfId, customer } = partsOf(message.to.chat)
  const msgid = nameMessage(message.key)
  try {
    const body = await buildBody(api, message)
    const sent = await api.call('/cgi-bin/kf/send_msg', {
      touser: customer,
      open_kfid: openKfId,
      msgid,
      ...body,
    })
    return { messageId: String(sent['msgid'] ?? msgid) }
  } catch (error) {
    // The id is the same on a repeat, and refused when the first try arrived after all.
    if (error instanceof ApiRefusal && /msgid/iu.test(error.message)) return { messageId: msgid }
    throw mapSendError(error)
  }
}

/** WeCom's states of a session: 2 waits in the pool for a colleague, 3 is with one, 4 has ended; below, our program serves. */
const states = { pool: 2, person: 3, ended: 4 } as const

/**
 * Puts a talk before colleagues in WeCom, or ends what one of them serves there. What is so already, or cannot be any more,
 * is left as it is: a session that nobody serves has nothing to end.
 */
async function changeServing(
  api: ApiClient,
  { to, key }: OutgoingMessage,
  serving: 'pool' | 'ended',
): Promise<SendReceipt> {
  const { openKfId, customer } = partsOf(to.chat)
  const talk = { open_kfid: openKfId, external_userid: customer }
  const receipt = { messageId: `serving:${key}`, isFree: true }
  try {
    const now = Number((await api.call('/cgi-bin/kf/service_state/get', talk))['service_state'])
    const isDue = serving === 'pool' ? now < states.pool : now === states.person
    if (isDue) await api.call('/cgi-bin/kf/service_state/trans', { ...talk, service_state: states[serving] })
    return receipt
  } catch (error) {
    throw mapSendError(error)
  }
}

/** At most 32 letters and digits, the same for the same key. */
function nameMessage(key: string): string {
  return `ll${createHash('sha256').update(key).digest('hex').slice(0, 28)}`
}

async function buildBody(api: ApiClient, message: OutgoingMessage): Promise<object> {
  const text = dropMarks(message.text)
  if (message.attachment) {
    return await uploadMedia(api, mediaTypes[message.attachment.kind], message.attachment)
  }
  if (text.trim() === '') throw new SendRefused('invalid', 'a message needs text')
  const choices = message.buttons?.flat() ?? []
  const isMenu = choices.length > 0 && choices.length <= mostMenuEntries && bytesOf(text) <= mostHeadBytes
  if (isMenu) {
    const list = choices.map(({ label, value }) => ({ type: 'click', click: { id: value, content: label } }))
    return { msgtype: 'msgmenu', msgmenu: { head_content: text, list } }
  }
  return { msgtype: 'text', text: { content: writeChoices(text, message.buttons) } }
}

const mediaTypes = {
  photo: 'image',
  voice: 'file',
  audio: 'file',
  video: 'video',
  file: 'file',
  sticker: 'image',
} as const

function bytesOf(text: string): number {
  return Buffer.byteLength(text)
}
