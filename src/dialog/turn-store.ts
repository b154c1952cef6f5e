import type { ClaimedMessage } from '../messaging/delivery.ts'
import type { ReplyPiece } from '../messaging/enqueue-reply.ts'
import type { InboundContent } from '../messaging/receive-message.ts'
import type { HouseholdName } from '../residents/bind-household.ts'
import type { BotMode } from '../residents/bot-mode.ts'
import type { MessageScore } from '../sentiment/score-message.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Database, Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { RunSql } from '../storage/run-sql.ts'
import { ownTicketRows, ownTicketsSince, pickOwnTickets, readTicketJson } from '../tickets/own-tickets.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { looseFileMs } from './attach-files.ts'
import type { ConversationState } from './flows/state.ts'

/** A conversation held by one turn; `fence` proves it at commit. */
export interface LeasedConversation {
  id: string
  channel: string
  chat: string
  topic: string
  sender: string
  chatKind: 'private' | 'group'
  mode: 'bot' | 'waiting' | 'human'
  epoch: number
  fence: number
  state: Partial<ConversationState>
  language: Language
  contactId: string
  household: HouseholdName | null
  timezone: string | null
  /** What the bot may do in the resident's community; null where they belong to none. */
  botMode: BotMode | null
  /** When the turn was due as it was leased; another value later means that a message came in meanwhile. */
  leasedDueAt: Date | null
  blockedAt: Date | null
  /** A file came lately that belongs to no ticket yet. */
  hasLooseFiles: boolean
  /** The resident's own as they were when the turn began, newest first. */
  tickets: Ticket[]
}

/**
 * Takes the conversation for one turn until `until` and gives the messages that wait for an answer, oldest first; or
 * undefined while another turn holds it. Each lease has a higher fence than the one before.
 */
export async function leaseConversation(
  database: Database,
  request: { conversationId: string; now: Date; until: Date; defaultCommunityId?: string | undefined },
): Promise<{ lease: LeasedConversation; messages: PendingMessage[] } | undefined> {
  // A lease in the embedded database ends with its process: it need not wait for the disk.
  const isBrief = database.kind === 'pglite'
  const since = ownTicketsSince(request.now)
  const rows = await database.sql<LeasedConversation & { messages: StoredMessage[] }>`
    with disk as (select case when ${isBrief}::boolean then set_config('synchronous_commit', 'off', true) end)
    update "Conversation" c set fence = c.fence + 1, "leaseUntil" = ${request.until}::timestamptz
    from disk, "Contact" p
      left join "Household" h on h.id = p."householdId"
      left join "Community" m on m.id = h."communityId"
    where c.id = ${request.conversationId} and p.id = c."contactId"
      and (c."leaseUntil" is null or c."leaseUntil" < ${request.now}::timestamptz)
    returning c.id, c.channel, c.chat, c.topic, c.sender, c."chatKind", c.mode, c.epoch, c.fence, c.state, c.language, c."turnDueAt" as "leasedDueAt", p.id as "contactId",
      case when h.id is null then null else jsonb_build_object('id', h.id, 'communityId', h."communityId", 'building', h.building, 'unit', h.unit, 'room', h.room) end as household,
      m.timezone, p."blockedAt",
      (select k."botMode" from "Community" k where k.id = coalesce(h."communityId", ${request.defaultCommunityId ?? null}::text)) as "botMode",
      (select coalesce(jsonb_agg(to_jsonb(w) order by w.id), '[]') from (
        select i.id, i."messageId", i.text, i.content, i."receivedAt", i.failures, i.sentiment, i.emotion, i."angryAtService",
          array(select a.id from "Attachment" a where a."inboundId" = i.id order by a.id) as "attachmentIds"
        from "Inbound" i where i."conversationId" = c.id and i.state = 'pending' order by i.id limit 50
      ) w) as messages,
      exists (
        select 1 from "Inbound" i join "Attachment" a on a."inboundId" = i.id
        where i."conversationId" = c.id and i."receivedAt" >= ${new Date(request.now.getTime() - looseFileMs)}::timestamptz and a."ticketId" is null
      ) as "hasLooseFiles",
      (select coalesce(jsonb_agg(to_jsonb(t) order by t.serial desc), '[]')
        from (select c.channel, c.sender, ${since}::timestamptz as since) asked, lateral (${ownTicketRows}) t) as tickets`
  const row = rows[0]
  if (!row) return undefined
  const { messages, ...lease } = row
  lease.tickets = pickOwnTickets(lease.tickets.map(readTicketJson), since)
  return { lease, messages: messages.map(readStored) }
}

