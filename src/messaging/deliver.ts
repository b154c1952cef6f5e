import { type Clock, toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
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
  countOutbound(channel: string, outcome: string): void
}

/** A message that this process alone may send until its claim runs out. */
export interface ClaimedMessage {
  id: bigint
  text: string
  content: { buttons?: Button[][] }
  replyTo: string | null
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
    const next = await deliverOne(parts, conversationId, claimed)
    if (next === 'done') return
    claimed = undefined
  }
}

/** Only the oldest unsent message can be claimed, so order holds across processes. */
async function claimNext(parts: DeliverParts, conversationId: string): Promise<ClaimedMessage | undefined> {
  const now = parts.clock.now()
  const rows = await parts.database.sql<ClaimedMessage>`
    update "Outbound" o
    set repeats = o.repeats + (o.state = 'sending')::int, state = 'sending', attempts = o.attempts + 1,
      "dueAt" = ${new Date(now.getTime() + toProductMs(parts.clock, claimMs))}::timestamptz
    from "Conversation" c join "Contact" p on p.id = c."contactId"
    where o.id = (
      select id from "Outbound" where "conversationId" = ${conversationId} and state in ('pending', 'sending') order by id limit 1
    ) and o.state in ('pending', 'sending') and o."dueAt" <= ${now}::timestamptz and c.id = o."conversationId"
    returning o.id, o.text, o.content, o."replyTo", o.attempts, c.channel, c.chat, c.topic, p.id as "contactId", p."blockedAt"`
  const [row] = rows
  return row && { ...row, id: BigInt(row.id) }
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
    const receipt = await send(toOutgoing(claimed))
    const next = await markSent(parts, { conversationId, claimed, receipt })
    parts.countOutbound(claimed.channel, 'sent')
    return next
  } catch (error) {
    return (await recordFailure(parts, { conversationId, claimed, error })) ? 'more' : 'done'
  }
}

function toOutgoing(claimed: ClaimedMessage): OutgoingMessage {
  return {
    to: { channel: claimed.channel, chat: claimed.chat, ...(claimed.topic ? { topic: claimed.topic } : {}) },
    text: claimed.text,
    ...(claimed.content.buttons ? { buttons: claimed.content.buttons } : {}),
    ...(claimed.replyTo ? { replyTo: claimed.replyTo } : {}),
    key: String(claimed.id),
  }
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
    await close(parts, claimed, { state: 'failed', error: messageOf(error) })
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
  await close(parts, claimed, { state: 'refused', error: refusal.reason })
  if (refusal.reason === 'blocked' && !claimed.blockedAt) {
    await parts.database.client.contact.update({
      where: { id: claimed.contactId },
      data: { blockedAt: parts.clock.now() },
    })
  }
  return true
}

async function close(
  parts: DeliverParts,
  claimed: ClaimedMessage,
  outcome: { state: 'refused' | 'failed'; error: string },
): Promise<void> {
  await parts.database.client.outbound.update({ where: { id: claimed.id }, data: outcome })
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
