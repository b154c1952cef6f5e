import type { Readable } from 'node:stream'
import type { Hono } from 'hono'
import type {
  Address,
  IncomingMessage,
  MembershipChange,
  MessageEdit,
  OutgoingMessage,
  SendReceipt,
} from '../messaging/message.ts'

/** What a channel can carry. */
export interface ChannelCapabilities {
  /** Most characters (UTF-16 units) of one message's text. */
  textLimit: number
  buttons: boolean
  groups: boolean
  /** Whether residents can send files through it. */
  files: boolean
  /** Whether we can send files through it. */
  sendsFiles?: boolean
  /** Whether what was sent can be edited and taken away. */
  changesSent?: boolean
  /** Whether the company's people serve talks in the platform's own app, which is told when one is wanted (`serving`). */
  handsOver?: boolean
  /** How many messages may follow a person's last word, and for how long. Absent: no limit. */
  replyWindow?: { hours: number; messages: number }
}

/** What a channel says of its own state; staff hear of it another way. */
export interface ChannelReport {
  channel: string
  /** `online` ends every trouble that was reported before. */
  state: 'online' | 'waiting-for-scan' | 'logged-out' | 'disconnected' | 'silent' | 'invited'
  /** For people: since when, why, where to scan. */
  detail: string
}

/** The platform tells later that a message it had taken did not arrive. */
export interface FailedSend {
  channel: string
  /** The platform's id from the receipt. */
  messageId: string
  reason: string
}

/** A prepared message was confirmed by a member of staff, and went. */
export interface ConfirmedSend {
  channel: string
  /** The platform's id from the receipt. */
  messageId: string
}

/** The platform's own staff took a talk (`person`) or gave it back (`bot`). */
export interface ServingChange {
  channel: string
  chat: string
  by: 'person' | 'bot'
  staff: string
}

/**
 * Where a channel puts what comes in. Each promise resolves once the thing is durably kept; the channel
 * tells its platform "received" only after that. All are safe to repeat.
 */
export interface ChannelInbox {
  receive(message: IncomingMessage): Promise<void>
  edit(edit: MessageEdit): Promise<void>
  /** The platform gave a group a new id. */
  moveChat(channel: string, fromChat: string, toChat: string): Promise<void>
  /** The person blocked or unblocked us. */
  setReachable(channel: string, sender: string, reachable: boolean): Promise<void>
  /** Somebody came into a group or left it, where the platform says so. */
  setMembership?(change: MembershipChange): Promise<void>
  /** The channel is in trouble, or out of it again. */
  report?(report: ChannelReport): Promise<void>
  /** A message with a receipt did not arrive after all. */
  setUndelivered?(failed: FailedSend): Promise<void>
  /** A prepared message has gone. */
  setConfirmed?(confirmed: ConfirmedSend): Promise<void>
  /** A person at the platform serves this chat now, or no longer does. */
  setServing?(change: ServingChange): Promise<void>
}

/** A door to residents: transport only, no decisions. One suite in tests/contracts proves every implementation. */
export interface Channel {
  readonly name: string
  readonly capabilities: ChannelCapabilities
  /** HTTP routes to mount at `/`, for channels that are called by their platform or by a page. */
  readonly routes?: Hono
  /** Begins to hand messages to `inbox`. Rejects with a `LinliError` when the platform refuses our credentials. */
  start(inbox: ChannelInbox): Promise<void>
  /** Stops taking messages, then resolves; nothing taken is left unkept. */
  stop(): Promise<void>
  /** Sends one message. Rejects with `SendRefused`, `SendThrottled`, `SendMoved` or `SendFailed`, nothing else. */
  send(message: OutgoingMessage): Promise<SendReceipt>
  /**
   * Sends what may go to a person whose reply window is over, in the form the platform allows for that (a template of few
   * words). Rejects like `send`. Absent: there is no such way.
   */
  sendOutsideWindow?(message: OutgoingMessage): Promise<SendReceipt>
  /** Shows that an answer is being written, where the platform can; never rejects. */
  showTyping(to: Address): Promise<void>
  /**
   * Opens a thread of its own in a chat and gives its id, or undefined where the chat has none. Rejects like `send`.
   * Absent: the platform knows no threads.
   */
  openThread?(chat: string, title: string): Promise<string | undefined>
  /** Streams a file of an incoming message; rejects with `SendRefused` when it is gone for good, else `SendFailed`. */
  fetchFile(reference: string): Promise<Readable>
}
