import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { StoredAttachment } from './find-file.ts'
import type { Button, OutgoingMessage, SendReceipt } from './message.ts'
import type { ReplyWindow } from './reply-window.ts'

export interface DeliverParts {
  database: Database
  clock: Clock
  log: Log
  /** The channel's way out, or undefined while that channel is not running. */
  findSender(channel: string): ((message: OutgoingMessage) => Promise<SendReceipt>) | undefined
  wakeDelivery(conversationId: string, delayMs: number): Promise<void>
  keepMove(move: { channel: string; fromChat: string; toChat: string }): Promise<void>
  /** Opens a thread in a chat; undefined where the channel or the chat has none. Rejects like sending. */
  openThread?(place: { channel: string; chat: string; title: string }): Promise<string | undefined>
  /** Folder of kept files. */
  filesDir?: string
  countOutbound(channel: string, outcome: string): void
  runWork<T>(run: (work: Work) => Promise<T>): Promise<T>
  /** How much may be sent after a person's last word, where the channel limits it. */
  windowOf?(channel: string): ReplyWindow | undefined
  textLimitOf?(channel: string): number
  /** The channel's way to people whose window is over, where it has one. */
  findOutsideSender?(channel: string): ((message: OutgoingMessage) => Promise<SendReceipt>) | undefined
  /** Other talks alone with the person of this account, best first. */
  findOtherTalks?(contactId: string): Promise<{ conversationId: string; channel: string }[]>
  /** Tells staff of an important message that must wait; in the transaction that lets it wait. */
  reportHeld?(work: Work, message: HeldMessage): Promise<void>
  /** The line that says where the whole of a message that was cut can be read; absent: nowhere. */
  writeWhole?(outboundId: bigint): string
  /** The words of a message that waited for long. */
  writeStale?(text: string, heldAt: Date): string
  /** Whether a question of ours (`askedBy`) may go at an instant; undefined: nothing stands against it. */
  findAskingRule?(askedBy: string): Promise<((now: Date) => boolean) | undefined>
  /** Puts a message that will not arrive where staff see it; in the transaction that gives it up. */
  reportUndelivered(work: Work, message: UndeliveredMessage): Promise<void>
}

/** A message that was given up. */
export interface UndeliveredMessage {
  conversationId: string
  outboundId: string
  channel: string
  text: string
  broadcastId?: string
  /** `failed`: tried for about an hour; `refused`: the platform will never take it. */
  state: 'refused' | 'failed'
  reason: string
}

/** A message that waits for the person's next word. */
export interface HeldMessage {
  conversationId: string
  outboundId: string
  channel: string
  text: string
  reason: string
}

/** What a kept message carries beside its text. */
export interface OutboundContent {
  buttons?: Button[][]
  askedBy?: string
  attachment?: StoredAttachment
  /** Title of the thread that the conversation's messages want for themselves, where the chat has threads. */
  thread?: string
  /** May use what a reply window keeps in reserve: words of a person, a result. */
  important?: boolean
  /** No message: tells the platform who serves the talk. */
  serving?: 'pool' | 'ended'
  /** Since when it waits for a window. */
  heldAt?: string
  /** The person's last word then. */
  heldAfter?: string
  /** All of it, where it was cut to one message. */
  whole?: string
  /** A member of staff has to confirm it at the platform before it goes. */
  prepared?: boolean
  /** The platform does not count it. */
  free?: boolean
}

/** A message that this process alone may send until its claim runs out. */
export interface ClaimedMessage {
  id: bigint
  text: string
  content: OutboundContent
  replyTo: string | null
  /** The message that this one changes, where it is none of its own. */
  changeOf?: bigint | null
  change?: 'edit' | 'delete' | null
  attempts: number
  /** The broadcast it belongs to: it is never sent again where its outcome is unknown. */
  broadcastId?: string | null
  /** Absent: the bot. */
  author?: string
  /** When it was claimed (`performance.now()`); absent where that was another statement than its turn's. */
  claimedAtMs?: number
  /** How often it was claimed while nobody knew whether it had gone. */
  repeats?: number
  error?: string | null
  channel: string
  chat: string
  topic: string
  contactId: string
  blockedAt: Date | null
}

/** A message and what came of sending it. */
export interface Failure {
  conversationId: string
  claimed: ClaimedMessage
  error: unknown
}
