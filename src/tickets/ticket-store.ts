import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Priority, TicketCategory, TicketKind } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { RunSql } from '../storage/run-sql.ts'
import type { Work } from '../storage/work.ts'
import { deadlinesFor } from './deadlines.ts'
import { queueFor } from './queues.ts'
import { isOpen, openStatuses, type Ticket, type TicketStatus } from './ticket.ts'
import { findTransition, statusesAllowing, type TicketAction } from './transitions.ts'

/** Days after 已处理 in which the resident may say that it is not. */
export const reopenDays = 7

export interface NewTicket {
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  description: string
  location: string
  phone?: string
  appointment?: string
  communityId?: string
  householdId?: string
  channel: string
  sender: string
  conversationId?: string
  /** Who opened it: `resident`, `bot`, or a staff id. */
  by: string
  /** The same key again returns the ticket it opened. */
  idempotencyKey?: string
  now: Date
}

/** Opens a ticket, classified and queued; the same idempotency key again returns the same ticket. */
export async function openTicket(work: Work, request: NewTicket): Promise<Ticket> {
  const { tx } = work
  const { by, now, ...fields } = request
  if (request.idempotencyKey) {
    const earlier = await tx.ticket.findUnique({ where: { idempotencyKey: request.idempotencyKey } })
    if (earlier) return earlier as Ticket
  }
  const id = createId()
  const serial = await nextSerial(tx)
  const queue = queueFor(request.category)
  const row = await tx.ticket.create({
    data: {
      ...fields,
      ...deadlinesFor(request.priority, now),
      id,
      serial,
      number: `LL${serial}`,
      status: 'classified',
      queue,
      createdAt: now,
      updatedAt: now,
    },
  })
  await tx.ticketEvent.createMany({
    data: [
      { ticketId: id, at: now, type: 'received', by, note: request.description },
      {
        ticketId: id,
        at: now,
        type: 'classified',
        by: 'bot',
        note: `${request.kind} · ${request.category} · ${request.priority} → ${queue}`,
      },
    ],
  })
  const ticket = row as Ticket
  await work.emit({ kind: 'ticket-opened', ticket })
  return ticket
}

/** Numbers begin at 1001, so that one is never mistaken for a floor or a flat of three digits. */
async function nextSerial(tx: Transaction): Promise<number> {
  const rows = await tx.$queryRaw<{ serial: number }[]>`
    select (1000 + nextval(pg_get_serial_sequence('"Ticket"', 'serial')))::int as serial`
  return rows[0]?.serial ?? 1001
}

export interface TicketChange {
  number: string
  action: TicketAction
  by: string
  note?: string
  assignee?: string
  now: Date
}

/** Takes one step of the ticket's course and records it; throws `conflict` where the step may not be taken. */
export async function changeTicket(work: Work, change: TicketChange): Promise<Ticket> {
  const { tx } = work
  const ticket = await getTicketForUpdate(tx, change.number)
  const step = findTransition(ticket.status, change.action)
  if (!step) {
    const allowed = statusesAllowing(change.action).join(', ')
    throw new LinliError(
      'conflict',
      `Ticket ${ticket.number} is ${ticket.status}; ${change.action} needs one of: ${allowed}.`,
    )
  }
  const row = await tx.ticket.update({
    where: { id: ticket.id },
    data: { status: step.to, updatedAt: change.now, ...timesOf(change, ticket) },
  })
  await recordEvent(tx, ticket, {
    at: change.now,
    type: step.event,
    by: change.by,
    note: change.note ?? change.assignee ?? '',
  })
  const changed = row as Ticket
  const { action, by, note = '' } = change
  await work.emit({ kind: 'ticket-changed', ticket: changed, action, by, note })
  return changed
}

function timesOf(change: TicketChange, ticket: Ticket) {
  const responded = ticket.respondedAt ?? change.now
  switch (change.action) {
    case 'assign':
      return { respondedAt: responded, assignee: change.assignee ?? ticket.assignee }
    case 'start':
    case 'wait':
      return { respondedAt: responded }
    case 'resolve':
      return { respondedAt: responded, resolvedAt: change.now }
    case 'reopen': {
      const { resolveBy } = deadlinesFor(ticket.priority, change.now)
      return { resolvedAt: null, resolveBy }
    }
    default:
      return {}
  }
}

