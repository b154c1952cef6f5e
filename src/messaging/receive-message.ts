import { type Clock, toProductMs } from '../shared/clock.ts'
import { createId } from '../shared/ids.ts'
import type { Database } from '../storage/database.ts'
import type { IncomingMessage } from './message.ts'
import { type Burst, scaleBurst } from './timing.ts'

/** Older messages are a platform's replay after a long silence: kept and marked, not answered. */
const replayAgeMs = 24 * 3_600_000

export interface MessageMood {
  sentiment: string
  emotion: string
  angryAtService: boolean
}

export interface ReceiveParts {
  database: Database
  clock: Clock
  /** Wakes the conversation for a turn after `delayMs`. */
  wakeTurn(conversationId: string, delayMs: number): Promise<void>
  wakeAttachment(attachmentId: string): Promise<void>
  /** Called at once for words of danger, without waiting for the queue. */
  takeUrgentTurn(conversationId: string): void
  isDanger(text: string): boolean
  /** Mood of one message; every message is scored, also those that get no answer. */
  scoreMessage(text: string): MessageMood
  countInbound(channel: string): void
  /** How long a burst of messages is waited for (real milliseconds). */
  burst: Burst
}

/** Keeps a message durably, once, and wakes its conversation; resolves when it is kept. Safe to repeat. */
export async function receiveMessage(parts: ReceiveParts, message: IncomingMessage): Promise<void> {
  const now = parts.clock.now()
  const state = stateFor(message, now)
  const { quietMs } = scaleBurst(parts.burst, toProductMs(parts.clock, 1))
  const attachmentRows = message.attachments.map(file => ({ ...file, id: createId() }))
  const mood = parts.scoreMessage(message.text)
  const kept = await keepMessage(parts.database, { message, mood, state, now, quietMs, attachmentRows })
  if (!kept) return
  parts.countInbound(message.channel)
  for (const row of attachmentRows) await parts.wakeAttachment(row.id)
  if (state !== 'pending') return
  if (parts.isDanger(message.text)) parts.takeUrgentTurn(kept.conversationId)
  await parts.wakeTurn(kept.conversationId, message.button ? 0 : quietMs)
}

function stateFor(message: IncomingMessage, now: Date): 'pending' | 'old' | 'unaddressed' {
  if (now.getTime() - message.sentAt.getTime() > replayAgeMs) return 'old'
  return message.addressed ? 'pending' : 'unaddressed'
}

interface KeepRequest {
  message: IncomingMessage
  mood: MessageMood
  state: string
  now: Date
  quietMs: number
  attachmentRows: (IncomingMessage['attachments'][number] & { id: string })[]
}

/** One statement, so that one commit keeps contact, conversation, message and attachments together. */
async function keepMessage(
  database: Database,
  { message, mood, state, now, quietMs, attachmentRows }: KeepRequest,
): Promise<{ conversationId: string } | undefined> {
  const content = JSON.stringify(contentOf(message))
  const raw = message.raw === undefined ? null : toJsonb(message.raw)
  const files = toJsonb(attachmentRows)
  const turnDueAt = state === 'pending' ? new Date(now.getTime() + quietMs) : null
  const rows = await database.sql<{ conversationId: string }>`
    with contact as (
      insert into "Contact" (id, channel, sender, name, language, "createdAt")
      values (${createId()}, ${message.channel}, ${message.sender.id}, ${clean(message.sender.name)}, ${message.sender.language ?? null}, ${now})
      on conflict (channel, sender) do update set name = excluded.name, "blockedAt" = null
      returning id
    ), conversation as (
      insert into "Conversation" (id, channel, chat, topic, sender, "chatKind", "contactId", language, "turnDueAt", "lastInboundAt", "createdAt", "updatedAt")
      select ${createId()}, ${message.channel}, ${message.chat}, ${message.topic ?? ''}, ${message.sender.id}, ${message.chatKind}, contact.id,
        ${languageOf(message)}, ${turnDueAt}::timestamptz, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz from contact
      on conflict (channel, chat, topic, sender) do update
        set "turnDueAt" = coalesce(excluded."turnDueAt", "Conversation"."turnDueAt"), "lastInboundAt" = excluded."lastInboundAt"
      returning id
    ), message as (
      insert into "Inbound" ("conversationId", channel, chat, "messageId", sender, text, content, "replyTo", album, state, "sentAt", "receivedAt", raw, sentiment, emotion, "angryAtService")
      select conversation.id, ${message.channel}, ${message.chat}, ${message.messageId}, ${message.sender.id}, ${clean(message.text)}, ${content}::jsonb,
        ${message.replyTo ?? null}, ${message.album ?? null}, ${state}, ${message.sentAt}::timestamptz, ${now}::timestamptz, ${raw}::jsonb,
        ${mood.sentiment}, ${mood.emotion}, ${mood.angryAtService} from conversation
      on conflict (channel, chat, "messageId") do nothing
      returning id, "conversationId"
    ), released as (
      update "Outbound" o set state = 'pending', "dueAt" = ${now}::timestamptz, error = null
      from message where o."conversationId" = message."conversationId" and o.state = 'held' and ${state} <> 'old'
    ), files as (
      insert into "Attachment" (id, "inboundId", kind, reference, "fileName", "mimeType", "sizeBytes", "dueAt", "createdAt")
      select file.id, message.id, file.kind, file.reference, file."fileName", file."mimeType", file."sizeBytes", ${now}::timestamptz, ${now}::timestamptz
      from message, jsonb_to_recordset(${files}::jsonb)
        as file(id text, kind text, reference text, "fileName" text, "mimeType" text, "sizeBytes" int)
    )
    select "conversationId" from message`
  return rows[0]
}

/** What the turn needs beyond the text. */
export interface InboundContent {
  command?: { name: string; args: string }
  button?: string
  location?: { latitude: number; longitude: number; label?: string }
  sharedContact?: { phone: string; name: string }
  attachments?: { kind: string }[]
  /** What was heard in a voice message. */
  transcript?: string
  name?: string
}

function contentOf(message: IncomingMessage): InboundContent {
  return JSON.parse(
    toJsonb({
      command: message.command,
      button: message.button,
      location: message.location,
      sharedContact: message.sharedContact,
      attachments:
        message.attachments.length > 0 ? message.attachments.map(({ kind }) => ({ kind })) : undefined,
    }),
  )
}

function languageOf(message: IncomingMessage): string {
  return message.sender.language?.startsWith('en') ? 'en' : 'zh-CN'
}

/** PostgreSQL text cannot hold NUL, and lone surrogates are not valid UTF-8: both are replaced, nothing else. */
export function clean(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed()
}

function toJsonb(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? clean(item) : item))
}
