import type { Priority, TicketCategory, TicketKind } from './vocabulary.ts'

/** A ticket as other features hear of it. */
export interface TicketFacts {
  id: string
  number: string
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  status: string
  location: string
  communityId: string | null
  householdId: string | null
  conversationId: string | null
  assignee: string | null
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
  /** What came of praise, an idea or a registration. */
  | {
      kind: 'voice-answered'
      voiceId: string
      conversationId: string
      type: 'praise' | 'suggestion' | 'sign-up'
      outcome: string
    }
  | { kind: 'staff-notice-posted'; noticeId: string }
  | { kind: 'staff-notice-acknowledged'; noticeId: string; by: string }
  | {
      kind: 'handover-requested'
      handoverId: string
      conversationId: string
      ticketId: string | null
      reason: string
    }

export type DomainEventKind = DomainEvent['kind']
