import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer } from '../timers/timer-store.ts'
import { deriveTimes, findNextLook, readStanding, type TicketStanding } from './derive-times.ts'
import { type SealedEvent, sealEvent } from './event-chain.ts'
import type { CourseEvent } from './read-course.ts'
import type { Ticket } from './ticket.ts'
import { calendarsFor, readTicketSettings, type TicketSettings } from './ticket-settings.ts'

/** The timer that looks at a ticket's clocks; its subject is the ticket's id. */
export const clockTimerKind = 'ticket-clock'

/** A ticket's row with what seals its record. */
export interface TicketRow extends Ticket {
  eventCount: number
  chainHead: string
}

export interface EventDraft {
  type: string
  by: string
  note?: string
  data?: Record<string, unknown>
}

/** Columns that are no times: what people say about a ticket. */
export interface TicketSet {
  assignee?: string | null
  rootCause?: string
  location?: string
  phone?: string
  appointment?: string
  description?: string
  priority?: string
  rating?: number
  ratingComment?: string
}

/** Gives a ticket, locked until the transaction ends; rejects with `not-found`. */
export async function lockTicket(tx: Transaction, number: string): Promise<TicketRow> {
  await tx.$queryRaw`select id from "Ticket" where number = ${number} for update`
  const row = await tx.ticket.findUnique({ where: { number } })
  if (!row) throw new LinliError('not-found', `There is no ticket ${number}.`)
  return row as TicketRow
}

/** All events of a ticket, oldest first. */
export async function readEvents(tx: Transaction, ticketId: string): Promise<SealedEvent[]> {
  return await tx.ticketEvent.findMany({ where: { ticketId }, orderBy: { seq: 'asc' } })
}

/** Numbers and seals new events after those there are. Time never runs backwards within a record. */
export function continueRecord(
  ticket: { id: string; eventCount: number; chainHead: string; lastAt?: Date | undefined },
  drafts: readonly EventDraft[],
  now: Date,
): SealedEvent[] {
  const at = ticket.lastAt && ticket.lastAt > now ? ticket.lastAt : now
  let hash = ticket.chainHead
  return drafts.map(({ type, by, note = '', data = {} }, index) => {
    const event = { seq: ticket.eventCount + index + 1, at, type, by, note, data }
    hash = sealEvent(ticket.id, hash, event)
    return { ...event, hash }
  })
}

export async function insertEvents(
  tx: Transaction,
  ticketId: string,
  events: readonly SealedEvent[],
): Promise<void> {
  const rows = events.map(event => ({ ...event, ticketId, data: event.data as object }))
  await tx.ticketEvent.createMany({ data: rows })
}

/** Appends events to a locked ticket; its row, deadlines and timer then say what the record says. */
export async function recordEvents(
  work: Work,
  record: { ticket: TicketRow; drafts: readonly EventDraft[]; set?: TicketSet },
): Promise<Ticket> {
  const { tx, now } = work
  const { ticket, drafts, set = {} } = record
  const earlier = await readEvents(tx, ticket.id)
  const added = continueRecord({ ...ticket, lastAt: earlier.at(-1)?.at }, drafts, now)
  await insertEvents(tx, ticket.id, added)
  const settings = await readTicketSettings(tx)
  const standing = standingOf({ ...ticket, ...set } as Ticket, [...earlier, ...added], settings)
  const row = await tx.ticket.update({
    where: { id: ticket.id },
    data: {
      ...set,
      ...deriveTimes(standing),
      eventCount: ticket.eventCount + added.length,
      chainHead: added.at(-1)?.hash ?? ticket.chainHead,
      updatedAt: now,
    },
  })
  await setClockTimer(work, ticket.id, standing)
  return row as Ticket
}

/** Reads where a ticket stands, out of its events. */
export function standingOf(
  ticket: Ticket,
  events: readonly SealedEvent[],
  settings: TicketSettings,
): TicketStanding {
  return readStanding(events.map(toCourseEvent), {
    subject: ticket,
    calendar: settings.calendar,
    calendarsFor,
  })
}

function toCourseEvent({ at, type, by, note, data }: SealedEvent): CourseEvent {
  return { at, type, by, note, data: (data ?? {}) as Record<string, unknown> }
}

/** One timer a ticket: at the next instant at which one of its clocks has something to say. */
export async function setClockTimer(work: Work, ticketId: string, standing: TicketStanding): Promise<void> {
  const dueAt = findNextLook(standing)
  if (dueAt) await setTimer(work, { kind: clockTimerKind, subject: ticketId, dueAt })
  else await clearTimer(work, clockTimerKind, ticketId)
}
