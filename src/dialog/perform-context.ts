import type { KnowledgeAnswer } from '../knowledge/answer.ts'
import type { HouseholdName } from '../residents/bind-household.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import type { Errand, ErrandAnswer } from './errand.ts'

/** What the steps of a turn are carried out with. */
export interface PerformContext {
  conversationId: string
  contactId: string
  channel: string
  sender: string
  communityId: string | undefined
  /** Of the community. */
  timezone: string
  household: HouseholdName | undefined
  /** Files of this turn, not yet part of a ticket. */
  attachmentIds: string[]
  /** Files came lately that are no part of a ticket either. */
  hasLooseFiles: boolean
  /** Answers found before the transaction began, by question. */
  answers: Map<string, KnowledgeAnswer>
  /** Carries out what belongs to no flow of the dialog. */
  runErrand(work: Work, errand: Errand): Promise<ErrandAnswer>
  language: Language
  /** The words of this turn. */
  text: string
  now: Date
}