/** As JSON has it. */
type StoredMessage = Omit<PendingMessage, 'id' | 'receivedAt'> & { id: number; receivedAt: string }

/** What an open suggestion of the bot would answer, oldest first: the next one answers it too. */
export async function readSuggestedMessages(
  database: Database,
  conversationId: string,
): Promise<PendingMessage[]> {
  const rows = await database.sql<{ message: StoredMessage }>`
    select to_jsonb(w) as message from (
      select i.id, i."messageId", i.text, i.content, i."receivedAt", i.failures, i.sentiment, i.emotion, i."angryAtService",
        array(select a.id from "Attachment" a where a."inboundId" = i.id order by a.id) as "attachmentIds"
      from "Inbound" i where i."conversationId" = ${conversationId} and i.state = 'for-staff' and i.id::text in (
        select jsonb_array_elements_text(s."inboundIds") from "ReplySuggestion" s where s."conversationId" = ${conversationId} and s.status = 'open'
      ) order by i.id
    ) w`
  return rows.map(({ message }) => readStored(message))
}

function readStored(message: StoredMessage): PendingMessage {
  return { ...message, id: BigInt(message.id), receivedAt: new Date(message.receivedAt) }
}

/**
 * Gives the conversation back without a turn; `turnDueAt` says when to look again, null when nothing waits. A
 * message that came in since the lease keeps its own due time: were its wake lost, nothing else would find it.
 */
export async function releaseConversation(
  database: Database,
  lease: { id: string; fence: number; leasedDueAt: Date | null; turnDueAt: Date | null },
): Promise<void> {
  await database.client.$executeRaw`
    update "Conversation" set "leaseUntil" = null, "turnDueAt" = case
      when "turnDueAt" is not distinct from ${lease.leasedDueAt}::timestamptz then ${lease.turnDueAt}::timestamptz
      else least("turnDueAt", ${lease.turnDueAt}::timestamptz) end
    where id = ${lease.id} and fence = ${lease.fence}`
}

export interface PendingMessage {
  id: bigint
  messageId: string
  text: string
  content: InboundContent
  receivedAt: Date
  failures: number
  sentiment: MessageScore['sentiment'] | null
  emotion: MessageScore['emotion'] | null
  angryAtService: boolean | null
  attachmentIds: string[]
}

/** True while the turn may commit: nobody took the lease, and no person took over meanwhile. Locks the row. */
export async function holdsLease(tx: Transaction, lease: LeasedConversation): Promise<boolean> {
  const rows = await sqlOf(tx)<{ fence: number; epoch: number }>`
    select fence, epoch from "Conversation" where id = ${lease.id} for update`
  return rows[0]?.fence === lease.fence && rows[0]?.epoch === lease.epoch
}

/** Marks messages as kept for staff, with the mood they were written in. */
export async function leaveMessages(
  tx: Transaction,
  moods: { id: bigint; mood: MessageScore }[],
): Promise<void> {
  const rows = JSON.stringify(moods.map(({ id, mood }) => ({ id: String(id), ...mood })))
  await tx.$executeRaw`
    update "Inbound" i set state = 'for-staff', sentiment = m.sentiment, emotion = m.emotion, "angryAtService" = m."angryAtService"
    from jsonb_to_recordset(${rows}::jsonb) as m(id bigint, sentiment text, emotion text, "angryAtService" boolean)
    where i.id = m.id`
}

export interface TurnRecord {
  lease: LeasedConversation
  turnId: string
  state: ConversationState
  moods: { id: bigint; mood: MessageScore }[]
  reply: ReplyPiece[]
  language: Language
  understoodBy: string
  commands: unknown[]
  dropped: { command: string; reason: string }[]
  inputTokens: number
  outputTokens: number
  tookMs: number
  now: Date
  /** Until when the first message of the reply is claimed by this process. */
  claimedUntil: Date
}

export interface StoredTurn {
  /** The first message of the reply, ready to be sent; absent where nothing is said, or earlier messages wait. */
  claimed: ClaimedMessage | undefined
}

