import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { describeJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

const checkMs = 2_000
const checkSchema = z.enum(['ok', 'failed'])
const readySchema = z
  .object({ ready: z.boolean(), checks: z.object({ database: checkSchema, queue: checkSchema }) })
  .openapi('Readiness')

export function addHealthRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const alive = createRoute({
    method: 'get',
    path: '/healthz',
    summary: 'Tells that the process answers.',
    responses: { 200: describeJson(z.object({ status: z.literal('ok') }), 'It does.') },
  })
  app.openapi(alive, c => c.json({ status: 'ok' as const }, 200))
  const ready = createRoute({
    method: 'get',
    path: '/readyz',
    summary: 'Tells whether database and queue can be reached within 2 s.',
    responses: {
      200: describeJson(readySchema, 'Both can.'),
      503: describeJson(readySchema, 'One cannot.'),
    },
  })
  app.openapi(ready, async c => {
    const [database, queue] = await Promise.all([
      check(parts, 'database', () => parts.database.client.$queryRaw`select 1`),
      check(parts, 'queue', parts.pingQueue),
    ])
    const good = database === 'ok' && queue === 'ok'
    const body = { ready: good, checks: { database, queue } }
    return good ? c.json(body, 200) : c.json(body, 503)
  })
  const metrics = createRoute({
    method: 'get',
    path: '/metrics',
    summary: 'Counters for Prometheus: numbers only, nothing of residents.',
    responses: {
      200: { content: { 'text/plain': { schema: z.string() } }, description: 'Prometheus text.' },
    },
  })
  app.openapi(metrics, async c =>
    c.text(await parts.metrics.render(), 200, { 'Content-Type': parts.metrics.contentType }),
  )
}

async function check(
  parts: DeskParts,
  name: string,
  ask: () => PromiseLike<unknown>,
): Promise<'ok' | 'failed'> {
  const late = new AbortController()
  const timeout = parts.clock.sleep(toProductMs(parts.clock, checkMs), late.signal).then(() => {
    throw new Error(`no answer within ${checkMs} ms`)
  })
  try {
    await Promise.race([ask(), timeout])
    return 'ok'
  } catch (error) {
    parts.log.warn({ check: name, error: messageOf(error) }, 'not ready')
    return 'failed'
  } finally {
    timeout.catch(() => {})
    late.abort()
  }
}