export interface TicketNote {
  number: string
  by: string
  note: string
  now: Date
  type?: 'note' | 'urged' | 'corrected'
  /** Words that become part of the description. */
  append?: string
  /** New values that the note brings. */
  set?: { location?: string; phone?: string; appointment?: string; description?: string; priority?: Priority }
}

/** Records a note, an urge or a correction on a ticket; returns the ticket as it is then. */
export async function noteTicket(work: Work, note: TicketNote): Promise<Ticket> {
  const { tx } = work
  const ticket = await getTicketForUpdate(tx, note.number)
  const description = note.append ? { description: `${ticket.description}\n${note.append}` } : {}
  const location =
    note.set?.location === undefined || note.type === 'corrected'
      ? {}
      : { location: joinPlaces(ticket.location, note.set.location) }
  const row = await tx.ticket.update({
    where: { id: ticket.id },
    data: { ...note.set, ...location, ...description, updatedAt: note.now },
  })
  await recordEvent(tx, ticket, { at: note.now, type: note.type ?? 'note', by: note.by, note: note.note })
  const noted = row as Ticket
  await work.emit({
    kind: 'ticket-noted',
    ticket: noted,
    type: note.type ?? 'note',
    by: note.by,
    note: note.note,
  })
  return noted
}

/** A place told later completes the one known; a coarser one (「对，15栋」) takes nothing away. */
export function joinPlaces(known: string, told: string): string {
  if (known === '' || told.includes(known)) return told
  return known.includes(told) ? known : `${known} ${told}`
}

/** Records the resident's score (1–5), replacing an earlier one. */
export async function rateTicket(
  { tx, emit }: Work,
  rating: { number: string; score: number; comment: string; now: Date },
): Promise<Ticket> {
  const ticket = await getTicketForUpdate(tx, rating.number)
  const row = await tx.ticket.update({
    where: { id: ticket.id },
    data: { rating: rating.score, ratingComment: rating.comment, updatedAt: rating.now },
  })
  await recordEvent(tx, ticket, {
    at: rating.now,
    type: 'rated',
    by: 'resident',
    note: `${rating.score} · ${rating.comment}`,
  })
  const rated = row as Ticket
  await emit({ kind: 'ticket-rated', ticket: rated, score: rating.score, comment: rating.comment })
  return rated
}

async function recordEvent(
  tx: Transaction,
  ticket: Ticket,
  event: { at: Date; type: string; by: string; note: string },
): Promise<void> {
  await tx.ticketEvent.create({ data: { ticketId: ticket.id, ...event } })
}

async function getTicketForUpdate(tx: Transaction, number: string): Promise<Ticket> {
  await tx.$queryRaw`select id from "Ticket" where number = ${number} for update`
  const row = await tx.ticket.findUnique({ where: { number } })
  if (!row) throw new LinliError('not-found', `There is no ticket ${number}.`)
  return row as Ticket
}

interface TicketOwner {
  channel: string
  sender: string
  now: Date
}

/** The person's own tickets, newest first: open ones, and those finished in the last 7 days. */
export async function listOwnTickets(tx: Transaction, owner: TicketOwner): Promise<Ticket[]> {
  return await readOwnTickets((strings, ...values) => tx.$queryRaw(strings, ...values), owner)
}

/** The same outside a transaction; every turn asks for it. */
export async function readOwnTickets(sql: RunSql, owner: TicketOwner): Promise<Ticket[]> {
  const since = new Date(owner.now.getTime() - reopenDays * 86_400_000)
  const rows = await sql<Ticket>`
    select id, number, kind, category, priority, status, description, location, queue, assignee, appointment, phone, rating, channel, sender,
      "conversationId", "communityId", "householdId", "respondBy", "resolveBy", "respondedAt", "resolvedAt", "createdAt"
    from "Ticket" where channel = ${owner.channel} and sender = ${owner.sender}
      and (status = any(${[...openStatuses]}::text[]) or "updatedAt" >= ${since}::timestamptz)
    order by serial desc limit 20`
  return rows.filter(row => isOpen(row.status) || isRecent(row.status, row.resolvedAt, since))
}

function isRecent(status: TicketStatus, resolvedAt: Date | null, since: Date): boolean {
  return status === 'cancelled' || (resolvedAt !== null && resolvedAt >= since)
}
