import type { GuessAnswer } from '../callbacks/guess-answer.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from '../knowledge/answer.ts'
import type { ClaimedMessage } from '../messaging/delivery.ts'
import type { Address } from '../messaging/message.ts'
import type { Burst } from '../messaging/timing.ts'
import type { ScoreMessage } from '../sentiment/score-message.ts'
import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import type { TicketCategory, TicketKind } from '../shared/vocabulary.ts'
import type { Database, Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { Errand, ErrandAnswer } from './errand.ts'
import type { ErrandWords } from './understand/read-errand-words.ts'
import type { Understander } from './understand/understander.ts'

/** What a turn needs from the rest of the product. */
export interface TurnParts {
  database: Database
  clock: Clock
  log: Log
  /** Runs one unit of work in a transaction: reactions inside, wakes after. */
  runWork<T>(run: (work: Work) => Promise<T>): Promise<T>
  /** A unit of work around an open transaction (or a single statement). */
  openWork(tx: Transaction): { work: Work; finish(): Promise<void>; sendWakes(): Promise<void> }
  understander: Understander
  answerQuestion(question: KnowledgeQuestion, signal?: AbortSignal): Promise<KnowledgeAnswer>
  scoreMessage: ScoreMessage
  isDanger(text: string): boolean
  /** What an answer to a callback may be whose words no rule knows. */
  guessAnswer: GuessAnswer
  /** What is said in a voice message; undefined where nobody can tell. */
  hearVoice(attachmentId: string, signal: AbortSignal): Promise<string | undefined>
  /** Carries out what a button of a notice or activity, or a fixed word, asks for. */
  runErrand(work: Work, errand: Errand): Promise<ErrandAnswer>
  /** The errand that words mean; undefined where there is nothing that they fit. */
  findErrand?(
    words: ErrandWords,
    who: { contactId: string; communityId: string | undefined; hasTicket: boolean; now: Date },
  ): Promise<string | undefined>
  /** Most characters of one message on a channel. */
  textLimitOf(channel: string): number
  /** Whether the channel limits what may follow a person's last word: one answer is then one message. */
  hasWindow?(channel: string): boolean
  wakeTurn(conversationId: string, delayMs: number): Promise<void>
  /** Sends what the turn has kept; a failure is mended by the sweeper. */
  deliver(conversationId: string, claimed?: ClaimedMessage): Promise<void>
  showTyping(to: Address): Promise<void>
  /** Community of residents who are bound to no household, if there is only one. */
  defaultCommunityId: string | undefined
  timezone: string
  /** How long a burst of messages is waited for (real milliseconds). */
  burst: Burst
  observeTurn(tookMs: number, understoodBy: string): void
  countTicket(ticket: { kind: TicketKind; category: TicketCategory }): void
}
