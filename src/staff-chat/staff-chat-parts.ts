import type { StaffTexts, Texts } from '../i18n/texts.ts'
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
  /** Takes the step or rejects with a `LinliError`; gives the ticket as it is then. */
  actOnTicket(work: Work, step: TicketStep): Promise<{ number: string; status: string }>
  /** The digest of the last seven days; absent where nobody counts moods. */
  writeDigest?(work: Work): Promise<string>
  acknowledge(work: Work, notice: { id: string; by: string }): Promise<{ isFirst: boolean }>
}
