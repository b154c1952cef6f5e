import type { DispatchParts, TicketSteps } from '../dispatch/dispatch-parts.ts'
import type { IncidentParts, IncidentSteps } from '../incidents/incident-parts.ts'
import type { KnowledgeBase } from '../knowledge/answer.ts'
import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import type { Language, Priority, TicketCategory, TicketKind } from '../shared/vocabulary.ts'
import type { Database } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { WaitReason } from '../tickets/ticket.ts'
import type { MetricsBook } from './metrics.ts'
import type { TalkView } from './talk-contract.ts'
import type { ReplyFacts } from './word-reply.ts'

/** A ticket that does not come from a talk: entered at the desk, by telephone, letter box or a device. */
export interface DeskTicketRequest {
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  description: string
  location: string
  phone?: string
  appointment?: string
  communityId?: string
  householdId?: string
  channel: string
  sender: string
  /** Staff id, or `api`. */
  by: string
  idempotencyKey?: string
}

/** Opens a ticket; the same idempotency key again gives the ticket it opened. */
export type OpenDeskTicket = (request: DeskTicketRequest) => Promise<{ number: string }>

export const deskActions = [
  'assign',
  'accept',
  'start',
  'wait',
  'resolve',
  'reopen',
  'cancel',
  'close',
  'note',
] as const
export type DeskAction = (typeof deskActions)[number]

export interface DeskTicketChange {
  number: string
  action: DeskAction
  /** Staff id, or `api`. */
  by: string
  note: string
  /** With `assign`. */
  assignee?: string
  /** With `wait`. */
  waitReason?: WaitReason
  /** With `resolve` and `close`. */
  rootCause?: string
}

/** Takes one step; rejects with `not-found` or, where the step may not be taken, `conflict`. */
export type ChangeDeskTicket = (change: DeskTicketChange) => Promise<void>

export interface DeskWork extends DispatchParts, IncidentParts {
  run<T>(run: (work: Work) => Promise<T>): Promise<T>
  steps: TicketSteps & IncidentSteps
}

/** What a person does with a conversation; each rejects with `not-found`, or `conflict` where it may not be done now. */
export interface DeskTalks {
  read(conversationId: string): Promise<TalkView | undefined>
  take(step: TalkStep): Promise<void>
  return(step: TalkStep): Promise<void>
  close(step: TalkStep): Promise<void>
  reply(step: TalkStep & { text: string }): Promise<void>
  note(step: TalkStep & { text: string }): Promise<void>
  /** Lets the bot's suggested answer go, in other words where `text` is given. */
  approve(step: TalkStep & { suggestionId: string; text?: string }): Promise<void>
  createChatCode(staffId: string): Promise<{ code: string; expiresAt: Date }>
}

export interface TalkStep {
  conversationId: string
  /** Staff id, or `api`. */
  by: string
}

export interface DeskParts {
  database: Database
  clock: Clock
  log: Log
  metrics: MetricsBook
  /** `reload` takes in what the desk changed. */
  knowledge: KnowledgeBase & { reload(): Promise<unknown> }
  openTicket: OpenDeskTicket
  changeTicket: ChangeDeskTicket
  /** Units of work with their reactions, and what they do to tickets. */
  work: DeskWork
  talks: DeskTalks
  /** Gives a model's wording of a reply, or undefined; absent without a model. */
  rewriteReply?(text: string, language: Language): Promise<string | undefined>
  /** Gives a model's words for a reply, or undefined; absent without a model. */
  wordReply?(facts: ReplyFacts): Promise<string | undefined>
  /** Where residents' files lie; without it none is shown. */
  filesDir?: string
  /** Ends the course of praise or a suggestion; rejects with `not-found` or `conflict`. */
  answerVoice(answer: { id: string; by: string; outcome: string }): Promise<void>
  /** Throws when the queue cannot be reached. */
  pingQueue(): Promise<void>
  /** Signs cursors; at least 32 characters. */
  secret: string
  /** Without it no machine is let in. */
  apiToken?: string
  /** Signs the alarms of devices; without it none is taken. */
  alarmSecret?: string
}
