import type { BroadcastParts } from '../broadcasts/broadcast-parts.ts'
import type { StaffTexts, Texts } from '../i18n/texts.ts'
import type { LinliError } from '../shared/errors.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import type { ReachOfChannel } from './answer-resident.ts'
import type { StaffRoom } from './staff-room.ts'

/** A step of a ticket's course, as the room asks for it. */
export interface TicketStep {
  number: string
  action: 'accept' | 'start' | 'wait' | 'resolve' | 'reassign'
  by: string
  note?: string
  /** Staff id, with `reassign`. */
  assignee?: string
  waitReason?: 'resident' | 'parts' | 'force-majeure'
  attachmentIds?: string[]
  /** Why it came about; a complaint is not closed without. */
  rootCause?: string
}

/** A ticket as the room speaks of it after a step. */
export interface TicketAfter {
  number: string
  status: string
  kind: string
  rootCause: string | null
}

/** Somebody lets the bot's suggested answer go, as it is or in other words. */
export interface ApprovalOfAnswer {
  conversationId: string
  suggestionId?: string
  by: string
  text?: string
  via: 'room' | 'desk'
}

/** What writing a notice in the chat takes from elsewhere. */
export interface NoticeCommandParts {
  broadcasts: BroadcastParts
  /** Sends it to its writer alone; gives how many messages. */
  test(work: Work, request: { id: string; staffId: string }): Promise<number>
  /** Ids of what should be looked at again before it goes out. */
  findWarnings(text: string): string[]
  /** Says it in the manners of the company. */
  polish(text: string, language: Language): string
}

/** What the staff chat needs from the rest of the product. */
export interface StaffChatParts {
  /** Where staff talk; undefined while the company has no room. */
  findRoom(): StaffRoom | undefined
  /** In the company's language. */
  staffTexts: StaffTexts
  /** What residents and staff both read: names of categories and stages. */
  texts: Texts
  writeTime(instant: Date): string
  reachOf(channel: string): ReachOfChannel
  /** Sends the bot's suggested answer; rejects with `conflict` where none is open or it may not be sent as it is. */
  approve(work: Work, approval: ApprovalOfAnswer): Promise<void>
  /** Whether the bot answers residents by itself where this one lives. */
  isAutomatic(work: Work, conversationId: string): Promise<boolean>
  /** Takes the step or rejects with a `LinliError`; gives the ticket as it is then. */
  actOnTicket(work: Work, step: TicketStep): Promise<TicketAfter>
  /** Why a step was refused, in a sentence for staff; undefined where the error's own message must do. */
  explainRefusal(error: LinliError): string | undefined
  /** The digest of the last seven days; absent where nobody counts moods. */
  writeDigest?(work: Work): Promise<string>
  /** What notices to residents need; absent where none can be sent. */
  notices?: NoticeCommandParts
  acknowledge(work: Work, notice: { id: string; by: string }): Promise<{ isFirst: boolean }>
}
