import type { z } from '@hono/zod-openapi'
import { z as zod } from 'zod'
import { LinliError } from '../shared/errors.ts'
import type { Database } from '../storage/database.ts'
import type { MessageView, messageQuery } from './contract.ts'
import type { Pager } from './paging.ts'

/** Received before sent within one millisecond; then by row. */
const positionSchema = zod.strictObject({
  at: zod.iso.datetime(),
  side: zod.enum(['in', 'out']),
  id: zod.string(),
})
type Position = z.infer<typeof positionSchema>
interface Entry {
  position: Position
  view: MessageView
}

const citationsSchema = zod
  .array(zod.object({ document: zod.string(), clause: zod.string(), passageId: zod.string() }))
  .catch([])

/** Gives a page of what was said in a conversation. Rejects with `not-found` when there is no such one. */
export async function listMessages(
  parts: { database: Database; pager: Pager },
  conversationId: string,
  query: z.infer<typeof messageQuery>,
): Promise<{ items: MessageView[]; next: string | null }> {
  const { client } = parts.database
  const known = await client.conversation.findUnique({ where: { id: conversationId }, select: { id: true } })
  if (!known) throw new LinliError('not-found', 'There is no such conversation.')
  const after = query.cursor === undefined ? undefined : parts.pager.read(query.cursor, positionSchema)
  const newest = query.order === 'newest'
  const span: Span = { conversationId, newest, take: query.limit + 1, ...(after && { after }) }
  const entries = [...(await readReceived(parts.database, span)), ...(await readSent(parts.database, span))]
  entries.sort((a, b) => (newest ? compare(b.position, a.position) : compare(a.position, b.position)))
  const page = entries.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.map(entry => entry.view),
    next: last && entries.length > page.length ? parts.pager.write(last.position) : null,
  }
}

interface Span {
  conversationId: string
  newest: boolean
  take: number
  after?: Position
}

function compare(a: Position, b: Position): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  if (a.side !== b.side) return a.side === 'in' ? -1 : 1
  return Number(BigInt(a.id) - BigInt(b.id))
}

/** Rows of one side beyond the position, as conditions on (time, id). */
function beyond(span: Span, side: 'in' | 'out') {
  if (!span.after) return undefined
  const at = new Date(span.after.at)
  const sameTime = { equals: at }
  const further = span.newest ? { lt: at } : { gt: at }
  if (span.after.side !== side) {
    const sideComesAfter = (side === 'out') !== span.newest
    return { further, ...(sideComesAfter && { sameTime }) }
  }
  const id = span.newest ? { lt: BigInt(span.after.id) } : { gt: BigInt(span.after.id) }
  return { further, sameTime, id }
}

async function readReceived({ client }: Database, span: Span): Promise<Entry[]> {
  const bound = beyond(span, 'in')
  const order = span.newest ? 'desc' : 'asc'
  const rows = await client.inbound.findMany({
    where: {
      conversationId: span.conversationId,
      ...(bound && {
        OR: [
          { receivedAt: bound.further },
          ...(bound.sameTime ? [{ receivedAt: bound.sameTime, ...(bound.id && { id: bound.id }) }] : []),
        ],
      }),
    },
    include: { attachments: { orderBy: { id: 'asc' } } },
    orderBy: [{ receivedAt: order }, { id: order }],
    take: span.take,
  })
  return rows.map(row => ({
    position: { at: row.receivedAt.toISOString(), side: 'in', id: String(row.id) },
    view: {
      id: `in-${row.id}`,
      at: row.receivedAt.toISOString(),
      from: 'resident',
      text: row.text,
      sentiment: row.sentiment,
      emotion: row.emotion,
      angryAtService: row.angryAtService,
      citations: [],
      delivery: null,
      attachments: row.attachments.map(({ kind, fileName, state }) => ({ kind, fileName, state })),
      edited: row.editedAt !== null,
    },
  }))
}

async function readSent({ client }: Database, span: Span): Promise<Entry[]> {
  const bound = beyond(span, 'out')
  const order = span.newest ? 'desc' : 'asc'
  const rows = await client.outbound.findMany({
    where: {
      conversationId: span.conversationId,
      changeOf: null,
      ...(bound && {
        OR: [
          { createdAt: bound.further },
          ...(bound.sameTime ? [{ createdAt: bound.sameTime, ...(bound.id && { id: bound.id }) }] : []),
        ],
      }),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take: span.take,
  })
  return rows.map(row => ({
    position: { at: row.createdAt.toISOString(), side: 'out', id: String(row.id) },
    view: {
      id: `out-${row.id}`,
      at: row.createdAt.toISOString(),
      from: row.author === 'staff' ? 'staff' : 'bot',
      text: row.text,
      sentiment: null,
      emotion: null,
      angryAtService: null,
      citations: citationsSchema.parse(row.citations),
      delivery: row.state,
      attachments: [],
      edited: false,
    },
  }))
}
