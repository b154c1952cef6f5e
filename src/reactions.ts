import { type RemindParts, tellChange, tellSettled } from './activities/remind.ts'
import type { AlertParts } from './alerts/alert-parts.ts'
import { acknowledgeByNotice } from './alerts/alert-timers.ts'
import { linkIncident } from './alerts/raise-alert.ts'
import { dispatchSoon } from './dispatch/dispatch-ticket.ts'
import { answerRing, joinChain, ringForTicket } from './dispatch/emergency-chain.ts'
import { findEscalation } from './dispatch/find-escalation.ts'
import { followTicketStep } from './dispatch/follow-ticket.ts'
import { linkReport } from './incidents/link-report.ts'
import { followLeadStep } from './incidents/run-incident.ts'
import {
  acknowledgedBreachOf,
  type EscalationPort,
  postAddition,
  postCalledOff,
  postUrge,
} from './reactions/alert-staff.ts'
import {
  askAboutTicket,
  type CallbackReactionParts,
  createCallbackReactions,
  withCallbacks,
} from './reactions/ask-how-it-went.ts'
import { createClockReactions, tellStep } from './reactions/follow-clocks.ts'
import { createTalkReactions, type TalkReactionParts } from './reactions/talk-with-people.ts'
import type { DomainEventKind, EventOf } from './shared/events.ts'
import type { Work } from './storage/work.ts'
import { tellIncident } from './tell-incident.ts'
import { ticketSteps } from './ticket-steps.ts'
import { onCalled } from './tickets/call-list.ts'
import { chooseNotice } from './tickets/resident-notice.ts'
import { type TellParts, tellVoiceOutcome } from './tickets/tell-resident.ts'
import { acknowledgeBreach } from './tickets/watch-clocks.ts'
import { setTimer } from './timers/timer-store.ts'

type Reaction<K extends DomainEventKind> = (work: Work, event: EventOf<K>) => Promise<void>

/** What follows from each kind of event, in order. */
export type Reactions = { [K in DomainEventKind]?: readonly Reaction<K>[] }

export interface ReactionParts extends TellParts, EscalationPort, TalkReactionParts, CallbackReactionParts {
  alerts: AlertParts
  activities: RemindParts
}

/** Gives the one page of "when this happened, do that": every reaction runs in the transaction of the event. */
export function createReactions(given: ReactionParts): Reactions {
  const parts = { findEscalation: escalate(given.timezone), ...given }
  const steps = { timezone: given.timezone, steps: ticketSteps }
  return {
    'ticket-opened': [
      async (work, { ticket }) => {
        const { id, priority } = ticket
        const linked = await linkReport(steps, work, ticket)
        if (linked) await linkIncident(work, linked.incidentId)
        const leadTicketId = linked?.leadTicketId ?? id
        // Right after this transaction: the resident's own answer goes first, and no turn waits for it.
        const isDispatched = priority !== 'emergency' && leadTicketId === id
        await setTimer(work, { kind: 'opened', subject: id, dueAt: work.now, data: { isDispatched } })
        if (priority !== 'emergency') return
        const isJoined = leadTicketId !== id && (await joinChain(steps, work, { ticketId: id, leadTicketId }))
        if (!isJoined) await ringForTicket(steps, work, id)
      },
    ],
    ...withCallbacks(given.callbacks, createTalkReactions(parts)),
    'ticket-changed': [
      (work, event) => askAboutTicket(given.callbacks, work, event),
      async (work, { ticket, action, by, note }) => {
        const { id: ticketId, number, assignee } = ticket
        const step = { ticketId, number, assignee, action, by, note }
        // Before residents are told of the step: an incident tells all of its own end.
        const moved = ticket.incidentId ? await followLeadStep(steps, work, step) : undefined
        if (moved) await dispatchSoon(work, { ticketId: moved.newLeadId })
        await followTicketStep(work, step)
      },
      async (work, { ticket, action, by, note, from }) => {
        const kind = chooseNotice({ action, by, ...(from ? { from } : {}) })
        if (kind) await tellStep(parts, work, { ticket, kind, note })
      },
    ],
    'ticket-noted': [
      async (work, { ticket, type, by, note }) => {
        if (type === 'urged') await postUrge(work, ticket, note)
        else if (type === 'called-off') await postCalledOff(work, ticket, note)
        else if (by === 'resident') await postAddition(work, ticket, note)
      },
      async (work, { ticket, by }) => {
        // A resident's or colleague's word may have made it an emergency; our own notes do not.
        if (ticket.priority === 'emergency' && by !== 'system') await ringForTicket(steps, work, ticket.id)
      },
    ],
    ...createCallbackReactions(parts),
    ...createClockReactions(parts),
    'voice-answered': [(work, event) => tellVoiceOutcome(parts, work, event)],
    'staff-notice-acknowledged': [
      (work, { noticeId, by }) => answerRing(steps, work, { noticeId, by }),
      (work, { noticeId, by }) => acknowledgeByNotice(given.alerts, work, { noticeId, by }),
      async (work, { noticeId, by }) => {
        const breach = await acknowledgedBreachOf(work, noticeId)
        if (breach) await acknowledgeBreach(work, { ...breach, by })
      },
      onCalled,
    ],
    'incident-told': [(work, { word }) => tellIncident(parts, work, word)],
    'activity-changed': [(work, event) => tellChange(given.activities, work, event)],
    'owner-question-settled': [(work, { questionId }) => tellSettled(given.activities, work, questionId)],
  }
}

/** The owner, the duty lead, a manager; nobody found: all on duty hear it. */
function escalate(timezone: string): NonNullable<EscalationPort['findEscalation']> {
  return async (work, ticket, level) => {
    const [first] = await findEscalation(work, ticket, { level: Math.min(level, 2) as 0 | 1 | 2, timezone })
    return first
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
