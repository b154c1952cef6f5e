import { type OutgoingMessage, type SendReceipt, SendRefused } from '../../messaging/message.ts'
import { mapSendError } from './map-send-error.ts'
import { renderText } from './render-text.ts'
import { sendFile } from './send-file.ts'
import { type TelegramApi, TelegramRefusal } from './telegram-api.ts'

interface SendParams {
  chat_id: number | string
  text?: string
  entities?: object[]
  caption?: string
  caption_entities?: object[]
  message_thread_id?: number
  reply_parameters?: object
  reply_markup?: object
  link_preview_options?: object
}

/**
 * Sends one message. What Telegram refuses about its form (marks, topic) is left away and the message sent
 * again: a resident rather gets a plain answer than none.
 */
export async function sendMessage(api: TelegramApi, message: OutgoingMessage): Promise<SendReceipt> {
  const changed = message.change && (await changeMessage(api, message, message.change))
  if (changed) return changed
  let params = buildParams(message)
  for (;;) {
    try {
      const sent = message.attachment
        ? await sendFile(api, message.attachment, params)
        : await api.call<{ message_id: number }>('sendMessage', params)
      return { messageId: String(sent.message_id) }
    } catch (error) {
      const simpler = simplify(params, error)
      if (!simpler) throw mapSendError(error)
      params = simpler
    }
  }
}

/**
 * Edits or takes away what was sent. Undefined where Telegram no longer lets an edit happen: the correction then goes as
 * a message of its own.
 */
async function changeMessage(
  api: TelegramApi,
  message: OutgoingMessage,
  change: NonNullable<OutgoingMessage['change']>,
): Promise<SendReceipt | undefined> {
  const target = { chat_id: readChatId(message.to.chat), message_id: Number(change.messageId) }
  try {
    if (change.kind === 'delete') await api.call('deleteMessage', target)
    else await editMessage(api, target, message)
  } catch (error) {
    const isRefused = error instanceof TelegramRefusal && error.code === 400
    if (!isRefused) throw mapSendError(error)
    if (change.kind === 'edit' && !/not modified/i.test(error.message)) return undefined
  }
  return { messageId: change.messageId }
}

async function editMessage(
  api: TelegramApi,
  target: { chat_id: number | string; message_id: number },
  message: OutgoingMessage,
): Promise<void> {
  const { text, entities } = renderText(message.text)
  if (message.attachment) {
    await api.call('editMessageCaption', { ...target, caption: text, caption_entities: entities })
    return
  }
  const preview = { link_preview_options: { is_disabled: true } }
  await api.call('editMessageText', { ...target, text, entities, ...preview })
}

/** Gives a chat id as Telegram wants it. */
export function readChatId(chat: string): number | string {
  return /^-?\d+$/.test(chat) ? Number(chat) : chat
}

function buildParams(message: OutgoingMessage): SendParams {
  const params: SendParams = { chat_id: readChatId(message.to.chat), ...buildWords(message) }
  if (message.to.topic !== undefined) params.message_thread_id = Number(message.to.topic)
  // A pressed button has an id of ours that Telegram does not know.
  if (message.replyTo !== undefined && /^\d+$/.test(message.replyTo))
    params.reply_parameters = { message_id: Number(message.replyTo), allow_sending_without_reply: true }
  if (message.buttons && message.buttons.length > 0) params.reply_markup = buildKeyboard(message.buttons)
  return params
}

function buildWords(message: OutgoingMessage): Partial<SendParams> {
  const { text, entities } = renderText(message.text)
  const isBlank = text.trim() === ''
  if (message.attachment) {
    if (isBlank) return {}
    return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) }
  }
  if (isBlank) throw new SendRefused('invalid', 'a message needs text')
  const words = { text, link_preview_options: { is_disabled: true } }
  return entities.length > 0 ? { ...words, entities } : words
}

function buildKeyboard(rows: NonNullable<OutgoingMessage['buttons']>): object {
  return {
    inline_keyboard: rows.map(row => row.map(({ label, value }) => ({ text: label, callback_data: value }))),
  }
}

function simplify(params: SendParams, error: unknown): SendParams | undefined {
  if (!(error instanceof TelegramRefusal) || error.code !== 400) return undefined
  if ((params.entities || params.caption_entities) && /entit(y|ies)/i.test(error.message)) {
    const { entities: _, caption_entities: __, ...plain } = params
    return plain
  }
  const topicGone = /message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(error.message)
  if (params.message_thread_id !== undefined && topicGone) {
    const { message_thread_id: _, ...whole } = params
    return whole
  }
  return undefined
}
