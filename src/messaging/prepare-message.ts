import type { ClaimedMessage, DeliverParts } from './delivery.ts'
import { shorten } from './enqueue-reply.ts'
import { findFile } from './find-file.ts'
import { markStale } from './hold-message.ts'
import { type OutgoingMessage, SendRefused } from './message.ts'

/** The message as the channel takes it, with its thread opened, its file found and the message named that it changes. */
export async function prepareMessage(
  parts: DeliverParts,
  { conversationId, claimed }: { conversationId: string; claimed: ClaimedMessage },
): Promise<OutgoingMessage> {
  const { channel, chat, content } = claimed
  const topic = claimed.topic || (await findThread(parts, conversationId, claimed))
  const attachment =
    content.attachment &&
    (await findFile(parts.database, content.attachment, { channel, filesDir: parts.filesDir ?? '' }))
  const change = await findChanged(parts, claimed)
  return {
    to: { channel, chat, ...(topic ? { topic } : {}) },
    text: withLink(parts, claimed, markStale(parts, claimed, claimed.text)),
    ...(content.buttons ? { buttons: content.buttons } : {}),
    ...(claimed.replyTo ? { replyTo: claimed.replyTo } : {}),
    ...(attachment ? { attachment } : {}),
    ...(change ? { change } : {}),
    ...(content.serving ? { serving: content.serving } : {}),
    key: String(claimed.id),
    ...(claimed.author === 'staff' ? { isFromPerson: true } : {}),
    ...(claimed.broadcastId ? { isBroadcast: true } : {}),
  }
}

/** What was cut says where all of it can be read; the words make room for that. */
function withLink(parts: DeliverParts, { id, channel, content }: ClaimedMessage, text: string): string {
  const line = content.whole === undefined ? undefined : parts.writeWhole?.(id)
  if (line === undefined) return text
  const limit = parts.textLimitOf?.(channel) ?? 2_000
  return `${shorten(text, limit - line.length - 1)}\n${line}`
}

/** Opens the thread that the conversation wants, once; its id is kept before the first message goes there. */
async function findThread(
  parts: DeliverParts,
  conversationId: string,
  { channel, chat, content }: ClaimedMessage,
): Promise<string | undefined> {
  if (content.thread === undefined || !parts.openThread) return undefined
  const topic = await parts.openThread({ channel, chat, title: content.thread })
  if (topic === undefined) return undefined
  await parts.database.client.conversation.update({ where: { id: conversationId }, data: { topic } })
  return topic
}

async function findChanged(
  parts: DeliverParts,
  { changeOf, change }: ClaimedMessage,
): Promise<OutgoingMessage['change']> {
  if (!changeOf || !change) return undefined
  const changed = await parts.database.client.outbound.findUnique({
    where: { id: changeOf },
    select: { platformId: true },
  })
  if (!changed?.platformId) throw new SendRefused('invalid', 'the message to change was never sent')
  return { kind: change, messageId: changed.platformId }
}
