import { followsOther, isToldByIncident } from '../incidents/run-incident.ts'
import type { DomainEventKind, EventOf, TicketFacts } from '../shared/events.ts'
import type { Work } from '../storage/work.ts'
import type { ResidentNoticeKind } from '../tickets/resident-notice.ts'
import { dropWaitingNotice, type TellParts, tellResident } from '../tickets/tell-resident.ts'
import { type EscalationPort, postBreach, postWarning } from './alert-staff.ts'

type Reaction<K extends DomainEventKind> = (work: Work, event: EventOf<K>) => Promise<void>

/** What follows when a deadline comes near or is missed. Of an incident only the ticket that leads it rings staff. */
export function createClockReactions(parts: TellParts & EscalationPort): {
  [K in DomainEventKind]?: readonly Reaction<K>[]
} {
  return {
    'ticket-clock-warning': [
      async (work, event) => {
        if (!(await followsOther(work, event.ticket.id))) await postWarning(parts, work, event)
      },
    ],
    'ticket-clock-breached': [
      async (work, event) => {
        if (!(await followsOther(work, event.ticket.id))) await postBreach(parts, work, event)
      },
      // One message of each promise that was missed, not one of each level.
      async (work, { ticket, clock, level }) => {
        const kind = clock === 'respond' ? 'late-respond' : 'late-resolve'
        if (level === 0) await tellResident(parts, work, { number: ticket.number, kind, note: '' })
      },
    ],
  }
}

/** Tells the resident of a step, unless the incident tells it: its end, and that somebody has begun. */
export async function tellStep(
  parts: TellParts,
  work: Work,
  step: { ticket: TicketFacts; kind: ResidentNoticeKind; note: string },
): Promise<void> {
  const { ticket, kind, note } = step
  if (kind === 'resolved' && (await isToldByIncident(work, ticket.id))) {
    return await dropWaitingNotice(work, ticket.id)
  }
  const isBeginning = kind === 'accepted' || kind === 'started'
  if (isBeginning && (await followsOther(work, ticket.id))) return
  await tellResident(parts, work, { number: ticket.number, kind, note })
}
