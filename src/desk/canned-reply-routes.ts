import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Actor, DeskEnv } from './access.ts'
import { cannedRepliesSchema, cannedReplySchema, newCannedReplySchema } from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkVariables } from './reply-variables.ts'
import { inScope, isInScope, scopeOf } from './scope.ts'

const params = z.object({ id: z.string().max(60) })
const mostReplies = 500

/** Replies that staff send often. */
export function addCannedReplyRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addListRoute(app, parts)
  addAddRoute(app, parts)
  addChangeRoute(app, parts)
  const remove = createRoute({
    ...guard('DELETE /api/canned-replies/{id}', parts),
    method: 'delete',
    path: '/api/canned-replies/{id}',
    summary: 'Removes a canned reply.',
    request: { params },
    responses: { 204: { description: 'Removed.' }, ...refusals },
  })
  app.openapi(remove, async c => {
    await parts.database.client.cannedReply.deleteMany({ where: { id: c.req.valid('param').id } })
    return c.body(null, 204)
  })
}

function addListRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/canned-replies', parts),
    method: 'get',
    path: '/api/canned-replies',
    summary:
      'Lists canned replies; {name}, {household}, {ticket}, {staff} and {time} are filled in by the page.',
    responses: { 200: describeJson(cannedRepliesSchema, 'Canned replies.'), ...refusals },
  })
  app.openapi(route, async c => {
    const rows = await parts.database.client.cannedReply.findMany({
      where: inScope(scopeOf(c.get('actor'))),
      orderBy: { title: 'asc' },
      take: mostReplies,
    })
    return c.json({ items: rows.map(toView) }, 200)
  })
}

function addAddRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/canned-replies', parts),
    method: 'post',
    path: '/api/canned-replies',
    summary: 'Adds a canned reply.',
    request: { body: requireJson(newCannedReplySchema) },
    responses: { 201: describeJson(cannedReplySchema, 'The canned reply.'), ...refusals },
  })
  app.openapi(route, async c => {
    const given = c.req.valid('json')
    checkCommunity(c.get('actor'), given.communityId)
    checkVariables(given.text)
    const row = await parts.database.client.cannedReply.create({
      data: { ...given, id: createId(), updatedBy: c.get('actor').id, updatedAt: parts.clock.now() },
    })
    return c.json(toView(row), 201)
  })
}

function addChangeRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('PUT /api/canned-replies/{id}', parts),
    method: 'put',
    path: '/api/canned-replies/{id}',
    summary: 'Changes a canned reply.',
    request: { params, body: requireJson(newCannedReplySchema) },
    responses: { 200: describeJson(cannedReplySchema, 'As it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    checkCommunity(c.get('actor'), given.communityId)
    checkVariables(given.text)
    const data = { ...given, updatedBy: c.get('actor').id, updatedAt: parts.clock.now() }
    const { count } = await parts.database.client.cannedReply.updateMany({ where: { id }, data })
    if (count === 0) throw new LinliError('not-found', 'There is no such canned reply.')
    return c.json(toView({ id, ...given }), 200)
  })
}

function checkCommunity(actor: Actor, communityId: string | null): void {
  if (!isInScope(scopeOf(actor), communityId)) {
    throw new LinliError('bad-request', 'communityId names no community that you look after.')
  }
}

function toView(row: { id: string; communityId: string | null; title: string; text: string }) {
  const { id, communityId, title, text } = row
  return { id, communityId, title, text }
}
