import type { DangerKind, Priority, TicketCategory, TicketKind } from '../../shared/vocabulary.ts'

/** A place as a resident says it, normalised: digits are Arabic, building without 栋, room without 室. */
export interface Place {
  building?: string
  unit?: string
  floor?: string
  room?: string
  /** Public area or spot in words, e.g. 地下车库B2, 东门, 16栋旁边小乐园. */
  area?: string
  /** The words it was read from. */
  said: string
}

/** What is known of a problem; flows ask for what is missing. */
export interface TicketDraft {
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  /** The resident's own words. */
  description: string
  place?: Place
  /** Whether someone must come to a private flat (then the flat is needed, and a time to visit). */
  indoors?: boolean
  phone?: string
  /** Visit time in the resident's words, e.g. 明晚, 周六下午. */
  appointment?: string
  danger?: DangerKind
}

export type HandoverReason = 'asked' | 'angry' | 'threat' | 'stuck' | 'danger' | 'sad' | 'low-rating'
export type SmallTalkTopic =
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  | 'who-are-you'
  | 'apology'
  | 'acknowledged'
  | 'chat'
export type RefusalReason =
  | 'off-topic'
  | 'privacy'
  | 'injection'
  | 'improper'
  | 'abuse'
  | 'empty'
  | 'unclear'
  | 'wrong-chat'

/**
 * The closed list of what a resident can want. A message, a model's answer or a document can at most
 * yield one of these; it can never act. `ticketNumber` is absent where the resident named none.
 */
export type Command =
  | { kind: 'open-ticket'; draft: TicketDraft }
  | { kind: 'set-slot'; slot: 'place'; place: Place }
  | { kind: 'set-slot'; slot: 'phone' | 'appointment'; value: string }
  | { kind: 'correct-slot'; slot: 'place'; place: Place }
  | { kind: 'correct-slot'; slot: 'phone' | 'appointment' | 'description'; value: string }
  | { kind: 'add-to-ticket'; ticketNumber?: string; note: string }
  | { kind: 'cancel-ticket'; ticketNumber?: string }
  | { kind: 'reopen-ticket'; ticketNumber?: string; reason: string }
  | { kind: 'urge-ticket'; ticketNumber?: string }
  | { kind: 'ask-status'; ticketNumber?: string }
  | { kind: 'answer-question'; question: string }
  | { kind: 'rate-service'; score: number; comment: string; ticketNumber?: string }
  | { kind: 'request-human'; reason: HandoverReason }
  | { kind: 'sign-up'; activity: string }
  | { kind: 'suggest'; text: string }
  | { kind: 'praise'; text: string }
  | { kind: 'small-talk'; topic: SmallTalkTopic }
  | { kind: 'confirm' }
  | { kind: 'deny' }
  | { kind: 'clarify'; about: string }
  | { kind: 'cannot-handle'; reason: RefusalReason }

export type CommandKind = Command['kind']
