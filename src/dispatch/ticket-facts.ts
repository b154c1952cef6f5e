import { readTicketPlace } from '../shared/read-ticket-place.ts'
import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { DispatchTicket } from './staff-facts.ts'

/** A ticket as dispatch works with it, locked until the transaction ends. */
export interface TicketRow extends DispatchTicket {
  id: string
  number: string
  kind: string
  status: string
  description: string
  location: string
  assignee: string | null
  incidentId: string | null
  timezone: string | null
  /** Whether it is offered to several just now. */
  isOffered: boolean
}

const open = ['received', 'classified', 'dispatched', 'in_progress', 'waiting', 'reopened']
const undispatched = ['received', 'classified', 'reopened']

/** Somebody still owes work on it. */
export function isOpenTicket(ticket: Pick<TicketRow, 'status'>): boolean {
  return open.includes(ticket.status)
}

/** Nobody has it yet, or it came back. */
export function waitsForDispatch(ticket: Pick<TicketRow, 'status' | 'assignee'>): boolean {
  return undispatched.includes(ticket.status) && (ticket.assignee === null || ticket.status === 'reopened')
}

/** Reads a ticket with its building, from the place that was told, else from the household it is about. */
export async function readTicket(tx: Transaction, ticketId: string): Promise<TicketRow | undefined> {
  const rows = await sqlOf(tx)<TicketRow & { home: string | null }>`
    select t.id, t.number, t.kind, t.status, t.description, t.location, t.assignee, t."incidentId", t.category, t.queue, t.priority,
      t."communityId", (select h.building from "Household" h where h.id = t."householdId") as home,
      (select c.timezone from "Community" c where c.id = t."communityId") as timezone,
      exists (select 1 from "TicketOffer" o where o."ticketId" = t.id and o."closedAt" is null) as "isOffered"
    from "Ticket" t where t.id = ${ticketId} for update of t`
  const row = rows[0]
  if (!row) return undefined
  const { home, ...ticket } = row
  const told = readTicketPlace(ticket.location)
  return { ...ticket, building: told.building ?? (told.area === undefined ? home : null) }
}
