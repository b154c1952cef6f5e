import type { TicketSteps } from './dispatch/dispatch-parts.ts'
import type { IncidentSteps } from './incidents/incident-parts.ts'
import { LinliError } from './shared/errors.ts'
import type { Work } from './storage/work.ts'
import { changeTicket, noteTicket } from './tickets/ticket-store.ts'

/** What dispatch and incidents do to tickets, carried out by the ticket feature. */
export const ticketSteps: TicketSteps & IncidentSteps = {
  assign: async (work, step) => {
    await changeTicket(work, { ...step, action: 'assign', now: work.now })
  },
  note: async (work, step) => {
    await noteTicket(work, { ...step, now: work.now })
  },
  resolve: async (work, step) => {
    await changeTicket(work, { ...step, action: 'resolve', now: work.now })
  },
}

/**
 * A member of staff takes a ticket on. Of several at once exactly one has it; the others get `conflict`. Taking again
 * what is one's own changes nothing.
 */
export async function acceptTicket(work: Work, step: { number: string; by: string }): Promise<void> {
  const { number, by } = step
  // The second waits for this row until the first has committed.
  const rows = await work.tx.$queryRaw<{ assignee: string | null; status: string }[]>`
    select assignee, status from "Ticket" where number = ${number} for update`
  const [ticket] = rows
  if (!ticket) throw new LinliError('not-found', `There is no ticket ${number}.`)
  if (ticket.assignee === by && ticket.status === 'dispatched') return
  if (ticket.assignee !== null && ticket.assignee !== by) {
    throw new LinliError('conflict', `Ticket ${number} was accepted by a colleague.`)
  }
  await changeTicket(work, { number, action: 'assign', assignee: by, by, now: work.now })
}
