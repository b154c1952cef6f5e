import { type OutgoingMessage, type SendReceipt, SendRefused } from '../../messaging/message.ts'
import { mapSendError } from './map-send-error.ts'
import { renderText } from './render-text.ts'
import { type TelegramApi, TelegramRefusal } from './telegram-api.ts'

interface SendParams {
  chat_id: number | string
  text: string
  entities?: object[]
  message_thread_id?: number
  reply_parameters?: object
  reply_markup?: object
  link_preview_options: object
}

/**
 * Sends one message. What Telegram refuses about its form (marks, topic) is left away and the message sent
 * again: a resident rather gets a plain answer than none.
 */
export async function sendMessage(api: TelegramApi, message: OutgoingMessage): Promise<SendReceipt> {
  let params = buildParams(message)
  for (;;) {
    try {
      const sent = await api.call<{ message_id: number }>('sendMessage', params)
      return { messageId: String(sent.message_id) }
    } catch (error) {
      const simpler = simplify(params, error)
      if (!simpler) throw mapSendError(error)
      params = simpler
    }
  }
}

/** Gives a chat id as Telegram wants it. */
export function readChatId(chat: string): number | string {
  return /^-?\d+$/.test(chat) ? Number(chat) : chat
}

function buildParams(message: OutgoingMessage): SendParams {
  const { text, entities } = renderText(message.text)
  if (text.trim() === '') throw new SendRefused('invalid', 'a message needs text')
  const params: SendParams = {
    chat_id: readChatId(message.to.chat),
    text,
    link_preview_options: { is_disabled: true },
  }
  if (entities.length > 0) params.entities = entities
  if (message.to.topic !== undefined) params.message_thread_id = Number(message.to.topic)
  // A pressed button has an id of ours that Telegram does not know.
  if (message.replyTo !== undefined && /^\d+$/.test(message.replyTo))
    params.reply_parameters = { message_id: Number(message.replyTo), allow_sending_without_reply: true }
  if (message.buttons && message.buttons.length > 0) params.reply_markup = buildKeyboard(message.buttons)
  return params
}

function buildKeyboard(rows: NonNullable<OutgoingMessage['buttons']>): object {
  return {
    inline_keyboard: rows.map(row => row.map(({ label, value }) => ({ text: label, callback_data: value }))),
  }
}

function simplify(params: SendParams, error: unknown): SendParams | undefined {
  if (!(error instanceof TelegramRefusal) || error.code !== 400) return undefined
  if (params.entities && /entit(y|ies)/i.test(error.message)) {
    const { entities: _, ...plain } = params
    return plain
  }
  const topicGone = /message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(error.message)
  if (params.message_thread_id !== undefined && topicGone) {
    const { message_thread_id: _, ...whole } = params
    return whole
  }
  return undefined
}
