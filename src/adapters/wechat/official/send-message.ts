import { createHash } from 'node:crypto'
import { type OutgoingMessage, type SendReceipt, SendRefused } from '../../../messaging/message.ts'
import type { ApiClient } from '../shared/api-client.ts'
import { mapSendError } from '../shared/map-send-error.ts'
import { uploadMedia } from '../shared/media.ts'
import { dropMarks, writeChoices } from '../shared/render-text.ts'

/** Bytes of UTF-8 that a customer service message takes. */
export const mostTextBytes = 2048

/** Sends by the customer service interface. Rejects as the outbox understands it. */
export async function sendByService(api: ApiClient, message: OutgoingMessage): Promise<SendReceipt> {
  if (message.change) throw new SendRefused('invalid', 'WeChat cannot change what was sent')
  try {
    const body = await buildBody(api, message)
    await api.call('/cgi-bin/message/custom/send', { touser: message.to.chat, ...body })
    // The platform gives no id.
    return { messageId: `custom:${createHash('sha256').update(message.key).digest('hex').slice(0, 24)}` }
  } catch (error) {
    throw mapSendError(error)
  }
}

async function buildBody(api: ApiClient, message: OutgoingMessage): Promise<object> {
  if (message.attachment) return await uploadFile(api, message.attachment)
  const text = dropMarks(message.text)
  if (text.trim() === '') throw new SendRefused('invalid', 'a message needs text')
  const choices = message.buttons?.flat() ?? []
  if (choices.length > 0 && choices.length <= 10) {
    const list = choices.map(({ label, value }) => ({ id: value, content: label }))
    return { msgtype: 'msgmenu', msgmenu: { head_content: text, list, tail_content: '' } }
  }
  return { msgtype: 'text', text: { content: writeChoices(text, message.buttons) } }
}

const mediaTypes = {
  photo: 'image',
  sticker: 'image',
  voice: 'voice',
  audio: 'voice',
  video: 'video',
} as const

async function uploadFile(
  api: ApiClient,
  attachment: NonNullable<OutgoingMessage['attachment']>,
): Promise<object> {
  const { kind } = attachment
  if (kind === 'file') throw new SendRefused('invalid', 'an Official Account cannot send files of this kind')
  return await uploadMedia(api, mediaTypes[kind], attachment)
}

/** Most characters of a template's field of kind `thing`. */
const mostFieldCharacters = 20

/** Sends a template message: the only way to somebody whose reply window is over. */
export async function sendByTemplate(
  api: ApiClient,
  message: OutgoingMessage,
  template: { id: string; field: string },
): Promise<SendReceipt> {
  const text = dropMarks(message.text).replace(/\s+/gu, ' ').trim()
  const characters = [...text]
  const value =
    characters.length > mostFieldCharacters
      ? `${characters.slice(0, mostFieldCharacters - 1).join('')}…`
      : text
  try {
    const sent = await api.call('/cgi-bin/message/template/send', {
      touser: message.to.chat,
      template_id: template.id,
      data: { [template.field]: { value } },
      client_msg_id: createHash('sha256').update(message.key).digest('hex').slice(0, 32),
    })
    return { messageId: `template:${String(sent['msgid'] ?? '')}` }
  } catch (error) {
    throw mapSendError(error)
  }
}
