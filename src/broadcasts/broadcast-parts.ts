import type { Language } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { FindReach } from './audience.ts'

/** What broadcasts need from elsewhere. */
export interface BroadcastParts {
  timezone: string
  /** The channels of this installation. */
  channelNames: readonly string[]
  /** What a channel lets us do now. */
  findChannel: FindReach
  /** `now`, or when the quiet hours end in which `now` lies. */
  findSpeakingTime(work: Work): Promise<Date>
  /** Whether what was sent can be edited and taken away. */
  changesSent(channel: string): boolean
  /** Makes the notice answer questions, in place of its earlier wording. */
  keepKnowledge(tx: Transaction, notice: KnownNotice, now: Date): Promise<void>
  dropKnowledge(tx: Transaction, id: string, now: Date): Promise<void>
}

export interface KnownNotice {
  id: string
  title: string
  text: string
  language: Language
  communityId?: string
  /** Days in the community's zone, YYYY-MM-DD. */
  effectiveOn: string
  expiresOn: string
}
