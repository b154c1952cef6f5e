import type { Wechaty } from 'wechaty'
import {
  type OutgoingMessage,
  SendFailed,
  type SendReceipt,
  SendRefused,
} from '../../../messaging/message.ts'
import { messageOf } from '../../../shared/errors.ts'
import { dropMarks, writeChoices } from '../shared/render-text.ts'

export interface Mentioned {
  id: string
  name: string
}

/** Sends through the puppet itself: it takes rooms and people alike, and tells the id of what it sent. */
export async function sendMessage(
  bot: Wechaty,
  message: OutgoingMessage,
  mentioned: Mentioned | undefined,
): Promise<SendReceipt & { text: string }> {
  const { chat } = message.to
  const text = writeChoices(dropMarks(message.text), message.buttons)
  if (message.change) throw new SendRefused('invalid', 'WeChat cannot change what was sent')
  if (text.trim() === '' && !message.attachment) throw new SendRefused('invalid', 'a message needs text')
  try {
    const { puppet } = bot
    if (message.attachment) {
      const file = await openFile(message.attachment)
      const fileId = await puppet.messageSendFile(chat, file)
      if (text.trim() === '') return { messageId: fileId ?? `sent:${message.key}`, text }
    }
    const words = mentioned ? `@${mentioned.name}\u2005${text}` : text
    const id = await puppet.messageSendText(chat, words, ...(mentioned ? [[mentioned.id]] : []))
    return { messageId: id || `sent:${message.key}`, text: words }
  } catch (error) {
    throw mapSendError(error)
  }
}

async function openFile({ path, fileName }: NonNullable<OutgoingMessage['attachment']>) {
  if (path === undefined) throw new SendRefused('invalid', 'the file is not kept here')
  const { FileBox } = await import('file-box')
  const { readFile } = await import('node:fs/promises')
  // Bytes travel over every puppet; a path means nothing to one in another process.
  return FileBox.fromBase64((await readFile(path)).toString('base64'), fileName ?? 'file')
}

const neverLeft =
  /not logged ?in|ECONNREFUSED|No connection established|not started|inactive|no puppet|should be (on|active)/iu

/** The error the outbox understands for anything a puppet may throw. */
export function mapSendError(error: unknown): SendRefused | SendFailed {
  if (error instanceof SendRefused || error instanceof SendFailed) return error
  const text = messageOf(error)
  return new SendFailed(neverLeft.test(text) ? 'not-sent' : 'unknown', `wechaty: ${text.slice(0, 300)}`)
}
