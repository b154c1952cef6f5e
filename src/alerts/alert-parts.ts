import type { AlertTexts } from '../i18n/texts.ts'
import type { Work } from '../storage/work.ts'
import type { Upset } from './conversation-mood.ts'

/** What alerts need of other features; given in `app.ts`. */
export interface AlertParts {
  timezone: string
  texts: AlertTexts
  /** Who hears of it at a level: 1 the duty lead, 2 the manager; undefined: all on duty. */
  findEscalation?(
    work: Work,
    about: { communityId: string | null; category: string },
    level: number,
  ): Promise<string | undefined>
  /** Brings a person into a talk and tells the resident so, in their language. */
  handOver?(
    work: Work,
    request: { conversationId: string; upset: Upset; reason: string; summary: string },
  ): Promise<void>
  /** How an incident is called to staff. */
  nameIncident?(incident: { cause: string; places: readonly string[] }): string
  /** Keeps words for one chat of a channel, for when the staff room cannot be reached. */
  sayInChat?(
    work: Work,
    to: { channel: string; chat: string },
    words: { text: string; noticeId: string },
  ): Promise<void>
}
