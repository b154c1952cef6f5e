import type { TicketSteps } from './dispatch/dispatch-parts.ts'
import type { IncidentSteps } from './incidents/incident-parts.ts'
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
