import type { Channel } from './adapters/channel.ts'
import type { LineJudge } from './alerts/judge-line.ts'
import type { GuessAnswer } from './callbacks/guess-answer.ts'
import type { Understander } from './dialog/understand/understander.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from './knowledge/answer.ts'
import type { Transcribe } from './messaging/hear-voice.ts'
import type { Burst } from './messaging/timing.ts'
import type { ScoreMessage } from './sentiment/score-message.ts'
import type { Clock } from './shared/clock.ts'
import type { Log } from './shared/log.ts'
import type { Metrics } from './shared/metrics.ts'
import type { Database } from './storage/database.ts'

/** What the product is put together from; see `createApp`. */
export interface AppParts {
  database: Database
  jobs: Jobs
  channels: Channel[]
  understander: Understander
  answerQuestion(question: KnowledgeQuestion, signal?: AbortSignal): Promise<KnowledgeAnswer>
  scoreMessage: ScoreMessage
  isDanger(text: string): boolean
  /** What an answer to a callback may be whose words no rule knows; by default a guess from words alone. */
  guessAnswer?: GuessAnswer
  /** Whom a line is upset with; by default a judge that reads words alone. */
  judgeLine?: LineJudge
  /** Makes ready what judging these lines well needs. Never rejects. */
  prepareLines?(texts: readonly string[]): Promise<void>
  /** Words of a recording; without it residents are asked to type. */
  transcribe?: Transcribe
  clock: Clock
  log: Log
  metrics: Metrics
  /** Folder of residents' files. */
  filesDir: string
  timezone: string
  /** Community of residents who are bound to no household, where the company has only one. */
  defaultCommunityId: string | undefined
  /** Takes in notices that began, changed or ended to answer questions. */
  reloadKnowledge?(): Promise<unknown>
  /** Where residents read the whole of a message that was cut; absent: nowhere. */
  linkToWhole?(outboundId: bigint): string
  /** The chat of one of the channels in which staff talk; absent while the company has none. */
  staffRoom?: { channel: string; chat: string }
  /** How long a burst of messages is waited for (real milliseconds). Default: 1.2 s of silence, 4 s at most. */
  burst?: Burst
}
