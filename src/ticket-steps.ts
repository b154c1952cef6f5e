import type { TicketSteps } from './dispatch/dispatch-parts.ts'
import type { IncidentSteps } from './incidents/incident-parts.ts'
import { actOnTicket } from './tickets/act-on-ticket.ts'
import { noteTicket } from './tickets/ticket-store.ts'

/** What dispatch and incidents do to tickets, carried out by the ticket feature. */
export const ticketSteps: TicketSteps & IncidentSteps = {
  assign: async (work, step) => {
    await actOnTicket(work, { ...step, action: 'assign' })
  },
  accept: async (work, step) => {
    await actOnTicket(work, { ...step, action: 'accept' })
  },
  note: async (work, step) => {
    await noteTicket(work, step)
  },
  resolve: async (work, step) => {
    await actOnTicket(work, { ...step, action: 'resolve' })
  },
}
