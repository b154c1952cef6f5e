import type { Language, Priority, TicketCategory, TicketKind } from '../../shared/vocabulary.ts'
import type { Command, TicketDraft } from '../commands/command.ts'

/** What the bot is waiting for, if anything; it never traps the resident. */
export type PendingQuestion =
  | { about: 'place' }
  | { about: 'appointment'; ticketNumber: string }
  | {
      about: 'what-happened'
      /** What was told before the problem itself. */
      known?: Pick<TicketDraft, 'place' | 'phone' | 'appointment'>
    }
  | {
      about: 'which-ticket'
      purpose: 'cancel' | 'urge' | 'status' | 'add' | 'reopen' | 'rate'
      numbers: string[]
      /** Words to add once the ticket is known. */
      note?: string
    }
  | { about: 'confirm-cancel'; ticketNumber: string }
  | { about: 'offer'; offer: 'person-or-ticket' | 'ticket'; question: string }
  | { about: 'rating'; ticketNumber: string }
  /** Nothing is asked; the next words may try the refused thing again. */
  | { about: 'refused'; reason: 'privacy' }

export interface KnownTicket {
  number: string
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  status: string
  description: string
  location: string
}

export interface UnderstandRequest {
  /** The messages of this turn in order; attachments appear as `[图片]`, `[语音]`, `[视频]`, `[文件]`, `[位置]`. */
  messages: string[]
  now: Date
  /** Language of the talk so far. */
  language: Language
  pending?: PendingQuestion
  /** Draft whose slots are being filled. */
  draft?: TicketDraft
  /** The resident's own tickets, newest first: open ones, and those resolved in the last 7 days. */
  tickets: KnownTicket[]
  /** Last few lines of the talk, oldest first, for a model. */
  history: { from: 'resident' | 'bot' | 'staff'; text: string }[]
  /** Ends a model's thinking when the turn's time is over; the offline understanding is then given. */
  signal?: AbortSignal
}

export interface Understanding {
  commands: Command[]
  language: Language
  by: 'rules' | 'offline' | 'model'
  /** How likely the turn merely asks something, 0–1, by the trained heads; absent where none were asked. */
  asks?: number
  inputTokens: number
  outputTokens: number
}

/** Turns text and state into commands. Never rejects: what cannot be understood is a `cannot-handle` command. */
export interface Understander {
  /** Whether it reads `history`; it is not looked up for nothing. */
  readonly readsHistory?: boolean
  understand(request: UnderstandRequest): Promise<Understanding>
}
