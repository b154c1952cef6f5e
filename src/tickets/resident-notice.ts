import type { Texts } from '../i18n/texts.ts'
import { writeInstant } from '../i18n/write-instant.ts'
import { createPersonalDataMask } from '../shared/mask-personal-data.ts'
import type { Ticket, WaitReason } from './ticket.ts'

/** What a resident hears of their ticket outside a talk. */
export type ResidentNoticeKind =
  | 'assigned'
  | 'accepted'
  | 'started'
  | 'resumed'
  | 'waiting'
  | 'resolved'
  | 'reopened'
  | 'cancelled'
  | 'closed'
  | 'late-respond'
  | 'late-resolve'

const noticeOfAction: Readonly<Record<string, ResidentNoticeKind>> = {
  assign: 'assigned',
  reassign: 'assigned',
  accept: 'accepted',
  start: 'started',
  wait: 'waiting',
  resolve: 'resolved',
  reopen: 'reopened',
  cancel: 'cancelled',
  close: 'closed',
}

/**
 * Which notice a step of the course brings. None for what the resident did, the answer says it already; and none for
 * what the product assigned by itself: they hear once a person has taken it on.
 */
export function chooseNotice(change: {
  action: string
  by: string
  from?: string
}): ResidentNoticeKind | undefined {
  const { action, by, from } = change
  if (by === 'resident') return undefined
  const kind = noticeOfAction[action]
  if (kind === 'assigned' && by === 'system') return undefined
  return kind === 'started' && from === 'waiting' ? 'resumed' : kind
}

const disputes = ['noise', 'pets', 'parking', 'renovation', 'security']

/** Trouble between neighbours: what staff noted may name one of them, so it is not passed on. */
export function isDispute({ kind, category }: Pick<Ticket, 'kind' | 'category'>): boolean {
  return kind === 'complaint' && disputes.includes(category)
}

export interface NoticeRequest {
  kind: ResidentNoticeKind
  ticket: Ticket
  /** Who works on it, by name. */
  owner: string
  note: string
  timezone: string
  texts: Texts
}

/** Writes a notice in the resident's language; it carries the mark of an automatic message. */
export function writeNotice(request: NoticeRequest): string {
  return `${writeWords(request)}\n${request.texts.ticketNotice.label}`
}

/** The same without the mark, for a person to say. */
export function writeWords(request: NoticeRequest): string {
  const { ticket, texts, timezone } = request
  const facts = {
    number: ticket.number,
    category: texts.category(ticket.category),
    owner: request.owner,
    resolveBy: writeInstant(ticket.resolveBy, timezone, texts),
    note: isDispute(ticket) ? '' : hidePersonalData(request.note),
  }
  return writeLine(request, texts.ticketNotice, facts)
}

type Notices = Texts['ticketNotice']
type Facts = Parameters<Notices['assigned']>[0]

function writeLine({ kind, ticket }: NoticeRequest, notices: Notices, facts: Facts): string {
  switch (kind) {
    case 'accepted':
      return isVisit(ticket) ? notices.accepted(facts) : notices.acceptedOffice(facts)
    case 'waiting':
      return notices.waiting[ticket.waitReason ?? ('resident' satisfies WaitReason)](facts)
    case 'resolved':
      return writeResolved(ticket, notices, facts)
    case 'late-respond':
      return notices.lateToRespond(facts)
    case 'late-resolve':
      return notices.lateToResolve(facts)
    default:
      return notices[kind](facts)
  }
}

function isVisit({ kind, queue }: Ticket): boolean {
  return kind === 'repair' && queue !== 'service'
}

function writeResolved({ kind }: Ticket, notices: Notices, facts: Facts): string {
  if (kind === 'suggestion') return notices.resolvedSuggestion(facts)
  return kind === 'complaint' ? notices.resolvedComplaint(facts) : notices.resolved(facts)
}

/** Phones and names of others that a note may hold stay inside the company. */
function hidePersonalData(note: string): string {
  return createPersonalDataMask()
    .mask(note.trim())
    .replaceAll(/⟦[^⟦⟧]*⟧/g, '***')
    .replace(/[。.!！]+$/u, '')
}
