import type { InboundContent } from '../messaging/receive-message.ts'
import type { HouseholdName } from '../residents/bind-household.ts'
import type { MessageScore } from '../sentiment/score-message.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Database, Transaction } from '../storage/database.ts'
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
  /** When the turn was due as it was leased; another value later means that a message came in meanwhile. */
  leasedDueAt: Date | null
}

/**
 * Takes the conversation for one turn until `until`, or gives undefined while another turn holds it. Each lease
 * has a higher fence than the one before.
 */
export async function leaseConversation(
  database: Database,
  request: { conversationId: string; now: Date; until: Date },
): Promise<LeasedConversation | undefined> {
  const rows = await database.client.$queryRaw<LeasedConversation[]>`
    update "Conversation" c set fence = c.fence + 1, "leaseUntil" = ${request.until}::timestamptz
    from "Contact" p
      left join "Household" h on h.id = p."householdId"
      left join "Community" m on m.id = h."communityId"
    where c.id = ${request.conversationId} and p.id = c."contactId"
      and (c."leaseUntil" is null or c."leaseUntil" < ${request.now}::timestamptz)
    returning c.id, c.channel, c.chat, c.topic, c.sender, c."chatKind", c.mode, c.epoch, c.fence, c.state, c.language, c."turnDueAt" as "leasedDueAt", p.id as "contactId",
      case when h.id is null then null else jsonb_build_object('id', h.id, 'communityId', h."communityId", 'building', h.building, 'unit', h.unit, 'room', h.room) end as household,
      m.timezone`
  return rows[0]
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

/** The messages that wait for an answer, oldest first. */
export async function listPending(database: Database, conversationId: string): Promise<PendingMessage[]> {
  return await database.client.$queryRaw<PendingMessage[]>`
    select i.id, i."messageId", i.text, i.content, i."receivedAt", i.failures, i.sentiment, i.emotion, i."angryAtService",
      array(select a.id from "Attachment" a where a."inboundId" = i.id order by a.id) as "attachmentIds"
    from "Inbound" i where i."conversationId" = ${conversationId} and i.state = 'pending' order by i.id limit 50`
}

/** True while the turn may commit: nobody took the lease, and no person took over meanwhile. Locks the row. */
export async function holdsLease(tx: Transaction, lease: LeasedConversation): Promise<boolean> {
  const rows = await tx.$queryRaw<{ fence: number; epoch: number }[]>`
    select fence, epoch from "Conversation" where id = ${lease.id} for update`
  return rows[0]?.fence === lease.fence && rows[0]?.epoch === lease.epoch
}

/** Marks messages as answered, or as kept for staff, with the mood they were written in. */
export async function markMessages(
  tx: Transaction,
  request: {
    turnId: string | null
    state: 'done' | 'for-staff'
    moods: { id: bigint; mood: MessageScore }[]
  },
): Promise<void> {
  const rows = JSON.stringify(request.moods.map(({ id, mood }) => ({ id: String(id), ...mood })))
  await tx.$executeRaw`
    update "Inbound" i set state = ${request.state}, "turnId" = ${request.turnId},
      sentiment = m.sentiment, emotion = m.emotion, "angryAtService" = m."angryAtService"
    from jsonb_to_recordset(${rows}::jsonb) as m(id bigint, sentiment text, emotion text, "angryAtService" boolean)
    where i.id = m.id`
}

export interface TurnRecord {
  lease: LeasedConversation
  turnId: string
  state: ConversationState
  language: Language
  hasReply: boolean
  now: Date
}

/** Stores what the conversation remembers and when it must be looked at again. */
export async function storeState(tx: Transaction, record: TurnRecord): Promise<void> {
  const { lease, state, now } = record
  const draftDueAt = state.draftDueAt ? new Date(state.draftDueAt) : null
  await tx.$executeRaw`
    update "Conversation" set state = ${JSON.stringify(state)}::jsonb, language = ${record.language}, "leaseUntil" = null, "updatedAt" = ${now}::timestamptz,
      "turnDueAt" = case when exists (select 1 from "Inbound" where "conversationId" = ${lease.id} and state = 'pending')
        then ${now}::timestamptz else ${draftDueAt}::timestamptz end,
      "deliverDueAt" = case when ${record.hasReply} then ${now}::timestamptz else "deliverDueAt" end
    where id = ${lease.id}`
}
