import { createId } from '../shared/ids.ts'
import type { Priority, TicketCategory, TicketKind } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import { remember } from '../storage/settings.ts'
import type { Work } from '../storage/work.ts'
import { deriveTimes } from './derive-times.ts'
import type { SealedEvent } from './event-chain.ts'
import { choosePolicy, fallbackTimezone, type Policy } from './policy.ts'
import { queueFor } from './queues.ts'
import type { Ticket } from './ticket.ts'
import {
  continueRecord,
  type EventDraft,
  lockTicket,
  recordEvents,
  setClockTimer,
  standingOf,
} from './ticket-record.ts'
import { readTicketSettings } from './ticket-settings.ts'

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
    // Two of one key at once: the second waits and finds the ticket of the first.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${request.idempotencyKey}))`
    const earlier = await tx.ticket.findUnique({ where: { idempotencyKey: request.idempotencyKey } })
    if (earlier) return earlier as Ticket
  }
  const id = createId()
  const timezone = await readTimezone(tx, request.communityId)
  const settings = await readTicketSettings(tx)
  const subject = { ...fields, communityId: request.communityId ?? null }
  const policy = choosePolicy(settings.rules, subject, timezone)
  const events = continueRecord({ id, eventCount: 0, chainHead: '' }, firstEvents(request, policy), now)
  const standing = standingOf(fields as unknown as Ticket, events, settings)
  const chainHead = events.at(-1)?.hash ?? ''
  const row = { ...nothingKnown, ...fields, ...deriveTimes(standing), id }
  const ticket = await insertTicket(
    tx,
    {
      ...row,
      queue: queueFor(request.category),
      createdAt: now,
      updatedAt: now,
      eventCount: events.length,
      chainHead,
    },
    events,
  )
  await setClockTimer(work, id, standing)
  await work.emit({ kind: 'ticket-opened', ticket })
  return ticket
}

function firstEvents(request: NewTicket, policy: Policy): EventDraft[] {
  const { kind, category, priority, by, description } = request
  return [
    { type: 'received', by, note: description },
    {
      type: 'classified',
      by: 'bot',
      note: `${kind} · ${category} · ${priority} → ${queueFor(category)}`,
      data: { policy },
    },
  ]
}

/** Communities move to no other zone while we run: each is asked once a second at most. */
async function readTimezone(tx: Transaction, communityId: string | undefined): Promise<string> {
  if (communityId === undefined) return fallbackTimezone
  const timezone = await remember(tx, `timezone:${communityId}`, async () => {
    const [row] = await sqlOf(tx)<{ timezone: string | null }>`
      select timezone from "Community" where id = ${communityId}`
    return row?.timezone
  })
  return timezone ?? fallbackTimezone
}

/** What a ticket has not at first. */
const nothingKnown = {
  phone: null,
  appointment: null,
  communityId: null,
  householdId: null,
  conversationId: null,
  idempotencyKey: null,
}

/** Numbers begin at 1001, so that one is never mistaken for a floor or a flat of three digits. */
async function insertTicket(
  tx: Transaction,
  row: Record<string, unknown>,
  events: readonly SealedEvent[],
): Promise<Ticket> {
  const [ticket] = await sqlOf(tx)<Ticket>`
    with recorded as (
      insert into "TicketEvent" ("ticketId", seq, at, type, by, note, data, hash)
      select ${row['id']}, e.seq, e.at, e.type, e.by, e.note, e.data, e.hash from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        as e(seq int, at timestamptz, type text, by text, note text, data jsonb, hash text) order by e.seq
    )
    insert into "Ticket" (id, serial, number, kind, category, priority, status, description, location, phone, appointment,
      "communityId", "householdId", channel, sender, "conversationId", queue, "waitReason", "respondBy", "resolveBy",
      "respondedAt", "resolvedAt", "nextDueAt", "eventCount", "chainHead", "idempotencyKey", "createdAt", "updatedAt")
    select ${row['id']}, next.serial, 'LL' || next.serial, ${row['kind']}, ${row['category']}, ${row['priority']},
      ${row['status']}, ${row['description']}, ${row['location']}, ${row['phone']}, ${row['appointment']},
      ${row['communityId']}, ${row['householdId']}, ${row['channel']}, ${row['sender']}, ${row['conversationId']},
      ${row['queue']}, ${row['waitReason']}, ${row['respondBy']}::timestamptz, ${row['resolveBy']}::timestamptz,
      ${row['respondedAt']}::timestamptz, ${row['resolvedAt']}::timestamptz, ${row['nextDueAt']}::timestamptz,
      ${row['eventCount']}::int, ${row['chainHead']}, ${row['idempotencyKey']}, ${row['createdAt']}::timestamptz,
      ${row['updatedAt']}::timestamptz
    from (select (1000 + nextval(pg_get_serial_sequence('"Ticket"', 'serial')))::int as serial) next
    returning *`
  return ticket as Ticket
}

export interface TicketNote {
  number: string
  by: string
  note: string
  type?: 'note' | 'urged' | 'corrected' | 'called-off'
  /** Words that become part of the description. */
  append?: string
  /** New values that the note brings. */
  set?: { location?: string; phone?: string; appointment?: string; description?: string }
}

/** Records a note, an urge or a correction on a ticket; returns the ticket as it is then. */
export async function noteTicket(work: Work, note: TicketNote): Promise<Ticket> {
  const { by, type = 'note' } = note
  const ticket = await lockTicket(work.tx, note.number)
  const description = note.append ? { description: `${ticket.description}\n${note.append}` } : {}
  const location =
    note.set?.location === undefined || note.type === 'corrected'
      ? {}
      : { location: joinPlaces(ticket.location, note.set.location) }
  const set = { ...note.set, ...location, ...description }
  const noted = await recordEvents(work, {
    ticket,
    drafts: [{ type, by, note: note.note, ...(note.set ? { data: { set: note.set } } : {}) }],
    set,
  })
  await work.emit({ kind: 'ticket-noted', ticket: noted, type, by, note: note.note })
  return noted
}

/** A place told later completes the one known; a coarser one (「对，15栋」) takes nothing away. */
export function joinPlaces(known: string, told: string): string {
  if (known === '' || told.includes(known)) return told
  if (known.includes(told)) return known
  return namesOtherHouse(known, told) ? told : `${known} ${told}`
}

/** A whole other address is no part of the one known: it takes its place. */
function namesOtherHouse(known: string, told: string): boolean {
  const [before] = house.exec(known) ?? []
  const [now] = house.exec(told) ?? []
  return before !== undefined && now !== undefined && /\d{3,4}\D*$/.test(told) && before !== now
}

const house = /[\dA-Za-z]+栋/

/** Records the resident's score (1–5), replacing an earlier one. */
export async function rateTicket(
  work: Work,
  rating: { number: string; score: number; comment: string },
): Promise<Ticket> {
  const { score, comment } = rating
  const ticket = await lockTicket(work.tx, rating.number)
  const rated = await recordEvents(work, {
    ticket,
    drafts: [{ type: 'rated', by: 'resident', note: `${score} · ${comment}`, data: { score } }],
    set: { rating: score, ratingComment: comment },
  })
  await work.emit({ kind: 'ticket-rated', ticket: rated, score, comment })
  return rated
}
