import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import { Prisma } from '../storage/generated/client.ts'
import type { RunSql } from '../storage/run-sql.ts'
import { isOpen, openStatuses, type Ticket, type TicketStatus } from './ticket.ts'

/** Days after 已处理 in which the resident may say that it is not. */
export const reopenDays = 7

interface TicketOwner {
  channel: string
  sender: string
  now: Date
}

/**
 * The rows of whoever `asked` is: a relation with `channel`, `sender` and `since`. By whichever of their linked accounts;
 * `pickOwnTickets` takes out what is of no use any more.
 */
export const ownTicketRows = Prisma.raw(`
  select id, serial, number, kind, category, priority, status, description, location, queue, assignee, appointment, phone, rating,
    channel, sender, "conversationId", "communityId", "householdId", "incidentId", "waitReason", "rootCause", "respondBy", "resolveBy",
    "nextDueAt", "respondedAt", "resolvedAt", "createdAt"
  from "Ticket" where id in (
      select id from "Ticket" where channel = asked.channel and sender = asked.sender
      union all
      select t.id from "Contact" own
      join "Contact" other on other."personId" = own."personId" and other.id <> own.id
      join "Ticket" t on t.channel = other.channel and t.sender = other.sender
      where own.channel = asked.channel and own.sender = asked.sender and own."personId" is not null
    )
    and (status in (${openStatuses.map(status => `'${status}'`).join(', ')}) or "updatedAt" >= asked.since)
  order by serial desc limit 20`)

/** The person's own tickets, newest first: open ones, and those finished in the last 7 days. */
export async function listOwnTickets(tx: Transaction, owner: TicketOwner): Promise<Ticket[]> {
  return await readOwnTickets(sqlOf(tx), owner)
}

/** The same outside a transaction. */
export async function readOwnTickets(sql: RunSql, owner: TicketOwner): Promise<Ticket[]> {
  const since = ownTicketsSince(owner.now)
  const rows = await sql<Ticket & { serial: number }>`
    select own.* from (select ${owner.channel}::text as channel, ${owner.sender}::text as sender, ${since}::timestamptz as since) asked,
      lateral (${ownTicketRows}) own
    order by own.serial desc`
  return pickOwnTickets(rows, since)
}

/** What was finished before this instant is told of no more. */
export function ownTicketsSince(now: Date): Date {
  return new Date(now.getTime() - reopenDays * 86_400_000)
}

/** Gives the tickets among `ownTicketRows` that are open, or were finished since. */
export function pickOwnTickets(rows: readonly (Ticket & { serial?: number })[], since: Date): Ticket[] {
  return rows
    .filter(row => isOpen(row.status) || isRecent(row.status, row.resolvedAt, since))
    .map(({ serial: _, ...ticket }) => ticket)
}

function isRecent(status: TicketStatus, resolvedAt: Date | null, since: Date): boolean {
  return status === 'cancelled' || (resolvedAt !== null && resolvedAt >= since)
}

const instants = ['respondBy', 'resolveBy', 'nextDueAt', 'respondedAt', 'resolvedAt', 'createdAt'] as const

/** Reads a row that came as JSON. */
export function readTicketJson(row: Ticket & { serial?: number }): Ticket & { serial?: number } {
  const dates = instants.map(name => [name, row[name] === null ? null : new Date(row[name])] as const)
  return { ...row, ...(Object.fromEntries(dates) as Pick<Ticket, (typeof instants)[number]>) }
}
