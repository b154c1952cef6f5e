import { type Clock, toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { findFile, type StoredAttachment } from './find-file.ts'
import {
  type Button,
  type OutgoingMessage,
  SendFailed,
  SendMoved,
  type SendReceipt,
  SendRefused,
  SendThrottled,
} from './message.ts'
import { mostAttempts, retryDelayMs } from './timing.ts'

/** A claimed message whose sender died is taken up again after this long (real milliseconds). */
export const claimMs = 60_000

export interface DeliverParts {
  database: Database
  clock: Clock
  log: Log
  /** The channel's way out, or undefined while that channel is not running. */
  findSender(channel: string): ((message: OutgoingMessage) => Promise<SendReceipt>) | undefined
  wakeDelivery(conversationId: string, delayMs: number): Promise<void>
  keepMove(move: { channel: string; fromChat: string; toChat: string }): Promise<void>
  /** Opens a thread in a chat; undefined where the channel or the chat has none. Rejects like sending. */
  openThread?(place: { channel: string; chat: string; title: string }): Promise<string | undefined>
  /** Folder of kept files. */
  filesDir?: string
  countOutbound(channel: string, outcome: string): void
  runWork<T>(run: (work: Work) => Promise<T>): Promise<T>
  /** Puts a message that will not arrive where staff see it; in the transaction that gives it up. */
  reportUndelivered(work: Work, message: UndeliveredMessage): Promise<void>
}

/** A message that was given up. */
export interface UndeliveredMessage {
  conversationId: string
  outboundId: string
  channel: string
  text: string
  /** `failed`: tried for about an hour; `refused`: the platform will never take it. */
  state: 'refused' | 'failed'
  reason: string
}

/** What a kept message carries beside its text. */
export interface OutboundContent {
  buttons?: Button[][]
  attachment?: StoredAttachment
  /** Title of the thread that the conversation's messages want for themselves, where the chat has threads. */
  thread?: string
}

/** A message that this process alone may send until its claim runs out. */
export interface ClaimedMessage {
  id: bigint
  text: string
  content: OutboundContent
  replyTo: string | null
  /** The message that this one changes, where it is none of its own. */
  changeOf?: bigint | null
  change?: 'edit' | 'delete' | null
  attempts: number
  channel: string
  chat: string
  topic: string
  contactId: string
  blockedAt: Date | null
}

/**
 * Sends what waits for a conversation, in order, and stores each receipt. Safe to run twice at once. `first` is what the
 * caller has claimed already.
 */
export async function deliverConversation(
  parts: DeliverParts,
  conversationId: string,
  first?: ClaimedMessage,
): Promise<void> {
  let claimed = first
  for (;;) {
    claimed ??= await claimNext(parts, conversationId)
    if (!claimed) return await settle(parts, conversationId)
    if (claimed === first && (await isOutdated(parts, claimed))) {
      claimed = undefined
      continue
    }
    const next = await deliverOne(parts, conversationId, claimed)
    if (next === 'done') return
    claimed = undefined
  }
}

/**
 * Only the oldest unsent message can be claimed, so order holds across processes. What the bot said before a person took
 * the conversation is cancelled first.
 */
async function claimNext(parts: DeliverParts, conversationId: string): Promise<ClaimedMessage | undefined> {
  const now = parts.clock.now()
  const rows = await parts.database.sql<ClaimedMessage>`
    with outdated as (
      update "Outbound" b set state = 'cancelled', error = 'a person took over'
      from "Conversation" k
      where b."conversationId" = ${conversationId} and k.id = b."conversationId" and b.author = 'bot' and b.epoch < k.epoch
        and (b.state = 'pending' or (b.state = 'sending' and b."dueAt" <= ${now}::timestamptz))
      returning b.id
    )
    update "Outbound" o
    set repeats = o.repeats + (o.state = 'sending')::int, state = 'sending', attempts = o.attempts + 1,
      "dueAt" = ${new Date(now.getTime() + toProductMs(parts.clock, claimMs))}::timestamptz
    from "Conversation" c join "Contact" p on p.id = c."contactId"
    where o.id = (
      select id from "Outbound" where "conversationId" = ${conversationId} and state in ('pending', 'sending')
        and id not in (select id from outdated) order by id limit 1
    ) and o.state in ('pending', 'sending') and o."dueAt" <= ${now}::timestamptz and c.id = o."conversationId"
    returning o.id, o.text, o.content, o."replyTo", o."changeOf", o.change, o.attempts, c.channel, c.chat, c.topic, p.id as "contactId", p."blockedAt"`
  const [row] = rows
  if (!row) return undefined
  const changeOf = row.changeOf == null ? null : BigInt(row.changeOf)
  return { ...row, id: BigInt(row.id), changeOf }
}

/**
 * The last look before a message goes that was claimed with its turn: a person may have taken the conversation since, and
 * one answer less is better than two speakers at once.
 */
async function isOutdated(parts: DeliverParts, claimed: ClaimedMessage): Promise<boolean> {
  const cancelled = await parts.database.sql<{ id: bigint }>`
    update "Outbound" o set state = 'cancelled', error = 'a person took over'
    from "Conversation" c
    where o.id = ${claimed.id} and c.id = o."conversationId" and o.author = 'bot' and o.epoch < c.epoch
    returning o.id`
  return cancelled.length > 0
}

async function deliverOne(
  parts: DeliverParts,
  conversationId: string,
  claimed: ClaimedMessage,
): Promise<'more' | 'done'> {
  const send = parts.findSender(claimed.channel)
  try {
    if (!send) throw new SendFailed('not-sent', `channel ${claimed.channel} is not running`)
    if (claimed.blockedAt) throw new SendRefused('blocked', 'the person has blocked us')
    const prepared = await prepare(parts, { conversationId, claimed })
    const receipt = await send(prepared)
    const next = await markSent(parts, { conversationId, claimed, receipt })
    parts.countOutbound(claimed.channel, 'sent')
    return next
  } catch (error) {
    return (await recordFailure(parts, { conversationId, claimed, error })) ? 'more' : 'done'
  }
}

/** The message as the channel takes it, with its thread opened, its file found and the message named that it changes. */
async function prepare(
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
    text: claimed.text,
    ...(content.buttons ? { buttons: content.buttons } : {}),
    ...(claimed.replyTo ? { replyTo: claimed.replyTo } : {}),
    ...(attachment ? { attachment } : {}),
    ...(change ? { change } : {}),
    key: String(claimed.id),
  }
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

interface Sent {
  conversationId: string
  claimed: ClaimedMessage
  receipt: SendReceipt
}

/** Stores the receipt and when the next message falls due; says whether one is due already. */
async function markSent(
  parts: DeliverParts,
  { conversationId, claimed, receipt }: Sent,
): Promise<'more' | 'done'> {
  const now = parts.clock.now()
  const rows = await parts.database.sql<{ isDue: boolean | null }>`
    with sent as (
      update "Outbound" set state = 'sent', "platformId" = ${receipt.messageId}, "sentAt" = ${now}::timestamptz, error = null
      where id = ${claimed.id}
    )
    update "Conversation" set "deliverDueAt" = (
      select min("dueAt") from "Outbound"
      where "conversationId" = ${conversationId} and state in ('pending', 'sending') and id <> ${claimed.id}
    ) where id = ${conversationId} returning "deliverDueAt" <= ${now}::timestamptz as "isDue"`
  return rows[0]?.isDue ? 'more' : 'done'
}

interface Failure {
  conversationId: string
  claimed: ClaimedMessage
  error: unknown
}

/** Decides by the kind of failure; returns whether the next message may go at once. */
async function recordFailure(parts: DeliverParts, failure: Failure): Promise<boolean> {
  const { claimed, error } = failure
  parts.countOutbound(claimed.channel, error instanceof Error ? error.name : 'failed')
  if (error instanceof SendRefused) return await refuse(parts, failure, error)
  if (error instanceof SendMoved) {
    await parts.keepMove({ channel: claimed.channel, fromChat: claimed.chat, toChat: error.toChat })
    await postpone(parts, failure, 0)
    return false
  }
  if (error instanceof SendThrottled) {
    await postpone(parts, failure, error.retryAfterMs)
    return false
  }
  parts.log.warn(
    { channel: claimed.channel, outbound: String(claimed.id), error: messageOf(error) },
    'send failed',
  )
  if (claimed.attempts >= mostAttempts) {
    parts.log.error(
      { channel: claimed.channel, conversation: failure.conversationId, outbound: String(claimed.id) },
      'A message was given up after about an hour of tries; staff are told.',
    )
    await close(parts, failure, { state: 'failed', error: messageOf(error) })
    return true
  }
  await postpone(parts, failure, retryDelayMs(claimed.attempts))
  return false
}

async function refuse(parts: DeliverParts, failure: Failure, refusal: SendRefused): Promise<boolean> {
  const { claimed } = failure
  parts.log.info(
    { channel: claimed.channel, reason: refusal.reason },
    'the platform refused a message for good',
  )
  await close(parts, failure, { state: 'refused', error: refusal.reason })
  return true
}

/** Nothing ends silently: what will not arrive is reported, except to somebody who is known to have blocked us. */
async function close(
  parts: DeliverParts,
  { claimed, conversationId }: Failure,
  outcome: { state: 'refused' | 'failed'; error: string },
): Promise<void> {
  await parts.runWork(async work => {
    await work.tx.outbound.update({ where: { id: claimed.id }, data: outcome })
    if (claimed.blockedAt) return
    const { channel, text } = claimed
    const { state, error: reason } = outcome
    if (state === 'refused' && reason === 'blocked') {
      await work.tx.contact.update({ where: { id: claimed.contactId }, data: { blockedAt: work.now } })
    }
    await parts.reportUndelivered(work, {
      conversationId,
      outboundId: String(claimed.id),
      channel,
      text,
      state,
      reason,
    })
  })
}

async function postpone(parts: DeliverParts, failure: Failure, realDelayMs: number): Promise<void> {
  const { claimed, conversationId, error } = failure
  const delayMs = toProductMs(parts.clock, realDelayMs)
  const dueAt = new Date(parts.clock.now().getTime() + delayMs)
  const isUnknown = error instanceof SendFailed && error.outcome === 'unknown'
  await parts.database.client.outbound.update({
    where: { id: claimed.id },
    data: {
      state: 'pending',
      dueAt,
      error: messageOf(error).slice(0, 500),
      ...(isUnknown ? { repeats: { increment: 1 } } : {}),
    },
  })
  await parts.database.client.conversation.updateMany({
    where: { outbound: { some: { id: claimed.id } } },
    data: { deliverDueAt: dueAt },
  })
  await parts.wakeDelivery(conversationId, delayMs)
}

/** Nothing more can be claimed now: remember when the next one falls due, or that none waits. */
async function settle(parts: DeliverParts, conversationId: string): Promise<void> {
  await parts.database.client.$executeRaw`
    update "Conversation" set "deliverDueAt" = (
      select min("dueAt") from "Outbound" where "conversationId" = ${conversationId} and state in ('pending', 'sending')
    ) where id = ${conversationId}`
}
