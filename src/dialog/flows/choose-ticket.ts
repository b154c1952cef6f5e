import type { KnownTicket } from '../understand/understander.ts'
import type { ConversationState } from './state.ts'

export type TicketPurpose = 'cancel' | 'urge' | 'status' | 'add' | 'reopen' | 'rate'

export type TicketChoice =
  | { kind: 'one'; ticket: KnownTicket }
  | { kind: 'several'; tickets: KnownTicket[] }
  | { kind: 'none' }
  | { kind: 'not-theirs'; number: string }

const closedStatuses = ['resolved', 'followed_up', 'closed']

function suits(ticket: KnownTicket, purpose: TicketPurpose): boolean {
  const isFinished = closedStatuses.includes(ticket.status)
  if (ticket.status === 'cancelled') return false
  if (purpose === 'reopen' || purpose === 'rate') return isFinished
  return purpose === 'status' || !isFinished
}

/**
 * Finds which of the resident's tickets a command means: the one named, else the only one that suits, else the
 * one talked about last; otherwise the resident is asked.
 */
export function chooseTicket(
  request: { tickets: KnownTicket[]; state: ConversationState; number?: string },
  purpose: TicketPurpose,
): TicketChoice {
  const { tickets, state, number } = request
  if (number) {
    const named = tickets.find(ticket => ticket.number === number)
    return named ? { kind: 'one', ticket: named } : { kind: 'not-theirs', number }
  }
  const suitable = tickets.filter(ticket => suits(ticket, purpose))
  const candidates = suitable.length > 0 ? suitable : fallBack(tickets, purpose)
  const [only, second] = candidates
  if (!only) return { kind: 'none' }
  if (!second) return { kind: 'one', ticket: only }
  const last = candidates.find(ticket => ticket.number === state.lastTicket)
  return last ? { kind: 'one', ticket: last } : { kind: 'several', tickets: candidates.slice(0, 5) }
}

/** A resident rates or reports "still broken" before staff have closed the ticket: then an open one is meant. */
function fallBack(tickets: KnownTicket[], purpose: TicketPurpose): KnownTicket[] {
  if (purpose !== 'rate' && purpose !== 'reopen') return []
  return tickets.filter(ticket => ticket.status !== 'cancelled')
}
