import { readFile } from 'node:fs/promises'
import type { WSClient } from '@wecom/aibot-node-sdk'
import {
  type OutgoingMessage,
  SendFailed,
  type SendReceipt,
  SendRefused,
  type SendThrottled,
} from '../../../messaging/message.ts'
import { messageOf } from '../../../shared/errors.ts'
import { ApiRefusal } from '../shared/api-client.ts'
import { mapSendError } from '../shared/map-send-error.ts'
import { writeChoices } from '../shared/render-text.ts'

/** Bytes of UTF-8 that the platform takes of a text. */
export const mostTextBytes = 20_480

/** The parts of the client that sending needs. */
export type RobotSender = Pick<WSClient, 'sendMessage' | 'uploadMedia' | 'sendMediaMessage'>

/** Sends one message, `**…**` as the platform's own bold type. Gives the words as they were written; rejects as the outbox understands it. */
export async function sendRobotMessage(
  client: RobotSender,
  message: OutgoingMessage,
): Promise<SendReceipt & { text: string }> {
  if (message.change) throw new SendRefused('invalid', 'WeCom cannot change what a robot has sent')
  const { chat } = message.to
  const content = writeChoices(message.text.toWellFormed(), message.buttons, choiceHint)
  if (content.trim() === '' && !message.attachment) throw new SendRefused('invalid', 'a message needs text')
  if (Buffer.byteLength(content) > mostTextBytes)
    throw new SendRefused('invalid', `a message has at most ${mostTextBytes} bytes`)
  try {
    if (message.attachment) await sendFile(client, chat, message.attachment)
    if (content.trim() !== '') await client.sendMessage(chat, { msgtype: 'markdown', markdown: { content } })
    // The platform tells no id of what it took; ours is the same on a repeat.
    return { messageId: `sent:${message.key}`, text: content }
  } catch (error) {
    throw mapRobotError(error)
  }
}

const choiceHint = '引用本条（群里请@我）并回复数字即可。'

const mediaTypes = {
  photo: 'image',
  voice: 'file',
  audio: 'file',
  video: 'video',
  file: 'file',
  sticker: 'image',
} as const

async function sendFile(
  client: RobotSender,
  chat: string,
  { path, kind, fileName }: NonNullable<OutgoingMessage['attachment']>,
): Promise<void> {
  if (path === undefined) throw new SendRefused('invalid', 'the file is not kept here')
  const type = mediaTypes[kind]
  const uploaded = await client.uploadMedia(await readFile(path), { type, filename: fileName ?? 'file' })
  await client.sendMediaMessage(chat, type, uploaded.media_id)
}

/** The client rejects with the platform's frame, or with an error of the connection. */
export function mapRobotError(error: unknown): SendRefused | SendThrottled | SendFailed {
  if (error instanceof SendRefused) return error
  const { errcode, errmsg } = error as { errcode?: unknown; errmsg?: unknown }
  if (typeof errcode === 'number') return mapSendError(new ApiRefusal(errcode, String(errmsg ?? '')))
  const text = messageOf(error)
  const neverLeft = /not connected/iu.test(text)
  return new SendFailed(neverLeft ? 'not-sent' : 'unknown', `WeCom robot: ${text.slice(0, 300)}`)
}
