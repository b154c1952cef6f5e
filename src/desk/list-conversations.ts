import type { z } from '@hono/zod-openapi'
import { z as zod } from 'zod'
import type { Database } from '../storage/database.ts'
import type { ConversationView, conversationQuery } from './contract.ts'
import { labelHousehold } from './household-label.ts'
import { maskAccount, maskName, maskText } from './mask.ts'
import type { Pager } from './paging.ts'

const positionSchema = zod.strictObject({ at: zod.iso.datetime().nullable(), id: zod.string() })
const previewChars = 60

/** Gives a page of conversations, the one with the newest message first. */
export async function listConversations(
  parts: { database: Database; pager: Pager },
  filter: z.infer<typeof conversationQuery>,
  masked: boolean,
): Promise<{ items: ConversationView[]; next: string | null }> {
  const after = filter.cursor === undefined ? undefined : parts.pager.read(filter.cursor, positionSchema)
  const rows = await readRows(parts.database, filter, after)
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const items = page.map(toView)
  return {
    items: masked ? items.map(maskConversation) : items,
    next:
      last && rows.length > page.length
        ? parts.pager.write({ at: last.lastInboundAt?.toISOString() ?? null, id: last.id })
        : null,
  }
}

function readRows(
  database: Database,
  filter: z.infer<typeof conversationQuery>,
  after: z.infer<typeof positionSchema> | undefined,
) {
  return database.client.conversation.findMany({
    where: {
      // The staff room's side of the talks is no talk of its own.
      chatKind: { not: 'staff' },
      ...(filter.channel !== undefined && { channel: filter.channel }),
      ...(filter.sender !== undefined && { sender: filter.sender }),
      ...(after && { OR: laterRows(after) }),
    },
    include: {
      contact: { include: { household: true } },
      inbound: { orderBy: { id: 'desc' }, take: 1, select: { text: true } },
    },
    orderBy: [{ lastInboundAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take: filter.limit + 1,
  })
}

function laterRows(after: z.infer<typeof positionSchema>) {
  if (after.at === null) return [{ lastInboundAt: null, id: { lt: after.id } }]
  const at = new Date(after.at)
  return [{ lastInboundAt: { lt: at } }, { lastInboundAt: at, id: { lt: after.id } }, { lastInboundAt: null }]
}

function toView(row: Awaited<ReturnType<typeof readRows>>[number]): ConversationView {
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
    mode: row.mode,
    assignee: row.assigneeId,
    language: row.language,
    lastText: row.inbound[0]?.text.slice(0, previewChars).toWellFormed() ?? '',
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
  }
}
