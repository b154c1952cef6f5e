import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer } from '../timers/timer-store.ts'
import { readHandoverPolicy } from './handover-policy.ts'
import { unansweredTimer } from './request-handover.ts'
import { dropSuggestions } from './suggestion-store.ts'

/** Fires when staff have not said a word for the policy's time; its subject is the conversation. */
export const idleTimer = 'handover-idle'

export interface OwnRequest {
  conversationId: string
  /** Staff id, or `api`. */
  by: string
}

interface OwnedRow {
  id: string
  mode: 'bot' | 'waiting' | 'human'
  epoch: number
  assigneeId: string | null
  chatKind: string
  state: { lastTicket?: string }
}

/**
 * A person takes a conversation: the epoch rises, so that no answer the bot is still thinking of is ever sent, and what
 * of the bot waits unsent is cancelled. Taking what is one's own changes nothing. Rejects with `conflict` while
 * a colleague owns it, unless `over` says to take it over.
 */
export async function takeConversation(
  work: Work,
  request: OwnRequest & { over?: boolean },
): Promise<{ isNew: boolean; previous: string | null }> {
  const { conversationId, by } = request
  const row = await lockConversation(work, conversationId)
  const previous = row.mode === 'human' ? row.assigneeId : null
  if (previous === by) return { isNew: false, previous }
  if (previous !== null && !request.over) {
    throw new LinliError('conflict', `The conversation is with ${await nameOf(work, previous)} already.`)
  }
  const { tx, now } = work
  await tx.conversation.update({
    where: { id: conversationId },
    data: { mode: 'human', epoch: { increment: 1 }, assigneeId: by, updatedAt: now },
  })
  await tx.outbound.updateMany({
    where: { conversationId, author: 'bot', state: 'pending' },
    data: { state: 'cancelled', error: 'a person took over' },
  })
  const handoverId = await markTaken(work, request)
  await awaitStaff(work, conversationId)
  await work.emit({ kind: 'conversation-taken', conversationId, handoverId, by, previous })
  return { isNew: true, previous }
}

async function markTaken(work: Work, request: OwnRequest): Promise<string> {
  const { tx, now } = work
  const { conversationId, by } = request
  const open = await tx.handover.findFirst({
    where: { conversationId, state: { in: ['waiting', 'taken'] } },
    orderBy: { requestedAt: 'desc' },
  })
  const id = open?.id ?? createId()
  const taken = { state: 'taken', takenAt: now, takenBy: by }
  if (open) await tx.handover.update({ where: { id }, data: taken })
  else
    await tx.handover.create({
      data: { id, conversationId, reason: 'staff', requestedAt: now, ...taken },
    })
  await clearTimer(work, unansweredTimer, id)
  return id
}

export type ReturnReason = 'returned' | 'closed' | 'idle'

/**
 * Gives the conversation back to the bot with a clean context: nothing of the old trouble can ask for a person again. The
 * epoch rises here too, so that an epoch is either the bot's or a person's.
 * Rejects with `conflict` where nobody owns it or waits for someone.
 */
export async function returnConversation(
  work: Work,
  request: OwnRequest & { reason: ReturnReason },
): Promise<void> {
  const { tx, now } = work
  const { conversationId, by, reason } = request
  const row = await lockConversation(work, conversationId)
  if (row.mode === 'bot') throw new LinliError('conflict', 'The conversation is with the bot already.')
  const { lastTicket } = row.state
  const state = { questions: [], stuck: 0, introduced: true, ...(lastTicket ? { lastTicket } : {}) }
  await tx.conversation.update({
    where: { id: conversationId },
    data: { mode: 'bot', epoch: { increment: 1 }, assigneeId: null, state, updatedAt: now },
  })
  await closeHandovers(work, conversationId)
  await dropSuggestions(work, conversationId)
  await work.emit({
    kind: 'conversation-returned',
    conversationId,
    by,
    reason,
    hasUnanswered: reason === 'idle' && (await hasUnanswered(work, conversationId)),
  })
}

/**
 * The bot's answer was approved: nobody is waited for any more, and nothing is said of it. The epoch rises, so that a turn
 * that was drafting beside it begins anew.
 */
export async function settleHandover(work: Work, conversationId: string): Promise<void> {
  await work.tx.conversation.update({
    where: { id: conversationId },
    data: { mode: 'bot', epoch: { increment: 1 }, assigneeId: null, updatedAt: work.now },
  })
  await closeHandovers(work, conversationId)
}

async function closeHandovers(work: Work, conversationId: string): Promise<void> {
  const { tx, now } = work
  const open = await tx.handover.findMany({
    where: { conversationId, state: { in: ['waiting', 'taken'] } },
    select: { id: true },
  })
  for (const { id } of open) await clearTimer(work, unansweredTimer, id)
  await tx.handover.updateMany({
    where: { id: { in: open.map(({ id }) => id) } },
    data: { state: 'closed', closedAt: now },
  })
  await clearTimer(work, idleTimer, conversationId)
}

/** Whether the resident wrote after the last word of staff. */
async function hasUnanswered({ tx }: Work, conversationId: string): Promise<boolean> {
  const said = await tx.inbound.findFirst({
    where: { conversationId, state: 'for-staff' },
    orderBy: { id: 'desc' },
    select: { receivedAt: true },
  })
  const answered = await tx.outbound.findFirst({
    where: { conversationId, author: 'staff' },
    orderBy: { id: 'desc' },
    select: { createdAt: true },
  })
  return said !== null && (!answered || said.receivedAt > answered.createdAt)
}

/** Begins the waiting for a word from staff anew; call it with every word they say. */
export async function awaitStaff(work: Work, conversationId: string): Promise<void> {
  const { idleMinutes } = await readHandoverPolicy(work.tx)
  const dueAt = new Date(work.now.getTime() + idleMinutes * 60_000)
  await setTimer(work, { kind: idleTimer, subject: conversationId, dueAt })
}

/** Keeps what staff tell each other about a conversation; it never goes to the resident. */
export async function noteConversation(
  work: Work,
  note: OwnRequest & { text: string; via: 'room' | 'desk' },
): Promise<void> {
  await lockConversation(work, note.conversationId)
  const { conversationId, by, text, via } = note
  await work.tx.conversationNote.create({ data: { id: createId(), conversationId, by, text, at: work.now } })
  await work.emit({ kind: 'conversation-noted', conversationId, by, text, via })
}

/** The conversation of a resident, locked; rejects with `not-found`. */
async function lockConversation({ tx }: Work, id: string): Promise<OwnedRow> {
  const rows = await tx.$queryRaw<OwnedRow[]>`
    select id, mode, epoch, "assigneeId", "chatKind", state from "Conversation" where id = ${id} for update`
  const row = rows[0]
  if (!row || row.chatKind === 'staff') throw new LinliError('not-found', 'There is no such conversation.')
  return row
}

async function nameOf({ tx }: Work, staffId: string): Promise<string> {
  const staff = await tx.staff.findUnique({ where: { id: staffId }, select: { name: true } })
  return staff?.name ?? staffId
}
