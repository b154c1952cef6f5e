import { dispatchSoon } from './dispatch/dispatch-ticket.ts'
import { answerRing, joinChain, ringForTicket } from './dispatch/emergency-chain.ts'
import { followTicketStep } from './dispatch/follow-ticket.ts'
import { linkReport } from './incidents/link-report.ts'
import { followLeadStep } from './incidents/run-incident.ts'
import { watchRepeatsSoon } from './incidents/watch-repeats.ts'
import type { DomainEvent, DomainEventKind } from './shared/events.ts'
import type { Work } from './storage/work.ts'
import { tellIncident } from './tell-incident.ts'
import { ticketSteps } from './ticket-steps.ts'

type EventOf<K extends DomainEventKind> = Extract<DomainEvent, { kind: K }>
type Reaction<K extends DomainEventKind> = (work: Work, event: EventOf<K>) => Promise<void>

/** What follows from each kind of event, in order. */
export type Reactions = { [K in DomainEventKind]?: readonly Reaction<K>[] }

export interface ReactionParts {
  /** Of tickets that belong to no community. */
  timezone: string
  /** Most UTF-16 units of one message on a channel. */
  textLimitOf(channel: string): number
}

/** Gives the one page of "when this happened, do that": every reaction runs in the transaction of the event. */
export function createReactions(parts: ReactionParts): Reactions {
  const work = { timezone: parts.timezone, steps: ticketSteps }
  return {
    'ticket-opened': [
      async (unit, { ticket }) => {
        const linked = await linkReport(work, unit, ticket.id)
        const leadTicketId = linked?.leadTicketId ?? ticket.id
        if (ticket.priority !== 'emergency') await dispatchSoon(unit, { ticketId: ticket.id })
        else if (
          leadTicketId === ticket.id ||
          !(await joinChain(work, unit, { ticketId: ticket.id, leadTicketId }))
        )
          await ringForTicket(work, unit, ticket.id)
      },
      (unit, { ticket }) => watchRepeatsSoon(unit, ticket),
    ],
    'ticket-changed': [
      async (unit, event) => {
        const { ticket, action, by, note } = event
        const step = {
          ticketId: ticket.id,
          number: ticket.number,
          assignee: ticket.assignee,
          action,
          by,
          note,
        }
        // Before anybody tells residents of the step: an incident tells all of its own end.
        const moved = await followLeadStep(work, unit, step)
        if (moved) await dispatchSoon(unit, { ticketId: moved.newLeadId })
        await followTicketStep(unit, step)
      },
    ],
    'ticket-noted': [
      async (unit, { ticket, by }) => {
        // A resident's or colleague's word may have made it an emergency; our own notes do not.
        if (ticket.priority === 'emergency' && by !== 'system') await ringForTicket(work, unit, ticket.id)
      },
    ],
    'staff-notice-acknowledged': [(unit, { noticeId, by }) => answerRing(work, unit, { noticeId, by })],
    'incident-told': [(unit, { word }) => tellIncident(unit, word, parts.textLimitOf)],
  }
}

/** Runs the reactions to an event; the first that rejects undoes the whole unit of work. */
export async function react<K extends DomainEventKind>(
  reactions: Reactions,
  work: Work,
  event: EventOf<K>,
): Promise<void> {
  const list = (reactions[event.kind] ?? []) as readonly Reaction<K>[]
  for (const reaction of list) await reaction(work, event)
}
