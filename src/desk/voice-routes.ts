import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { DeskEnv } from './access.ts'
import { outcomeSchema, voicePageSchema, voiceQuery } from './contract-records.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { createPager } from './paging.ts'

const positionSchema = z.strictObject({ at: z.iso.datetime(), id: z.string() })

/** Praise, ideas and registrations that are no ticket: their short course ends with an outcome. */
export function addVoiceRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/voices', parts),
    method: 'get',
    path: '/api/voices',
    summary: 'Lists praise, suggestions and registrations, newest first.',
    request: { query: voiceQuery },
    responses: { 200: describeJson(voicePageSchema, 'A page of them.'), ...refusals },
  })
  const pager = createPager(`${parts.secret}:voices`)
  app.openapi(list, async c => {
    const { type, open, cursor, limit } = c.req.valid('query')
    const after = cursor === undefined ? undefined : pager.read(cursor, positionSchema)
    const rows = await parts.database.client.residentVoice.findMany({
      where: {
        ...(type && { type }),
        ...(open && { outcomeAt: open === 'true' ? null : { not: null } }),
        ...(after && { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] }),
      },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const items = page.map(row => ({
      ...row,
      at: row.at.toISOString(),
      outcomeAt: row.outcomeAt?.toISOString() ?? null,
    }))
    const next = last && rows.length > limit ? pager.write({ at: last.at.toISOString(), id: last.id }) : null
    return c.json({ items, next }, 200)
  })
  const answer = createRoute({
    ...guard('POST /api/voices/{id}/outcome', parts),
    method: 'post',
    path: '/api/voices/{id}/outcome',
    summary: 'Records what came of it, and the resident hears it.',
    request: { params: z.object({ id: z.string().max(60) }), body: requireJson(outcomeSchema) },
    responses: { 200: describeJson(z.object({ answered: z.literal(true) }), 'It is recorded.'), ...refusals },
  })
  app.openapi(answer, async c => {
    const { outcome } = c.req.valid('json')
    await parts.answerVoice({ id: c.req.valid('param').id, by: c.get('actor').id, outcome })
    return c.json({ answered: true as const }, 200)
  })
}
