import { LinliError } from '../shared/errors.ts'
import type { Priority } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
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
  ratingComment: string | null
  updatedAt: Date
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
  priority?: Priority
  rating?: number
  ratingComment?: string
}

/** Gives a ticket, locked until the transaction ends; rejects with `not-found`. */
export async function lockTicket(tx: Transaction, number: string): Promise<TicketRow> {
  const [row] = await sqlOf(tx)<TicketRow>`select * from "Ticket" where number = ${number} for update`
  if (!row) throw new LinliError('not-found', `There is no ticket ${number}.`)
  return row
}

/** All events of a ticket, oldest first. */
export async function readEvents(tx: Transaction, ticketId: string): Promise<SealedEvent[]> {
  return await sqlOf(tx)<SealedEvent>`
    select seq, at, type, by, note, data, hash from "TicketEvent" where "ticketId" = ${ticketId} order by seq`
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

/** Appends events to a locked ticket; its row, deadlines and timer then say what the record says. */
export async function recordEvents(
  work: Work,
  record: { ticket: TicketRow; drafts: readonly EventDraft[]; set?: TicketSet },
): Promise<Ticket> {
  const { tx, now } = work
  const { ticket, drafts, set = {} } = record
  const earlier = await readEvents(tx, ticket.id)
  const added = continueRecord({ ...ticket, lastAt: earlier.at(-1)?.at }, drafts, now)
  const settings = await readTicketSettings(tx)
  const standing = standingOf({ ...ticket, ...set }, [...earlier, ...added], settings)
  const changed: TicketRow = {
    ...ticket,
    ...set,
    ...deriveTimes(standing),
    eventCount: ticket.eventCount + added.length,
    chainHead: added.at(-1)?.hash ?? ticket.chainHead,
    updatedAt: now,
  }
  await storeTicket(tx, changed, added)
  await setClockTimer(work, ticket.id, standing)
  return changed
}

/** Writes all that may change of a ticket which this transaction holds locked, and its new events. */
async function storeTicket(tx: Transaction, row: TicketRow, added: readonly SealedEvent[]): Promise<void> {
  await sqlOf(tx)`
    with recorded as (
      insert into "TicketEvent" ("ticketId", seq, at, type, by, note, data, hash)
      select ${row.id}, e.seq, e.at, e.type, e.by, e.note, e.data, e.hash from jsonb_to_recordset(${JSON.stringify(added)}::jsonb)
        as e(seq int, at timestamptz, type text, by text, note text, data jsonb, hash text) order by e.seq
    )
    update "Ticket" set assignee = ${row.assignee}, "rootCause" = ${row.rootCause}, location = ${row.location}, phone = ${row.phone},
      appointment = ${row.appointment}, description = ${row.description}, priority = ${row.priority}, rating = ${row.rating}::int,
      "ratingComment" = ${row.ratingComment}, status = ${row.status}, "waitReason" = ${row.waitReason},
      "respondBy" = ${row.respondBy}::timestamptz, "resolveBy" = ${row.resolveBy}::timestamptz,
      "respondedAt" = ${row.respondedAt}::timestamptz, "resolvedAt" = ${row.resolvedAt}::timestamptz,
      "nextDueAt" = ${row.nextDueAt}::timestamptz, "eventCount" = ${row.eventCount}::int, "chainHead" = ${row.chainHead},
      "updatedAt" = ${row.updatedAt}::timestamptz
    where id = ${row.id}`
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
