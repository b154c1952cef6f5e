import type { z } from '@hono/zod-openapi'
import { z as zod } from 'zod'
import type { Database } from '../storage/database.ts'
import type { TicketView, ticketQuery } from './contract.ts'
import { labelHousehold } from './household-label.ts'
import { maskAccount, maskName, maskText } from './mask.ts'
import type { Pager } from './paging.ts'

type TicketFilter = z.infer<typeof ticketQuery>
const positionSchema = zod.strictObject({ serial: zod.int(), dueAt: zod.iso.datetime().optional() })
type Position = z.infer<typeof positionSchema>

/** Gives a page of tickets with their events in order; `masked` hides whom they concern. */
export async function listTickets(
  parts: { database: Database; pager: Pager },
  filter: TicketFilter,
  masked: boolean,
): Promise<{ items: TicketView[]; next: string | null }> {
  const after = filter.cursor === undefined ? undefined : parts.pager.read(filter.cursor, positionSchema)
  const rows = await parts.database.client.ticket.findMany({
    where: { ...whereOf(filter), ...whereAfter(filter.order, after) },
    include: { events: { orderBy: { seq: 'asc' } } },
    orderBy: filter.order === 'deadline' ? [{ nextDueAt: 'asc' }, { serial: 'asc' }] : { serial: 'desc' },
    take: filter.limit + 1,
  })
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const names = await readNames(parts.database, page)
  const items = page.map(row => toView(row, names))
  return {
    items: masked ? items.map(maskTicket) : items,
    next: last && rows.length > page.length ? parts.pager.write(positionOf(last)) : null,
  }
}

function whereOf(filter: TicketFilter) {
  return {
    ...(filter.channel !== undefined && { channel: filter.channel }),
    ...(filter.sender !== undefined && { sender: filter.sender }),
    ...(filter.status !== undefined && { status: filter.status }),
    ...(filter.category !== undefined && { category: filter.category }),
    ...(filter.conversation !== undefined && { conversationId: filter.conversation }),
    ...(filter.since !== undefined && { createdAt: { gte: new Date(filter.since) } }),
  }
}

/** Only tickets whose clock runs have a deadline to sort by. */
function whereAfter(order: TicketFilter['order'], after: Position | undefined) {
  if (order === 'newest') return after ? { serial: { lt: after.serial } } : {}
  if (!after?.dueAt) return { nextDueAt: { not: null } }
  const dueAt = new Date(after.dueAt)
  return { OR: [{ nextDueAt: { gt: dueAt } }, { nextDueAt: dueAt, serial: { gt: after.serial } }] }
}

function positionOf({ serial, nextDueAt }: { serial: number; nextDueAt: Date | null }): Position {
  return { serial, ...(nextDueAt && { dueAt: nextDueAt.toISOString() }) }
}

/** One ticket as the list shows it, or undefined. */
export async function findTicket(database: Database, number: string): Promise<TicketView | undefined> {
  const row = await database.client.ticket.findUnique({
    where: { number },
    include: { events: { orderBy: { seq: 'asc' } } },
  })
  return row ? toView(row, await readNames(database, [row])) : undefined
}

type TicketRow = NonNullable<Awaited<ReturnType<typeof readRow>>>
function readRow(database: Database) {
  return database.client.ticket.findFirst({ include: { events: true } })
}

interface Names {
  households: Map<string, string>
  staff: Map<string, string>
}

/** Labels of the households and names of the staff that stand as ids in the rows: one query each. */
async function readNames(database: Database, rows: TicketRow[]): Promise<Names> {
  const householdIds = [...new Set(rows.flatMap(row => row.householdId ?? []))]
  const staffIds = [
    ...new Set(rows.flatMap(row => [row.assignee ?? '', ...row.events.map(event => event.by)])),
  ]
  const households = await database.client.household.findMany({ where: { id: { in: householdIds } } })
  const staff = await database.client.staff.findMany({ where: { id: { in: staffIds } } })
  return {
    households: new Map(households.map(household => [household.id, labelHousehold(household)])),
    staff: new Map(staff.map(member => [member.id, member.name])),
  }
}

function toView(row: TicketRow, names: Names): TicketView {
  const nameOf = (id: string) => names.staff.get(id) ?? id
  return {
    number: row.number,
    kind: row.kind,
    category: row.category,
    priority: row.priority,
    status: row.status,
    description: row.description,
    location: row.location,
    household: (row.householdId && names.households.get(row.householdId)) ?? null,
    channel: row.channel,
    sender: row.sender,
    conversationId: row.conversationId,
    createdAt: row.createdAt.toISOString(),
    respondBy: row.respondBy.toISOString(),
    resolveBy: row.resolveBy.toISOString(),
    respondedAt: row.respondedAt?.toISOString() ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    nextDueAt: row.nextDueAt?.toISOString() ?? null,
    waitReason: row.waitReason,
    rootCause: row.rootCause,
    assignee: row.assignee === null ? null : nameOf(row.assignee),
    queue: row.queue,
    rating: row.rating,
    events: row.events.map(event => ({
      at: event.at.toISOString(),
      type: event.type,
      by: nameOf(event.by),
      note: writeNote(event),
    })),
  }
}

/** A pause says why in its note. */
function writeNote({ type, note, data }: { type: string; note: string; data: unknown }): string {
  const reason = type === 'waiting' ? (data as { reason?: string } | null)?.reason : undefined
  return [reason, note].filter(Boolean).join(': ')
}

function maskTicket(ticket: TicketView): TicketView {
  return {
    ...ticket,
    description: maskText(ticket.description),
    location: maskText(ticket.location),
    household: ticket.household === null ? null : maskText(ticket.household),
    sender: maskAccount(),
    rootCause: ticket.rootCause === null ? null : maskText(ticket.rootCause),
    assignee: ticket.assignee === null ? null : maskName(ticket.assignee),
    events: ticket.events.map(event => ({ ...event, by: maskActor(event.by), note: maskText(event.note) })),
  }
}

const roles = new Set(['resident', 'bot', 'system', 'api'])

function maskActor(by: string): string {
  return roles.has(by) ? by : maskName(by)
}
