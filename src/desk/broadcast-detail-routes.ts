import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { noteCalled } from '../broadcasts/after-sending.ts'
import { findBroadcast } from '../broadcasts/broadcast-store.ts'
import { previewBroadcast } from '../broadcasts/preview.ts'
import { listRecipients } from '../broadcasts/progress.ts'
import { listReplies } from '../broadcasts/replies.ts'
import { noticeTextsFor } from '../i18n/notices.ts'
import { telegramPace } from '../messaging/pace.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { addBroadcastFileRoutes } from './broadcast-file-routes.ts'
import { addBroadcastSettingRoutes } from './broadcast-setting-routes.ts'
import { pagingQuery } from './contract-basics.ts'
import { broadcastPreviewSchema, broadcastReplySchema, recipientPageSchema } from './contract-broadcasts.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { findReplyWarnings } from './polish-reply.ts'
import { scopeOf } from './scope.ts'

type App = OpenAPIHono<DeskEnv>

const params = z.object({ id: z.string().max(60) })
const states = [
  'waiting',
  'sending',
  'prepared',
  'sent',
  'failed',
  'unknown',
  'unreachable',
  'stopped',
] as const
const mostReplies = 200

/** What a notice would do, whom it reached, and what came back. */
export function addBroadcastDetailRoutes(app: App, parts: DeskParts): void {
  addPreview(app, parts)
  addTest(app, parts)
  addRecipients(app, parts)
  addReplies(app, parts)
  addBroadcastFileRoutes(app, parts)
  addBroadcastSettingRoutes(app, parts)
}

function addPreview(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/broadcasts/{id}/preview', parts),
    method: 'post',
    path: '/api/broadcasts/{id}/preview',
    summary: 'Counts who would get it and who would not, and shows the words.',
    request: { params },
    responses: { 200: describeJson(broadcastPreviewSchema, 'The preview.'), ...refusals },
  })
  app.openapi(route, async c => {
    const row = await getRow(parts, c.req.valid('param').id)
    const preview = await parts.work.run(work =>
      previewBroadcast(parts.broadcasts, work, {
        row,
        scope: scopeOf(c.get('actor')),
        texts: noticeTextsFor,
      }),
    )
    const warnings = [...new Set(preview.samples.flatMap(({ text }) => findReplyWarnings(text)))]
    const seconds = Math.ceil(
      (preview.count.reachable * telegramPace.perWindow.ms) / telegramPace.perWindow.count / 1_000,
    )
    return c.json({ ...preview, warnings, seconds }, 200)
  })
}

function addTest(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/broadcasts/{id}/test', parts),
    method: 'post',
    path: '/api/broadcasts/{id}/test',
    summary: 'Sends it to the caller alone, to their own chat account.',
    request: { params },
    responses: { 200: describeJson(z.object({ sent: z.number().int() }), 'How many messages.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    return c.json({ sent: await parts.testBroadcast({ id, staffId: c.get('actor').id }) }, 200)
  })
}

function addRecipients(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/broadcasts/{id}/recipients', parts),
    method: 'get',
    path: '/api/broadcasts/{id}/recipients',
    summary: 'Lists whom it went to, by state and with the reason.',
    request: { params, query: pagingQuery.extend({ state: z.enum(states).optional() }) },
    responses: { 200: describeJson(recipientPageSchema, 'Recipients.'), ...refusals },
  })
  app.openapi(list, async c => {
    const { state, cursor = '0', limit } = c.req.valid('query')
    if (!/^\d{1,18}$/.test(cursor)) throw new LinliError('bad-request', 'cursor: expected `next` of a page.')
    const items = await listRecipients(parts.database.client, {
      broadcastId: c.req.valid('param').id,
      states: state ? [state] : [],
      after: BigInt(cursor),
      limit: limit + 1,
    })
    const page = items.slice(0, limit).map(({ sentAt, receiptAt, calledAt, ...row }) => ({
      ...row,
      sentAt: sentAt?.toISOString() ?? null,
      receiptAt: receiptAt?.toISOString() ?? null,
      calledAt: calledAt?.toISOString() ?? null,
    }))
    return c.json({ items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null }, 200)
  })
  const called = createRoute({
    ...guard('POST /api/broadcasts/{id}/recipients/{recipient}/called', parts),
    method: 'post',
    path: '/api/broadcasts/{id}/recipients/{recipient}/called',
    summary: 'Notes that somebody was called instead.',
    request: { params: params.extend({ recipient: z.string().regex(/^\d{1,18}$/) }) },
    responses: { 204: { description: 'Noted.' }, ...refusals },
  })
  app.openapi(called, async c => {
    const { id: broadcastId, recipient } = c.req.valid('param')
    const by = c.get('actor').id
    await parts.work.run(work => noteCalled(work, { broadcastId, recipientId: BigInt(recipient), by }))
    return c.body(null, 204)
  })
}

function addReplies(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/broadcasts/{id}/replies', parts),
    method: 'get',
    path: '/api/broadcasts/{id}/replies',
    summary: 'Lists what residents answered, newest first.',
    request: { params },
    responses: {
      200: describeJson(z.object({ items: z.array(broadcastReplySchema) }), 'Replies.'),
      ...refusals,
    },
  })
  app.openapi(route, async c => {
    const { id: broadcastId } = c.req.valid('param')
    const rows = await listReplies(parts.database.client, { broadcastId, limit: mostReplies })
    return c.json({ items: rows.map(row => ({ ...row, at: row.at.toISOString() })) }, 200)
  })
}

async function getRow(parts: DeskParts, id: string) {
  const row = await findBroadcast(parts.database.client, id)
  if (!row) throw new LinliError('not-found', 'There is no such notice.')
  return row
}
