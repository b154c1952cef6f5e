import type { z } from '@hono/zod-openapi'
import { z as zod } from 'zod'
import type { Database } from '../storage/database.ts'
import type { ConversationView, conversationQuery } from './contract.ts'
import { labelHousehold } from './household-label.ts'
import { maskAccount, maskName, maskText } from './mask.ts'
import type { Pager } from './paging.ts'
import { conversationsInScope, type Scope } from './scope.ts'

const positionSchema = zod.strictObject({ at: zod.iso.datetime().nullable(), id: zod.string() })
const previewChars = 60

/** What the caller may see, and who `me` is. */
export interface Sight {
  scope: Scope
  masked: boolean
  me: string
}

/** Gives a page of conversations, the one with the newest message first. */
export async function listConversations(
  parts: { database: Database; pager: Pager },
  filter: z.infer<typeof conversationQuery>,
  sight: Sight,
): Promise<{ items: ConversationView[]; next: string | null }> {
  const after = filter.cursor === undefined ? undefined : parts.pager.read(filter.cursor, positionSchema)
  const rows = await readRows(parts.database, toConditions(filter, after, sight), filter.limit + 1)
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const items = await toViews(parts.database, page)
  return {
    items: sight.masked ? items.map(maskConversation) : items,
    next:
      last && rows.length > page.length
        ? parts.pager.write({ at: last.lastInboundAt?.toISOString() ?? null, id: last.id })
        : null,
  }
}

function toConditions(
  filter: z.infer<typeof conversationQuery>,
  after: z.infer<typeof positionSchema> | undefined,
  { scope, me }: Sight,
) {
  const assigneeId = readAssignee(filter.assignee, me)
  return {
    AND: [
      // The staff room's side of the talks is no talk of its own.
      { chatKind: { not: 'staff' } },
      conversationsInScope(scope),
      after ? { OR: laterRows(after) } : {},
      filter.channel === undefined ? {} : { channel: filter.channel },
      filter.sender === undefined ? {} : { sender: filter.sender },
      filter.mode === undefined ? {} : { mode: filter.mode },
      assigneeId === undefined ? {} : { assigneeId },
      filter.community === undefined ? {} : { contact: { household: { communityId: filter.community } } },
      filter.search ? { contact: { name: { contains: filter.search } } } : {},
    ],
  }
}

function readAssignee(asked: string | undefined, me: string): string | null | undefined {
  if (asked === 'me') return me
  return asked === 'none' ? null : asked
}

function readRows(database: Database, where: object, take: number) {
  return database.client.conversation.findMany({
    where,
    include: {
      contact: { include: { household: { include: { community: { select: { name: true } } } } } },
    },
    orderBy: [{ lastInboundAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take,
  })
}

/** Gives the conversations of these ids, in no order; ids that name none are left out. */
export async function findConversations(
  database: Database,
  ids: readonly string[],
): Promise<ConversationView[]> {
  if (ids.length === 0) return []
  return await toViews(
    database,
    await readRows(database, { id: { in: [...ids] }, chatKind: { not: 'staff' } }, ids.length),
  )
}

function laterRows(after: z.infer<typeof positionSchema>) {
  if (after.at === null) return [{ lastInboundAt: null, id: { lt: after.id } }]
  const at = new Date(after.at)
  return [{ lastInboundAt: { lt: at } }, { lastInboundAt: at, id: { lt: after.id } }, { lastInboundAt: null }]
}

type ConversationRow = Awaited<ReturnType<typeof readRows>>[number]

/** Adds what stands in other tables: one query each for all rows. */
async function toViews({ client }: Database, rows: ConversationRow[]): Promise<ConversationView[]> {
  const handovers = await client.handover.findMany({
    where: {
      conversationId: { in: rows.filter(row => row.mode !== 'bot').map(row => row.id) },
      state: { in: ['waiting', 'taken'] },
    },
  })
  const staffIds = [...new Set(rows.flatMap(row => row.assigneeId ?? []))]
  const staff =
    staffIds.length === 0
      ? []
      : await client.staff.findMany({ where: { id: { in: staffIds } }, select: { id: true, name: true } })
  const lastOf = await readLastWords({ client }, rows)
  const nameOf = new Map(staff.map(member => [member.id, member.name]))
  const handoverOf = new Map(handovers.map(handover => [handover.conversationId, handover]))
  return rows.map(row => {
    const handover = handoverOf.get(row.id)
    return {
      ...toView(row, lastOf.get(row.id)),
      assigneeName: (row.assigneeId && nameOf.get(row.assigneeId)) || null,
      handover: handover
        ? {
            reason: handover.reason,
            requestedAt: handover.requestedAt.toISOString(),
            summary: handover.summary,
          }
        : null,
    }
  })
}

interface LastWords {
  id: string
  text: string
  emotion: string | null
}

/** The newest message of each, read one by one from the index: a talk may have thousands. */
async function readLastWords(
  { client }: Pick<Database, 'client'>,
  rows: ConversationRow[],
): Promise<Map<string, LastWords>> {
  if (rows.length === 0) return new Map()
  const found = await client.$queryRaw<LastWords[]>`
    select c.id, i.text, i.emotion from unnest(${rows.map(row => row.id)}::text[]) as c(id),
      lateral (select text, emotion from "Inbound" where "conversationId" = c.id order by id desc limit 1) i`
  return new Map(found.map(row => [row.id, row]))
}

function toView(
  row: ConversationRow,
  last: LastWords | undefined,
): Omit<ConversationView, 'assigneeName' | 'handover'> {
  const { household } = row.contact
  return {
    id: row.id,
    channel: row.channel,
    chat: row.chat,
    topic: row.topic,
    chatKind: row.chatKind,
    sender: row.sender,
    name: row.contact.name,
    household: household ? labelHousehold(household) : null,
    communityId: household?.communityId ?? null,
    community: household?.community.name ?? null,
    mode: row.mode,
    assignee: row.assigneeId,
    emotion: last?.emotion ?? null,
    language: row.language,
    lastText: last?.text.slice(0, previewChars).toWellFormed() ?? '',
    lastInboundAt: row.lastInboundAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

function maskConversation(conversation: ConversationView): ConversationView {
  return {
    ...conversation,
    chat: maskAccount(),
    sender: maskAccount(),
    name: maskName(conversation.name),
    household: conversation.household === null ? null : maskText(conversation.household),
    lastText: '',
    assignee: null,
    assigneeName: conversation.assigneeName && maskName(conversation.assigneeName),
    handover: conversation.handover && { ...conversation.handover, summary: '' },
  }
}
