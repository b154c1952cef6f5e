import { textsFor } from '../i18n/texts.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, type DueTimer, setTimer } from '../timers/timer-store.ts'
import { nameStaff } from './act-on-ticket.ts'
import { askToCall, canBeCalled, isWorthCall } from './call-list.ts'
import { findSpeakingTime } from './quiet-hours.ts'
import { isDispute, type ResidentNoticeKind, writeNotice, writeWords } from './resident-notice.ts'
import { isOpen, type Ticket } from './ticket.ts'
import { lockTicket, recordEvents } from './ticket-record.ts'
import { readTicketSettings } from './ticket-settings.ts'

/** The timer of a notice that waits for the end of the quiet hours; its subject is the ticket's id. */
export const noticeTimerKind = 'ticket-notice'

export interface ResidentMessage {
  conversationId: string
  channel: string
  text: string
  buttons?: { label: string; value: string }[][]
  /** A result: it may use what a reply window keeps in reserve. */
  isImportant?: boolean
}

const results: readonly ResidentNoticeKind[] = ['resolved', 'cancelled', 'closed']

export interface TellParts {
  /** Keeps a message to the resident and wakes its delivery. */
  notify(work: Work, message: ResidentMessage): Promise<void>
  /** Zone where the ticket's community names none. */
  timezone: string
}

export interface ResidentNoticeRequest {
  number: string
  kind: ResidentNoticeKind
  note: string
}

/**
 * Tells the resident what became of their ticket. In quiet hours it waits for their end, emergencies apart; whatever
 * happens meanwhile takes its place, so that the morning brings one message and that one is true.
 */
export async function tellResident(
  parts: TellParts,
  work: Work,
  request: ResidentNoticeRequest,
): Promise<void> {
  const ticket = await work.tx.ticket.findUnique({ where: { number: request.number } })
  if (!ticket) return
  const timezone = await findTimezone(work.tx, ticket as Ticket, parts.timezone)
  const { calendar } = await readTicketSettings(work.tx)
  const isUrgent = ticket.priority === 'emergency'
  const speakAt = isUrgent ? work.now : findSpeakingTime(calendar.quiet, timezone, work.now)
  if (speakAt > work.now) {
    const { kind, note } = request
    await setTimer(work, {
      kind: noticeTimerKind,
      subject: ticket.id,
      dueAt: speakAt,
      data: { kind, note, number: ticket.number },
    })
    return
  }
  await clearTimer(work, noticeTimerKind, ticket.id)
  await send(parts, work, { ...request, timezone })
}

/** What waits for the end of the quiet hours is told another way by then. */
export async function dropWaitingNotice(work: Work, ticketId: string): Promise<void> {
  await clearTimer(work, noticeTimerKind, ticketId)
}

/** Sends a notice that has waited, unless it is no longer so. */
export async function sendWaitingNotice(parts: TellParts, work: Work, timer: DueTimer): Promise<void> {
  const { number, kind, note } = timer.data as unknown as ResidentNoticeRequest
  const ticket = await work.tx.ticket.findUnique({ where: { number } })
  if (!ticket || isOutdated(ticket as Ticket, kind)) return
  const timezone = await findTimezone(work.tx, ticket as Ticket, parts.timezone)
  await send(parts, work, { number, kind, note, timezone })
}

/** A delay is told while it lasts; the rest was replaced if something newer came. */
function isOutdated(ticket: Ticket, kind: ResidentNoticeKind): boolean {
  if (kind === 'late-respond') return ticket.respondedAt !== null || !isOpen(ticket.status)
  return kind === 'late-resolve' && !isOpen(ticket.status)
}

async function send(
  parts: TellParts,
  work: Work,
  request: ResidentNoticeRequest & { timezone: string },
): Promise<void> {
  const { kind, note, number, timezone } = request
  const ticket = await lockTicket(work.tx, number)
  if (ticket.conversationId === null && !(canBeCalled(ticket) && isWorthCall(kind))) return
  const conversation = await findConversation(work.tx, ticket)
  const texts = textsFor((conversation?.language ?? 'zh-CN') as Language)
  const owner = (await nameStaff(work.tx, ticket.assignee)) || texts.queue(ticket.queue)
  const words = { kind, ticket, owner, note, timezone, texts }
  if (ticket.conversationId === null) {
    return await askToCall(work, { ticket, about: kind, text: writeWords(words) })
  }
  if (!conversation) return
  const text = writeNotice(words)
  const { id: conversationId, channel } = conversation
  await parts.notify(work, { conversationId, channel, text, isImportant: results.includes(kind) })
  await recordEvents(work, {
    ticket,
    drafts: [{ type: 'resident-told', by: 'system', note: kind, data: { conversationId, text } }],
  })
}

/** Where the resident hears it: in private where we know a private talk, and trouble with neighbours never in a group. */
async function findConversation(tx: Transaction, ticket: Ticket) {
  if (ticket.conversationId === null) return undefined
  const own = await tx.conversation.findUnique({ where: { id: ticket.conversationId } })
  if (own?.chatKind !== 'group') return own
  const { channel, sender } = own
  const privately = await tx.conversation.findFirst({ where: { channel, sender, chatKind: 'private' } })
  return privately ?? (isDispute(ticket) ? undefined : own)
}

async function findTimezone(tx: Transaction, ticket: Ticket, fallback: string): Promise<string> {
  if (!ticket.communityId) return fallback
  const where = { id: ticket.communityId }
  const community = await tx.community.findUnique({ where, select: { timezone: true } })
  return community?.timezone ?? fallback
}

/** Tells the resident what came of their praise, idea or registration. */
export async function tellVoiceOutcome(
  parts: TellParts,
  work: Work,
  answer: {
    voiceId: string
    conversationId: string
    type: 'praise' | 'suggestion' | 'sign-up'
    outcome: string
  },
): Promise<void> {
  const where = { id: answer.conversationId }
  const conversation = await work.tx.conversation.findUnique({ where })
  if (!conversation) return
  const { voiceOutcome, label } = textsFor(conversation.language as Language).ticketNotice
  const text = `${voiceOutcome[answer.type]({ note: answer.outcome })}\n${label}`
  const { calendar } = await readTicketSettings(work.tx)
  const dueAt = findSpeakingTime(calendar.quiet, parts.timezone, work.now)
  const message = { conversationId: conversation.id, channel: conversation.channel, text, isImportant: true }
  if (dueAt <= work.now) await parts.notify(work, message)
  else await setTimer(work, { kind: voiceTimerKind, subject: answer.voiceId, dueAt, data: message })
}

/** The timer of an outcome that waits for the end of the quiet hours; its subject is the voice's id. */
export const voiceTimerKind = 'voice-notice'

export async function sendWaitingOutcome(parts: TellParts, work: Work, timer: DueTimer): Promise<void> {
  await parts.notify(work, timer.data as unknown as Parameters<TellParts['notify']>[1])
}
