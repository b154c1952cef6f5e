import type { ReplyWindow } from '../shared/choose-way.ts'
import type { QuietHours } from '../shared/quiet-hours.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'

/** What callbacks need from the rest of the product. */
export interface CallbackParts {
  /** Zone where the community names none. */
  timezone: string
  readQuiet(tx: Transaction): Promise<QuietHours>
  /** Keeps a question to a resident and wakes its delivery; `askedBy` comes back when it cannot be delivered. */
  ask(work: Work, question: Question): Promise<void>
  /** What a channel lets us do; undefined while it does not run. */
  reachOf(channel: string): { replyWindow?: ReplyWindow | undefined } | undefined
}

export interface Question {
  conversationId: string
  channel: string
  text: string
  buttons: { label: string; value: string }[][]
  /** `callback:<id>` or `survey:<invite id>`. */
  askedBy: string
}

export type CallbackStatus =
  | 'scheduled'
  | 'waiting'
  | 'listed'
  | 'asked'
  | 'answered'
  | 'unanswered'
  | 'cancelled'
  | 'skipped'
  | 'opted-out'

/** Those that may still come to a question or an answer. */
export const liveStatuses: readonly CallbackStatus[] = ['scheduled', 'waiting', 'listed', 'asked']

export interface CallbackRow {
  id: string
  serial: number
  subject: string
  subjectId: string
  round: number
  origin: string
  ticketNumber: string | null
  kind: string
  category: string
  team: string
  staffId: string | null
  communityId: string | null
  householdId: string | null
  contactId: string | null
  conversationId: string | null
  askedIn: string | null
  status: CallbackStatus
  reason: string
  aspect: string | null
  score: number | null
  dueAt: Date
  askedAt: Date | null
  remindedAt: Date | null
  closedAt: Date | null
  createdAt: Date
}

/** What happened to a callback; figures are counted from these. */
export type CallbackEventType =
  | 'scheduled'
  | 'put-off'
  | 'asked'
  | 'perhaps-asked'
  | 'listed'
  | 'reminded'
  | 'rated'
  | 'aspect-asked'
  | 'aspect-rated'
  | 'commented'
  | 'opted-out'
  | 'new-problem'
  | 'passed'
  | 'unanswered'
  | 'cancelled'
  | 'skipped'
