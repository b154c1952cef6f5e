import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { keepService, listAllServices } from '../activities/service-menu.ts'
import type { DeskEnv } from './access.ts'
import { serviceEntrySchema, serviceSchema } from './contract-activities.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkOwnCommunity, inScope, scopeOf } from './scope.ts'

type App = OpenAPIHono<DeskEnv>

const kept = z.object({ id: z.string() })

/** The service menu with its tiers, and the directory of partners; residents see it only when they ask. */
export function addServiceRoutes(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/services', parts),
    method: 'get',
    path: '/api/services',
    summary: 'Lists services and partners with the mean of their ratings.',
    responses: { 200: describeJson(z.object({ items: z.array(serviceSchema) }), 'Services.'), ...refusals },
  })
  app.openapi(list, async c => {
    const rows = await listAllServices(parts.database.client, inScope(scopeOf(c.get('actor'))))
    return c.json({ items: rows.map(({ createdAt: _, ...row }) => row) }, 200)
  })
  const add = createRoute({
    ...guard('POST /api/services', parts),
    method: 'post',
    path: '/api/services',
    summary: 'Enters a service or partner.',
    request: { body: requireJson(serviceEntrySchema) },
    responses: { 201: describeJson(kept, 'Its id.'), ...refusals },
  })
  app.openapi(add, async c => {
    const entry = c.req.valid('json')
    checkOwnCommunity(c.get('actor'), entry.communityId, 'communityId')
    return c.json({ id: await parts.work.run(work => keepService(work, entry)) }, 201)
  })
  const change = createRoute({
    ...guard('PUT /api/services/{id}', parts),
    method: 'put',
    path: '/api/services/{id}',
    summary: 'Changes it; with `active` false it is offered no more.',
    request: {
      params: z.object({ id: z.string().max(60) }),
      body: requireJson(serviceEntrySchema),
    },
    responses: { 200: describeJson(kept, 'Its id.'), ...refusals },
  })
  app.openapi(change, async c => {
    const entry = c.req.valid('json')
    checkOwnCommunity(c.get('actor'), entry.communityId, 'communityId')
    const { id } = c.req.valid('param')
    return c.json({ id: await parts.work.run(work => keepService(work, { ...entry, id })) }, 200)
  })
}