/**
 * Stores all of a turn in one statement: the reply, what was understood, the messages as answered, and the state.
 * Undefined, and nothing stored, when the lease is lost or a person took over. A message that is being kept while this runs
 * is not seen, but the due time that it sets is, and stays.
 */
export async function storeTurn(sql: RunSql, record: TurnRecord): Promise<StoredTurn | undefined> {
  const { lease, state, now, reply } = record
  const moods = JSON.stringify(record.moods.map(({ id, mood }) => ({ id: String(id), ...mood })))
  const pieces = JSON.stringify(reply.map((piece, position) => ({ ...piece, position })))
  const draftDueAt = state.draftDueAt ? new Date(state.draftDueAt) : null
  const rows = await sql<{ claimedId: bigint | null }>`
    with held as (
      select id, exists (select 1 from "Outbound" o where o."conversationId" = c.id and o.state in ('pending', 'sending')) as "isBusy"
      from "Conversation" c where id = ${lease.id} and fence = ${lease.fence} and epoch = ${lease.epoch} for update
    ), answered as (
      select m.* from held, jsonb_to_recordset(${moods}::jsonb) as m(id bigint, sentiment text, emotion text, "angryAtService" boolean)
    ), marked as (
      update "Inbound" i set state = 'done', "turnId" = ${record.turnId},
        sentiment = m.sentiment, emotion = m.emotion, "angryAtService" = m."angryAtService"
      from answered m where i.id = m.id
    ), replied as (
      insert into "Outbound" ("conversationId", "turnId", author, text, content, citations, "replyTo", epoch, state, attempts, "dueAt", "createdAt")
      select held.id, ${record.turnId}, 'bot', p.text, p.content, p.citations, p."replyTo", ${lease.epoch}::int,
        case when claimed then 'sending' else 'pending' end, claimed::int,
        case when claimed then ${record.claimedUntil}::timestamptz else ${now}::timestamptz end, ${now}::timestamptz
      from held, jsonb_to_recordset(${pieces}::jsonb) as p(position int, text text, content jsonb, citations jsonb, "replyTo" text),
        lateral (select p.position = 0 and not held."isBusy" as claimed) c
      order by p.position returning id, state
    ), recorded as (
      insert into "Turn" (id, "conversationId", fence, "understoodBy", commands, dropped, "inputTokens", "outputTokens", "tookMs", "committedAt")
      select ${record.turnId}, held.id, ${lease.fence}::int, ${record.understoodBy}, ${JSON.stringify(record.commands)}::jsonb, ${JSON.stringify(record.dropped)}::jsonb,
        ${record.inputTokens}::int, ${record.outputTokens}::int, ${record.tookMs}::int, ${now}::timestamptz from held
    )
    update "Conversation" c set state = ${JSON.stringify(state)}::jsonb, language = ${record.language}, "leaseUntil" = null, "updatedAt" = ${now}::timestamptz,
      "turnDueAt" = case when exists (
          select 1 from "Inbound" i where i."conversationId" = c.id and i.state = 'pending' and i.id not in (select id from answered)
        ) then ${now}::timestamptz when c."turnDueAt" is distinct from ${lease.leasedDueAt}::timestamptz then c."turnDueAt"
        else ${draftDueAt}::timestamptz end,
      "deliverDueAt" = case when exists (select 1 from replied where state = 'sending') then ${record.claimedUntil}::timestamptz
        when ${reply.length}::int > 0 then ${now}::timestamptz else c."deliverDueAt" end
    from held where c.id = held.id
    returning (select id from replied where state = 'sending') as "claimedId"`
  const row = rows[0]
  if (!row) return undefined
  const [first] = reply
  return {
    claimed: first && row.claimedId !== null ? toClaimed(lease, BigInt(row.claimedId), first) : undefined,
  }
}

function toClaimed(lease: LeasedConversation, id: bigint, piece: ReplyPiece): ClaimedMessage {
  const { channel, chat, topic, contactId, blockedAt } = lease
  const { text, content, replyTo } = piece
  const claimedAtMs = performance.now()
  return { id, text, content, replyTo, attempts: 1, claimedAtMs, channel, chat, topic, contactId, blockedAt }
}
