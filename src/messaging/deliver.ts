import { toProductMs } from '../shared/clock.ts'
import type { ClaimedMessage, DeliverParts } from './delivery.ts'
import { checkWindow, takeOtherWay, type Waiting } from './hold-message.ts'
import { type OutgoingMessage, SendFailed, type SendReceipt, SendRefused } from './message.ts'
import { prepareMessage } from './prepare-message.ts'
import { QuestionEnded } from './question-ended.ts'
import { recordFailure } from './record-failure.ts'
import { createTurnstile } from './turnstile.ts'

/** A claimed message whose sender died is taken up again after this long (real milliseconds). */
export const claimMs = 60_000

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
    if (claimed === first && isStale(claimed) && (await isOutdated(parts, claimed))) {
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
    ), unsure as (
      update "Outbound" set state = 'unknown', error = 'whether it arrived is not known'
      where "conversationId" = ${conversationId} and "broadcastId" is not null and state = 'sending' and "dueAt" <= ${now}::timestamptz
      returning id
    )
    update "Outbound" o
    set repeats = o.repeats + (o.state = 'sending')::int, state = 'sending', attempts = o.attempts + 1,
      "dueAt" = ${new Date(now.getTime() + toProductMs(parts.clock, claimMs))}::timestamptz
    from "Conversation" c join "Contact" p on p.id = c."contactId"
    where o.id = (
      select id from "Outbound" where "conversationId" = ${conversationId} and state in ('pending', 'sending')
        and id not in (select id from outdated union all select id from unsure) order by id limit 1
    ) and o.state in ('pending', 'sending') and o."dueAt" <= ${now}::timestamptz and c.id = o."conversationId"
    returning o.id, o.text, o.content, o."replyTo", o."changeOf", o.change, o.attempts, o.repeats, o.error, o.author, o."broadcastId", c.channel, c.chat, c.topic, p.id as "contactId", p."blockedAt"`
  const [row] = rows
  if (!row) return undefined
  const changeOf = row.changeOf == null ? null : BigInt(row.changeOf)
  return { ...row, id: BigInt(row.id), changeOf }
}

/** Claims one message of a broadcast that may go now; undefined while an older one of its conversation has not gone. */
export async function claimMessage(
  parts: Pick<DeliverParts, 'database' | 'clock'>,
  outboundId: bigint,
): Promise<ClaimedMessage | undefined> {
  const until = new Date(parts.clock.now().getTime() + toProductMs(parts.clock, claimMs))
  const [row] = await parts.database.sql<ClaimedMessage>`
    update "Outbound" o set state = 'sending', attempts = o.attempts + 1, "dueAt" = ${until}::timestamptz
    from "Conversation" c join "Contact" p on p.id = c."contactId"
    where o.id = ${outboundId} and o.state = 'pending' and c.id = o."conversationId" and not exists (
      select 1 from "Outbound" e where e."conversationId" = o."conversationId" and e.state in ('pending', 'sending') and e.id < o.id
    )
    returning o.id, o.text, o.content, o."replyTo", o."changeOf", o.change, o.attempts, o.author, o."broadcastId", c.channel,
      c.chat, c.topic, p.id as "contactId", p."blockedAt"`
  return row && { ...row, id: BigInt(row.id), changeOf: row.changeOf == null ? null : BigInt(row.changeOf) }
}

/** Real milliseconds for which what was seen with the claim still holds: nobody takes a conversation faster. */
const freshMs = 100

function isStale({ broadcastId, claimedAtMs }: ClaimedMessage): boolean {
  return !broadcastId && !(claimedAtMs !== undefined && performance.now() - claimedAtMs < freshMs)
}

/**
 * The last look before a message goes that was claimed with its turn some while ago: a person may have taken the
 * conversation since, and one answer less is better than two speakers at once.
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
  let lastWordId: string | undefined
  try {
    if (!send) throw new SendFailed('not-sent', `channel ${claimed.channel} is not running`)
    if (claimed.blockedAt) throw new SendRefused('blocked', 'the person has blocked us')
    const prepared = await prepareMessage(parts, { conversationId, claimed })
    const askedBy = claimed.content.askedBy
    const verdict = await checkWindow(parts, { conversationId, claimed })
    lastWordId = verdict.lastWordId
    // Who asked decides anew how to ask.
    if (verdict.kind === 'closed' && askedBy) throw new QuestionEnded('withheld')
    if (verdict.kind === 'closed')
      return await goRound(parts, { conversationId, claimed, lastWordId, prepared, reason: verdict.reason })
    const goesOut = async () => {
      const receipt = await send(prepared)
      return await markSent(parts, { conversationId, claimed, receipt })
    }
    const next = askedBy ? await askOnce(parts, claimed, goesOut) : await goesOut()
    parts.countOutbound(claimed.channel, 'sent')
    return next
  } catch (error) {
    // The platform counts otherwise than we do: its word is the last.
    if (error instanceof SendRefused && error.reason === 'window-closed')
      return await waitForWord(parts, { conversationId, claimed, lastWordId })
    return (await recordFailure(parts, { conversationId, claimed, error })) ? 'more' : 'done'
  }
}

/** The window is closed: another way, or the next word of the person. */
async function goRound(
  parts: DeliverParts,
  waiting: Waiting & { prepared: OutgoingMessage; reason: string },
): Promise<'more' | 'done'> {
  const { conversationId, claimed } = waiting
  const outcome = await takeOtherWay(parts, waiting)
  parts.countOutbound(claimed.channel, outcome.kind === 'sent' ? 'sent' : 'held')
  if (outcome.kind === 'settled') return 'more'
  const receipt = { messageId: outcome.messageId, isFree: true }
  return await markSent(parts, { conversationId, claimed, receipt })
}

async function waitForWord(parts: DeliverParts, waiting: Waiting): Promise<'more' | 'done'> {
  try {
    const prepared = await prepareMessage(parts, waiting)
    return await goRound(parts, { ...waiting, prepared, reason: 'closed by the platform' })
  } catch (error) {
    return (await recordFailure(parts, { ...waiting, error })) ? 'more' : 'done'
  }
}

/** Few at a time: a process that dies leaves no more than these in doubt. */
const handOver = createTurnstile(4)

/**
 * Sends a question of ours at most once, and only where it may go at that very instant. That it is being handed over is
 * on the disk before it goes: what was not, may be sent after a crash; what was, may have arrived.
 */
async function askOnce<T>(
  parts: DeliverParts,
  claimed: ClaimedMessage,
  goesOut: () => Promise<T>,
): Promise<T> {
  const { askedBy = '' } = claimed.content
  if ((claimed.repeats ?? 0) > 0 && claimed.error === handed) throw new QuestionEnded('unknown')
  const mayGo = await parts.findAskingRule?.(askedBy)
  return await handOver(async () => {
    if (mayGo && !mayGo(parts.clock.now())) throw new QuestionEnded('withheld')
    await parts.database.sql`update "Outbound" set error = ${handed} where id = ${claimed.id} returning id`
    // The last look: nothing is waited for between it and the sending.
    if (mayGo && !mayGo(parts.clock.now())) throw new QuestionEnded('withheld')
    return await goesOut()
  })
}

/** Kept with a question while it is being handed over. */
const handed = 'handed over'

interface Sent {
  conversationId: string
  claimed: ClaimedMessage
  receipt: SendReceipt
}

/** What the receipt says beside the id. */
function writeMarks({ isFree, isPrepared }: SendReceipt): string {
  return JSON.stringify({ ...(isFree ? { free: true } : {}), ...(isPrepared ? { prepared: true } : {}) })
}

/** Stores the receipt and when the next message falls due; says whether one is due already. */
async function markSent(
  parts: DeliverParts,
  { conversationId, claimed, receipt }: Sent,
): Promise<'more' | 'done'> {
  const now = parts.clock.now()
  const rows = await parts.database.sql<{ isDue: boolean | null }>`
    with sent as (
      update "Outbound" set state = 'sent', "platformId" = ${receipt.messageId}, "sentAt" = ${now}::timestamptz, error = null,
        content = content || ${writeMarks(receipt)}::jsonb
      where id = ${claimed.id}
    )
    update "Conversation" set "deliverDueAt" = (
      select min("dueAt") from "Outbound"
      where "conversationId" = ${conversationId} and state in ('pending', 'sending') and id <> ${claimed.id}
    ) where id = ${conversationId} returning "deliverDueAt" <= ${now}::timestamptz as "isDue"`
  return rows[0]?.isDue ? 'more' : 'done'
}

/** Nothing more can be claimed now: remember when the next one falls due, or that none waits. */
async function settle(parts: DeliverParts, conversationId: string): Promise<void> {
  await parts.database.client.$executeRaw`
    update "Conversation" set "deliverDueAt" = (
      select min("dueAt") from "Outbound" where "conversationId" = ${conversationId} and state in ('pending', 'sending')
    ) where id = ${conversationId}`
}
