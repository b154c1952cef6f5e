import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { botModes, communitiesSchema, communitySchema } from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { scopeOf } from './scope.ts'

/** Communities and what the bot may do in each. */
export function addCommunityRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/communities', parts),
    method: 'get',
    path: '/api/communities',
    summary: 'Lists the communities that the caller may see, with what the bot may do there.',
    responses: { 200: describeJson(communitiesSchema, 'Communities.'), ...refusals },
  })
  app.openapi(list, async c => {
    const scope = scopeOf(c.get('actor'))
    const rows = await parts.database.client.community.findMany({
      where: scope === undefined ? {} : { id: { in: [...scope] } },
      orderBy: { name: 'asc' },
    })
    return c.json({ items: rows.map(toView) }, 200)
  })
  const change = createRoute({
    ...guard('PUT /api/communities/{id}/settings', parts),
    method: 'put',
    path: '/api/communities/{id}/settings',
    summary: 'Sets what the bot may do in a community.',
    request: {
      params: z.object({ id: z.string().max(60) }),
      body: requireJson(z.strictObject({ botMode: z.enum(botModes) })),
    },
    responses: { 200: describeJson(communitySchema, 'The community as it is then.'), ...refusals },
  })
  app.openapi(change, async c => {
    const { id } = c.req.valid('param')
    const { botMode } = c.req.valid('json')
    const { count } = await parts.database.client.community.updateMany({ where: { id }, data: { botMode } })
    const row = count === 0 ? null : await parts.database.client.community.findUnique({ where: { id } })
    if (!row) throw new LinliError('not-found', 'There is no such community.')
    return c.json(toView(row), 200)
  })
}

function toView(row: { id: string; name: string; timezone: string; botMode: string }) {
  const botMode = botModes.find(known => known === row.botMode) ?? 'auto'
  return { id: row.id, name: row.name, timezone: row.timezone, botMode }
}
