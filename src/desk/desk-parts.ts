import type { KnowledgeBase } from '../knowledge/answer.ts'
import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import type { Priority, TicketCategory, TicketKind } from '../shared/vocabulary.ts'
import type { Database } from '../storage/database.ts'
import type { WaitReason } from '../tickets/ticket.ts'
import type { MetricsBook } from './metrics.ts'

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

export interface DeskParts {
  database: Database
  clock: Clock
  log: Log
  metrics: MetricsBook
  /** `reload` takes in what the desk changed. */
  knowledge: KnowledgeBase & { reload(): Promise<unknown> }
  openTicket: OpenDeskTicket
  changeTicket: ChangeDeskTicket
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
