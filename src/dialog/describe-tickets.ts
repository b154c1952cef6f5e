import type { Work } from '../storage/work.ts'
import { nameStaff } from '../tickets/act-on-ticket.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { ToldTicket } from './reply/outcome.ts'

/** Adds what a resident is told: who has it, by name, and whether a promise is past. */
export async function describeTickets({ tx, now }: Work, tickets: readonly Ticket[]): Promise<ToldTicket[]> {
  const told: ToldTicket[] = []
  for (const ticket of tickets) {
    const isLate = ticket.nextDueAt !== null && ticket.nextDueAt < now
    told.push({ ...ticket, owner: await nameStaff(tx, ticket.assignee), isLate })
  }
  return told
}
