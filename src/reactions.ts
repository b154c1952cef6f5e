import {
  acknowledgedBreachOf,
  type EscalationPort,
  postAddition,
  postBreach,
  postUrge,
  postWarning,
} from './reactions/alert-staff.ts'
import { createTalkReactions, type TalkReactionParts } from './reactions/talk-with-people.ts'
import type { DomainEventKind, EventOf } from './shared/events.ts'
import type { Work } from './storage/work.ts'
import { chooseNotice } from './tickets/resident-notice.ts'
import { type TellParts, tellResident, tellVoiceOutcome } from './tickets/tell-resident.ts'
import { acknowledgeBreach } from './tickets/watch-clocks.ts'

type Reaction<K extends DomainEventKind> = (work: Work, event: EventOf<K>) => Promise<void>

/** What follows from each kind of event, in order. */
export type Reactions = { [K in DomainEventKind]?: readonly Reaction<K>[] }

export interface ReactionParts extends TellParts, EscalationPort, TalkReactionParts {}

/** Gives the one page of "when this happened, do that": every reaction runs in the transaction of the event. */
export function createReactions(parts: ReactionParts): Reactions {
  return {
    ...createTalkReactions(parts),
    'ticket-changed': [
      async (work, { ticket, action, by, note, from }) => {
        const kind = chooseNotice({ action, by, ...(from ? { from } : {}) })
        if (kind) await tellResident(parts, work, { number: ticket.number, kind, note })
      },
    ],
    'ticket-noted': [
      async (work, { ticket, type, by, note }) => {
        if (type === 'urged') await postUrge(work, ticket, note)
        else if (by === 'resident') await postAddition(work, ticket, note)
      },
    ],
    'ticket-clock-warning': [(work, event) => postWarning(parts, work, event)],
    'ticket-clock-breached': [
      (work, event) => postBreach(parts, work, event),
      // One message of each promise that was missed, not one of each level.
      async (work, { ticket, clock, level }) => {
        const kind = clock === 'respond' ? 'late-respond' : 'late-resolve'
        if (level === 0) await tellResident(parts, work, { number: ticket.number, kind, note: '' })
      },
    ],
    'voice-answered': [(work, event) => tellVoiceOutcome(parts, work, event)],
    'staff-notice-acknowledged': [
      async (work, { noticeId, by }) => {
        const breach = await acknowledgedBreachOf(work, noticeId)
        if (breach) await acknowledgeBreach(work, { ...breach, by })
      },
    ],
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
