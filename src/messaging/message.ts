/** What a channel hands in. Platform words never pass this line: ids are opaque strings. */
export interface IncomingMessage {
  /** Channel name, e.g. `telegram`. */
  channel: string
  /** The chat it was written in; for a private chat the same for every message of that person. */
  chat: string
  /** Topic (thread) inside the chat; absent where the platform has none. */
  topic?: string
  chatKind: 'private' | 'group'
  /** Unique within channel and chat; the second message with the same id has no effect. */
  messageId: string
  sender: { id: string; name: string; language?: string }
  sentAt: Date
  /** In a group: mentioned, replied to or commanded. Always true in private. */
  addressed: boolean
  /** Text or caption with the mention of us removed; empty for a bare photo. */
  text: string
  command?: { name: string; args: string }
  /** Value of an inline button that was pressed. */
  button?: string
  attachments: IncomingAttachment[]
  location?: { latitude: number; longitude: number; label?: string }
  sharedContact?: { phone: string; name: string }
  replyTo?: string
  /** Messages of one album carry the same key. */
  album?: string
  /** The platform's own body, kept for audit. */
  raw?: unknown
}

export const attachmentKinds = ['photo', 'voice', 'audio', 'video', 'file', 'sticker'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

export interface IncomingAttachment {
  kind: AttachmentKind
  /** What the channel needs to fetch the file later. */
  reference: string
  fileName?: string
  mimeType?: string
  sizeBytes?: number
}

export interface MessageEdit {
  channel: string
  chat: string
  messageId: string
  text: string
  editedAt: Date
}

/** Somebody came into a chat or left it. */
export interface MembershipChange {
  channel: string
  chat: string
  sender: string
  isMember: boolean
}

/** Where a message goes. */
export interface Address {
  channel: string
  chat: string
  topic?: string
}

export interface Button {
  label: string
  /** Comes back as `IncomingMessage.button`; at most 64 bytes of UTF-8 (Telegram's limit). */
  value: string
}

/** A file to send. `reference` is known to the channel itself; else, or where that fails, `path` is read. */
export interface OutgoingAttachment {
  kind: AttachmentKind
  fileName?: string
  mimeType?: string
  reference?: string
  /** Of our own copy on disk. */
  path?: string
}

/** One platform message to send; already short enough for the channel. */
export interface OutgoingMessage {
  to: Address
  /** Plain text in which `**…**` marks emphasis; the channel renders or drops the marks. */
  text: string
  /** Rows of buttons; a channel without buttons writes them as numbered choices. */
  buttons?: Button[][]
  replyTo?: string
  /** The text is then its caption and may be empty; only for channels that send files. */
  attachment?: OutgoingAttachment
  /** Instead of a new message: the text of an earlier one of ours is replaced, or the message taken away. */
  change?: { kind: 'edit' | 'delete'; messageId: string }
  /** Instead of a message: the platform's own staff are wanted for this talk (`pool`), or have ended it (`ended`). */
  serving?: 'pool' | 'ended'
  /** Our id of this message; the same on a repeat. */
  key: string
  /** One of many that say the same: it goes after answers, at its own pace. */
  isBroadcast?: boolean
  /** The words of a person of the staff, not of the assistant. */
  isFromPerson?: boolean
}

export interface SendReceipt {
  /** The platform's id of the sent message. */
  messageId: string
  /** The platform does not count it against the reply window. */
  isFree?: boolean
  /** The platform has it, and a member of staff has to confirm it there before it goes. */
  isPrepared?: boolean
}

/** The platform answered: no, and asking again will not help. */
export class SendRefused extends Error {
  /** `removed`: we are no member of the group any more. */
  readonly reason: 'blocked' | 'chat-gone' | 'not-permitted' | 'removed' | 'invalid' | 'window-closed'
  constructor(reason: SendRefused['reason'], message: string) {
    super(message)
    this.name = 'SendRefused'
    this.reason = reason
  }
}

/** The platform answered: not now. Nothing was sent. */
export class SendThrottled extends Error {
  readonly retryAfterMs: number
  constructor(retryAfterMs: number, message: string) {
    super(message)
    this.name = 'SendThrottled'
    this.retryAfterMs = retryAfterMs
  }
}

/** The chat has a new id; nothing was sent. */
export class SendMoved extends Error {
  readonly toChat: string
  constructor(toChat: string) {
    super(`the chat moved to ${toChat}`)
    this.name = 'SendMoved'
    this.toChat = toChat
  }
}

/** We could not reach the platform, or it failed. `outcome` says whether the message may have arrived. */
export class SendFailed extends Error {
  readonly outcome: 'not-sent' | 'unknown'
  constructor(outcome: SendFailed['outcome'], message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'SendFailed'
    this.outcome = outcome
  }
}
