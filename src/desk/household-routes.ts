import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { addHouseholds, bindConversation, listHouseholds } from '../residents/household-store.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { householdSchema } from './contract-households.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { isInScope, type Scope, scopeOf } from './scope.ts'

const name = z.string().trim().min(1).max(40)

const householdQuery = z.object({
  communityId: name.optional(),
  building: name.optional(),
  unit: name.optional(),
  room: name.optional(),
  tag: name.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
})

const newHouseholdsSchema = z
  .strictObject({
    community: z.strictObject({
      id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and -'),
      name,
      timezone: z
        .string()
        .refine(zone => Intl.supportedValuesOf('timeZone').includes(zone), 'an IANA time zone')
        .default('Asia/Shanghai'),
    }),
    households: z
      .array(z.strictObject({ building: name, unit: name, room: name }))
      .min(1)
      .max(1_000),
  })
  .openapi('NewHouseholds')

/** Households, their codes, and binding by staff. */
export function addHouseholdRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addListRoute(app, parts)
  addAddRoute(app, parts)
  addBindRoute(app, parts)
}

function addListRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/households', parts),
    method: 'get',
    path: '/api/households',
    summary: 'Lists households with the codes by which residents bind themselves.',
    request: { query: householdQuery },
    responses: {
      200: describeJson(z.object({ items: z.array(householdSchema) }), 'Households.'),
      ...refusals,
    },
  })
  app.openapi(route, async c => {
    const scope = scopeOf(c.get('actor'))
    const found = await listHouseholds(parts.database.client, c.req.valid('query'))
    return c.json({ items: found.filter(row => isInScope(scope, row.communityId)) }, 200)
  })
}

function addAddRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/households', parts),
    method: 'post',
    path: '/api/households',
    summary: 'Adds a community and its households; those that exist keep their codes.',
    request: { body: requireJson(newHouseholdsSchema) },
    responses: {
      200: describeJson(z.object({ added: z.number().int() }), 'How many were new.'),
      ...refusals,
    },
  })
  app.openapi(route, async c => {
    const request = { ...c.req.valid('json'), now: parts.clock.now() }
    if (!isInScope(scopeOf(c.get('actor')), request.community.id)) {
      throw new LinliError('bad-request', 'community.id: you do not look after this community.')
    }
    return c.json(await parts.database.transaction(tx => addHouseholds(tx, request)), 200)
  })
}

function addBindRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/conversations/{id}/household', parts),
    method: 'post',
    path: '/api/conversations/{id}/household',
    summary: 'Binds the writer of a conversation to a household; null unbinds.',
    request: {
      params: z.object({ id: z.string().max(60) }),
      body: requireJson(z.strictObject({ householdId: z.string().max(60).nullable() })),
    },
    responses: { 200: describeJson(z.object({ ok: z.literal(true) }), 'Done.'), ...refusals },
  })
  app.openapi(route, async c => {
    const request = {
      conversationId: c.req.valid('param').id,
      ...c.req.valid('json'),
      now: parts.clock.now(),
    }
    await checkHousehold(parts, request.householdId, scopeOf(c.get('actor')))
    await parts.database.transaction(tx => bindConversation(tx, request))
    return c.json({ ok: true as const }, 200)
  })
}

/** A household of a community that the caller does not see is none. */
async function checkHousehold(parts: DeskParts, id: string | null, scope: Scope): Promise<void> {
  if (id === null || scope === undefined) return
  const household = await parts.database.client.household.findUnique({ where: { id } })
  if (!(household && isInScope(scope, household.communityId))) {
    throw new LinliError('bad-request', 'householdId names no household.')
  }
}
