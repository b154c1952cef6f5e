import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeTags, listTags } from '../residents/household-tags.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkOwnCommunity, scopeOf } from './scope.ts'

type App = OpenAPIHono<DeskEnv>

const name = z.string().trim().min(1).max(40)
const changeSchema = z
  .strictObject({
    tag: name,
    action: z.enum(['add', 'remove']),
    communityId: z.string().min(1).max(60),
    building: name.optional(),
    unit: name.optional(),
    householdIds: z.array(z.string().max(60)).min(1).max(1_000).optional(),
  })
  .openapi('HouseholdTagChange')
const tagSchema = z.object({ tag: z.string(), count: z.number().int() }).openapi('HouseholdTag')

/** Tags of households, by which notices choose whom they go to. */
export function addHouseholdTagRoutes(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/household-tags', parts),
    method: 'get',
    path: '/api/household-tags',
    summary: 'Lists the tags of households with how many have them.',
    responses: { 200: describeJson(z.object({ items: z.array(tagSchema) }), 'Tags.'), ...refusals },
  })
  app.openapi(list, async c =>
    c.json({ items: await listTags(parts.database.client, scopeOf(c.get('actor'))) }, 200),
  )
  const change = createRoute({
    ...guard('POST /api/household-tags', parts),
    method: 'post',
    path: '/api/household-tags',
    summary: 'Gives a tag to households, or takes it away: those that fit all that is given.',
    request: { body: requireJson(changeSchema) },
    responses: {
      200: describeJson(z.object({ changed: z.number().int() }), 'How many changed.'),
      ...refusals,
    },
  })
  app.openapi(change, async c => {
    const given = c.req.valid('json')
    checkOwnCommunity(c.get('actor'), given.communityId, 'communityId')
    return c.json(await parts.database.transaction(tx => changeTags(tx, given)), 200)
  })
}
