import { LinliError } from '../shared/errors.ts'
import { isOpen, type TicketStatus } from '../tickets/ticket.ts'
import type { Actor } from './actor.ts'
import type { DeskAction, DeskParts } from './desk-parts.ts'

const ownersOnly: readonly DeskAction[] = ['start', 'wait', 'resolve', 'note']

/**
 * A technician works on tickets of their own: what nobody has is accepted first. Rejects with `conflict` otherwise.
 */
export async function checkTechnician(
  { database }: DeskParts,
  actor: Actor,
  { number, action }: { number: string; action: DeskAction },
): Promise<void> {
  if (actor.role !== 'technician' || !ownersOnly.includes(action)) return
  const ticket = await database.client.ticket.findUnique({
    where: { number },
    select: { id: true, assignee: true, status: true },
  })
  if (!ticket || ticket.assignee === actor.id || !isOpen(ticket.status as TicketStatus)) return
  if (action === 'note' && (await isOfferedTo(database, ticket.id, actor.id))) return
  const whose = ticket.assignee === null ? 'is nobody’s yet: accept it first' : 'is with somebody else'
  throw new LinliError('conflict', `Ticket ${number} ${whose}; ${action} is for the one who has it.`)
}

/** Rejects with `bad-request` where a technician resolves without a word. */
export function checkWorkNote(actor: Actor, action: DeskAction, note: string): void {
  if (actor.role !== 'technician' || action !== 'resolve' || note.trim() !== '') return
  throw new LinliError('bad-request', 'note: expected what was done, e.g. "换了垫圈，已试水".')
}

async function isOfferedTo(
  { client }: DeskParts['database'],
  ticketId: string,
  staffId: string,
): Promise<boolean> {
  const offer = await client.ticketOffer.findUnique({ where: { ticketId } })
  return offer !== null && offer.closedAt === null && (offer.staffIds as string[]).includes(staffId)
}
