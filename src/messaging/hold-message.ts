import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { ClaimedMessage, DeliverParts } from './delivery.ts'
import { type OutgoingMessage, SendRefused } from './message.ts'
import { judgeWindow, type WindowVerdict } from './reply-window.ts'
import { hasNewWord, readWindowUse } from './window-store.ts'

/** A message that waited longer than this says when it was meant to come. */
const staleMs = 12 * 3_600_000

export interface Waiting {
  conversationId: string
  claimed: ClaimedMessage
  /** The person's last word when the window was judged; empty: none. */
  lastWordId?: string | undefined
}

/** Whether the channel lets this message go now; channels without a window always do. */
export async function checkWindow(
  parts: DeliverParts,
  { conversationId, claimed }: Waiting,
): Promise<WindowVerdict & { lastWordId?: string }> {
  const window = parts.windowOf?.(claimed.channel)
  if (!window || claimed.content.serving) return { kind: 'open' }
  const use = await readWindowUse(parts.database, conversationId)
  const verdict = judgeWindow(window, use, { isImportant: isImportant(claimed), now: parts.clock.now() })
  return { ...verdict, lastWordId: use.lastWordId }
}

function isImportant({ author, content }: ClaimedMessage): boolean {
  return author === 'staff' || content.important === true
}

/** The message as it is said after it has waited. */
export function markStale(parts: DeliverParts, { content }: ClaimedMessage, text: string): string {
  const heldAt = content.heldAt === undefined ? undefined : new Date(content.heldAt)
  if (!heldAt || parts.clock.now().getTime() - heldAt.getTime() < staleMs) return text
  return parts.writeStale ? parts.writeStale(text, heldAt) : text
}

/**
 * A message that may not go now takes another way, or waits for the person's next word; the record says which. What staff
 * must know of, they hear: an important message that waits is one they phone about. Gives `sent` where it went out after all.
 */
export async function takeOtherWay(
  parts: DeliverParts,
  waiting: Waiting & { prepared: OutgoingMessage; reason: string },
): Promise<{ kind: 'sent'; messageId: string } | { kind: 'settled' }> {
  const { claimed, prepared } = waiting
  if (claimed.author !== 'bot' && (await moveToOtherChannel(parts, waiting))) return { kind: 'settled' }
  const sendOutside = parts.findOutsideSender?.(claimed.channel)
  if (sendOutside && isImportant(claimed)) {
    try {
      const { messageId } = await sendOutside(prepared)
      return { kind: 'sent', messageId }
    } catch (error) {
      // A template that is refused leaves the waiting; one whose outcome is open is tried again like any message.
      if (!(error instanceof SendRefused)) throw error
    }
  }
  await parts.runWork(work => hold(parts, work, waiting))
  return { kind: 'settled' }
}

/** To another talk alone with the same person, on a channel that lets us write now. */
async function moveToOtherChannel(
  parts: DeliverParts,
  waiting: Waiting & { reason: string },
): Promise<boolean> {
  const { claimed } = waiting
  for (const other of (await parts.findOtherTalks?.(claimed.contactId)) ?? []) {
    if (!parts.findSender(other.channel)) continue
    const candidate = { ...claimed, channel: other.channel }
    const verdict = await checkWindow(parts, { conversationId: other.conversationId, claimed: candidate })
    if (verdict.kind === 'closed') continue
    await parts.runWork(work => move(work, waiting, other))
    return true
  }
  return false
}

async function move(
  work: Work,
  { claimed, reason }: Waiting & { reason: string },
  other: { conversationId: string; channel: string },
): Promise<void> {
  const { tx, now } = work
  const row = await tx.outbound.findUniqueOrThrow({ where: { id: claimed.id } })
  const { conversationId } = other
  const { epoch } = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const { id: _, conversationId: __, createdAt, turnId, author, staffId, text, content } = row
  await tx.outbound.create({
    data: {
      turnId,
      author,
      staffId,
      text,
      content: { ...(content as object), movedFrom: String(claimed.id) },
      conversationId,
      epoch,
      createdAt,
      dueAt: now,
    },
  })
  await tx.outbound.update({
    where: { id: claimed.id },
    data: { state: 'moved', error: `reply window ${reason}: sent by ${other.channel}` },
  })
  await tx.conversation.update({ where: { id: conversationId }, data: { deliverDueAt: now } })
  work.wake({ kind: 'delivery', id: conversationId, dueAt: now })
}

/** Waits for the person's next word: joined to what waits already, so that the next window is not spent on it. */
async function hold(
  parts: DeliverParts,
  work: Work,
  { conversationId, claimed, reason, lastWordId }: Waiting & { reason: string },
): Promise<void> {
  const { tx, now } = work
  // A word that arrived since has opened the window: it is judged anew.
  if (lastWordId !== undefined && (await hasNewWord(tx, conversationId, lastWordId))) {
    await tx.outbound.update({ where: { id: claimed.id }, data: { state: 'pending', dueAt: now } })
    return
  }
  const limit = parts.textLimitOf?.(claimed.channel) ?? 2_000
  const joined = await joinHeld(tx, { conversationId, claimed, limit })
  const state = joined === undefined ? 'held' : 'joined'
  const error =
    joined === undefined
      ? `reply window ${reason}: waits for the resident's next message`
      : `reply window ${reason}: joined to message ${joined}`
  const content = { ...claimed.content, heldAt: now.toISOString(), heldAfter: lastWordId ?? '' }
  await tx.outbound.update({ where: { id: claimed.id }, data: { state, error, content: content as object } })
  // What became of each message of a broadcast is listed with it.
  if (isImportant(claimed) && !claimed.broadcastId) {
    const { channel, text } = claimed
    await parts.reportHeld?.(work, { conversationId, outboundId: String(claimed.id), channel, text, reason })
  }
}

async function joinHeld(
  tx: Transaction,
  { conversationId, claimed, limit }: Waiting & { limit: number },
): Promise<string | undefined> {
  if (claimed.content.buttons || claimed.content.attachment) return undefined
  const earlier = await tx.outbound.findFirst({
    where: { conversationId, state: 'held', author: claimed.author ?? 'bot' },
    orderBy: { id: 'desc' },
  })
  const content = (earlier?.content ?? {}) as ClaimedMessage['content']
  const text = `${earlier?.text}\n\n${claimed.text}`
  if (!earlier || content.buttons || content.attachment || text.length > limit) return undefined
  const important = content.important || claimed.content.important
  await tx.outbound.update({
    where: { id: earlier.id },
    data: { text, content: { ...content, ...(important ? { important } : {}) } as object },
  })
  return String(earlier.id)
}
