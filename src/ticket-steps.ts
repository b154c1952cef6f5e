import type { TicketSteps } from './dispatch/dispatch-parts.ts'
import type { IncidentSteps } from './incidents/incident-parts.ts'
import { actOnTicket } from './tickets/act-on-ticket.ts'
import { TicketRefused } from './tickets/refusal.ts'
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
  follow: async (work, step) => {
    try {
      await actOnTicket(work, step)
    } catch (error) {
      if (!(error instanceof TicketRefused)) throw error
    }
  },
  resolve: async (work, step) => {
    await actOnTicket(work, { ...step, action: 'resolve' })
  },
}
