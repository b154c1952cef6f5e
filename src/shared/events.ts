import type { Priority, TicketCategory, TicketKind } from './vocabulary.ts'

/** A ticket as other features hear of it. */
export interface TicketFacts {
  id: string
  number: string
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  status: string
  description: string
  location: string
  communityId: string | null
  householdId: string | null
  conversationId: string | null
  assignee: string | null
  incidentId: string | null
}

/** What was asked about, and where. */
export interface CallbackFacts {
  id: string
  subject: string
  subjectId: string
  ticketNumber: string | null
  askedIn: string | null
  communityId: string | null
  category: string
  staffId: string | null
}

/** One word to everybody who reported an incident. */
export interface IncidentWord {
  type: 'progress' | 'closed'
  incidentId: string
  communityId: string | null
  cause: string
  /** Buildings concerned; empty: the community. */
  places: string[]
  /** Of staff, whole. */
  text: string
  tickets: { number: string; conversationId: string }[]
  /** Numbers of tickets whose residents have no chat: somebody must call. */
  toCall: string[]
}

/**
 * What happened, told inside the transaction in which it happened. Whatever follows from it in another feature is
 * written in `reactions.ts` and commits with it, or not at all.
 */
export type DomainEvent =
  | { kind: 'ticket-opened'; ticket: TicketFacts }
  /** A step of the ticket's course was taken; `action` as in tickets/transitions.ts. */
  | {
      kind: 'ticket-changed'
      ticket: TicketFacts
      action: string
      by: string
      note: string
      /** The status before. */
      from?: string
    }
  /** A deadline comes near; its owner hears it. */
  | { kind: 'ticket-clock-warning'; ticket: TicketFacts; clock: 'respond' | 'resolve'; dueAt: Date }
  /** A deadline has passed; level 0 tells the owner, 1 the lead, 2 the manager. */
  | {
      kind: 'ticket-clock-breached'
      ticket: TicketFacts
      clock: 'respond' | 'resolve'
      level: 0 | 1 | 2
      dueAt: Date
    }
  | { kind: 'ticket-noted'; ticket: TicketFacts; type: string; by: string; note: string }
  | { kind: 'ticket-rated'; ticket: TicketFacts; score: number; comment: string }
  /** A resident said how something went; `before` is the score they had given earlier. */
  | {
      kind: 'callback-answered'
      callback: CallbackFacts & {
        /** False where the score was given unasked. */
        isAsked: boolean
      }
      score: number
      comment: string
      isUnsolved: boolean
      /** Whether the score is what words sound like that no rule knows. */
      isGuess: boolean
      by: string
      before: number | null
    }
  /** The second question of a callback was answered: the score of one aspect, and the words it came in. */
  | { kind: 'aspect-answered'; callback: CallbackFacts; aspect: string; score: number; comment: string }
  /** A question that we sent of our own accord did not arrive, or nobody knows whether it did. */
  | {
      kind: 'question-ended'
      /** `callback:<id>` or `survey:<invite id>`. */
      askedBy: string
      outcome: 'withheld' | 'refused' | 'failed' | 'unknown'
      reason: string
    }
  /** What came of praise, an idea or a registration. */
  | {
      kind: 'voice-answered'
      voiceId: string
      conversationId: string
      type: 'praise' | 'suggestion' | 'sign-up'
      outcome: string
    }
  /** An activity is over; who came is asked how it was. */
  | {
      kind: 'activity-ended'
      activityId: string
      title: string
      communityId: string | null
      attended: { contactId: string; conversationId: string }[]
    }
  /** What people who signed up must hear: they have a place now, it does not take place, time or place are others. */
  | {
      kind: 'activity-changed'
      activityId: string
      change: 'moved-up' | 'cancelled' | 'moved'
      conversationIds: string[]
    }
  /** A question of the owners' day has its result; who asked hears it. */
  | { kind: 'owner-question-settled'; questionId: string }
  | { kind: 'staff-notice-posted'; noticeId: string }
  /** Its text has grown; whoever shows it shows the new one in its place. */
  | { kind: 'staff-notice-changed'; noticeId: string }
  | { kind: 'staff-notice-acknowledged'; noticeId: string; by: string }
  /** What all who reported an incident shall hear, each once. */
  | { kind: 'incident-told'; word: IncidentWord }
  | {
      kind: 'handover-requested'
      handoverId: string
      conversationId: string
      ticketId: string | null
      reason: string
    }
  /** Nobody took it in time; `to` is the person asked next, null where nobody is known. */
  | {
      kind: 'handover-unanswered'
      handoverId: string
      conversationId: string
      level: number
      /** Since the resident asked. */
      minutes: number
      to: { id: string; name: string } | null
    }
  /** `previous` is the colleague it was taken over from. */
  | {
      kind: 'conversation-taken'
      conversationId: string
      handoverId: string
      by: string
      previous: string | null
    }
  /** `hasUnanswered`: it fell back through silence, and the resident's last words are unanswered. */
  | {
      kind: 'conversation-returned'
      conversationId: string
      by: string
      reason: 'returned' | 'closed' | 'idle'
      hasUnanswered: boolean
    }
  | { kind: 'conversation-noted'; conversationId: string; by: string; text: string; via: 'room' | 'desk' }
  /** Messages of a resident whose conversation waits for a person or is with one. */
  | { kind: 'resident-wrote'; conversationId: string; inboundIds: bigint[] }
  /** The bot has drafted an answer that people decide about; they were called before. */
  | { kind: 'reply-suggested'; conversationId: string }
  | { kind: 'resident-edited'; conversationId: string; text: string }
  /** Staff answered; `via` is where they wrote: `room` or `desk`. */
  | { kind: 'staff-answered'; conversationId: string; by: string; text: string; via: 'room' | 'desk' }

export type DomainEventKind = DomainEvent['kind']

/** One kind of event. */
export type EventOf<K extends DomainEventKind> = Extract<DomainEvent, { kind: K }>
