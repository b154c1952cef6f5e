import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { readCallbackPolicy, saveCallbackPolicy } from '../callbacks/callback-store.ts'
import { callbackPolicySchema } from '../callbacks/policy.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { scopeOf } from './scope.ts'

/** Who is asked how it went, and when. */
export function addCallbackPolicyRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const schema = callbackPolicySchema.clone().openapi('CallbackPolicy')
  const path = '/api/settings/callbacks'
  const read = createRoute({
    ...guard('GET /api/settings/callbacks', parts),
    method: 'get',
    path,
    summary: 'Gives who is asked how it went, and when.',
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(read, async c => c.json(await readCallbackPolicy(parts.database.client), 200))
  const write = createRoute({
    ...guard('PUT /api/settings/callbacks', parts),
    method: 'put',
    path,
    summary: 'Sets who is asked and when; it holds for what is scheduled from then on.',
    request: { body: requireJson(schema) },
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(write, async c => {
    const given = c.req.valid('json')
    // It holds for every community, so nobody sets it who looks after some of them only.
    if (scopeOf(c.get('actor')) !== undefined) {
      throw new LinliError(
        'not-allowed',
        'The policy of callbacks holds for all communities; expected somebody who looks after all of them.',
      )
    }
    const saved = await parts.database.transaction(tx => saveCallbackPolicy(tx, given, parts.clock.now()))
    return c.json(saved, 200)
  })
}
