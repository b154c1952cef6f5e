import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { acknowledgeStaffNotice } from '../notices/staff-notice.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import type { Actor } from './actor.ts'
import {
  acknowledgedSchema,
  noticePageSchema,
  noticeQuery,
  type StaffNoticeView,
} from './contract-notices.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { createPager } from './paging.ts'
import { inScope, scopeOf } from './scope.ts'

const positionSchema = z.strictObject({ at: z.iso.datetime(), id: z.string() })

/** What staff must know, answer or do: deadlines, emergency calls, whom to call. */
export function addNoticeRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addList(app, parts)
  addAcknowledge(app, parts)
}

function addList(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/staff-notices', parts),
    method: 'get',
    path: '/api/staff-notices',
    summary:
      'Lists notices to staff, newest first; technicians see theirs, and those to all that tell nothing of a talk.',
    request: { query: noticeQuery },
    responses: { 200: describeJson(noticePageSchema, 'A page of them.'), ...refusals },
  })
  const pager = createPager(`${parts.secret}:staff-notices`)
  app.openapi(list, async c => {
    const { kind, open, cursor, limit } = c.req.valid('query')
    const after = cursor === undefined ? undefined : pager.read(cursor, positionSchema)
    const { client } = parts.database
    const rows = await client.staffNotice.findMany({
      where: {
        ...(kind && { kind }),
        ...(open && openness[open]),
        AND: [
          seenBy(c.get('actor')),
          after
            ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }
            : {},
        ],
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    })
    const page = rows.slice(0, limit)
    const ids = page.flatMap(row => [row.toStaffId ?? '', row.ackBy ?? ''])
    const staff = await client.staff.findMany({
      where: { id: { in: ids } },
      select: { id: true, name: true },
    })
    const names = new Map(staff.map(({ id, name }) => [id, name]))
    const last = page.at(-1)
    const position = last && { at: last.createdAt.toISOString(), id: last.id }
    const next = position && rows.length > limit ? pager.write(position) : null
    return c.json({ items: page.map(row => toView(row, names)), next }, 200)
  })
}

function addAcknowledge(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const acknowledge = createRoute({
    ...guard('POST /api/staff-notices/{id}/ack', parts),
    method: 'post',
    path: '/api/staff-notices/{id}/ack',
    summary: 'Acknowledges a notice, or ticks a call off; the first who does so counts.',
    request: { params: z.object({ id: z.string().max(60) }), body: requireJson(z.strictObject({})) },
    responses: { 200: describeJson(acknowledgedSchema, 'Whether it was this one.'), ...refusals },
  })
  app.openapi(acknowledge, async c => {
    const { id } = c.req.valid('param')
    const actor = c.get('actor')
    const known = await parts.database.client.staffNotice.count({ where: { id, AND: [seenBy(actor)] } })
    if (known === 0) throw new LinliError('not-found', 'There is no such notice.')
    const done = await parts.work.run(work => acknowledgeStaffNotice(work, { id, by: actor.id }))
    return c.json(done, 200)
  })
}

const openness = {
  true: { needsAck: true, ackAt: null },
  false: { OR: [{ needsAck: false }, { ackAt: { not: null } }] },
}

/** Talks are closed to technicians, and so are the words in notices about them; what a ticket came from is its business. */
const tellsOfNoTalk = {
  kind: { notIn: ['alert', 'digest'] },
  OR: [{ conversationId: null }, { ticketNumber: { not: null } }],
}

/** The same that the stream of events shows: what is for somebody else is no business of a technician's. */
function seenBy(actor: Actor) {
  const scope = inScope(scopeOf(actor))
  if (actor.role !== 'technician') return scope
  return { AND: [scope, { OR: [{ toStaffId: null, ...tellsOfNoTalk }, { toStaffId: actor.id }] }] }
}

interface NoticeRow {
  id: string
  kind: string
  level: string
  text: string
  toStaffId: string | null
  communityId: string | null
  ticketNumber: string | null
  conversationId: string | null
  needsAck: boolean
  createdAt: Date
  ackAt: Date | null
  ackBy: string | null
}

function toView(row: NoticeRow, names: ReadonlyMap<string, string>): StaffNoticeView {
  const { id, kind, level, text, communityId, ticketNumber, conversationId, needsAck } = row
  const nameOf = (staffId: string | null) => (staffId === null ? null : (names.get(staffId) ?? staffId))
  return {
    ...{ id, kind, level, text, communityId, ticketNumber, conversationId, needsAck },
    to: nameOf(row.toStaffId),
    at: row.createdAt.toISOString(),
    acknowledgedAt: row.ackAt?.toISOString() ?? null,
    acknowledgedBy: nameOf(row.ackBy),
  }
}
