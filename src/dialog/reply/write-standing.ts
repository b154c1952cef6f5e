import { isOpen } from '../../tickets/ticket.ts'
import type { ToldTicket } from './outcome.ts'
import type { WriteContext } from './write-context.ts'

/** Answers an urge: where it stands and by when, or that a promise is past, or why work waits. */
export function writeUrged(ticket: ToldTicket, context: WriteContext): string {
  const { texts } = context
  const facts = factsOf(ticket, context)
  if (ticket.waitReason) return texts.ticketStanding.urgedWaiting(facts)
  if (ticket.isLate) return texts.ticketStanding.urgedLate(facts)
  return texts.ticketUrged({ ...facts, queue: facts.owner })
}

/** Answers the question how a ticket stands. */
export function writeStatus(ticket: ToldTicket, context: WriteContext): string {
  const { texts } = context
  const facts = factsOf(ticket, context)
  if (!isOpen(ticket.status)) return texts.statusFinished(facts)
  if (ticket.waitReason) return texts.ticketStanding.waiting(facts)
  if (ticket.isLate) return texts.ticketStanding.late(facts)
  if (ticket.respondedAt) return texts.ticketStanding.underWay(facts)
  return texts.statusTold({ ...facts, respondBy: context.writeTime(ticket.respondBy) })
}

function factsOf(ticket: ToldTicket, { texts, writeTime }: WriteContext) {
  return {
    number: ticket.number,
    category: texts.category(ticket.category),
    status: texts.status(ticket.status),
    owner: ticket.owner === '' ? texts.queue(ticket.queue) : ticket.owner,
    // What is past is named as it was promised.
    resolveBy: writeTime(ticket.nextDueAt && ticket.isLate ? ticket.nextDueAt : ticket.resolveBy),
    reason: ticket.waitReason ? texts.ticketStanding.waitReason[ticket.waitReason] : '',
  }
}
