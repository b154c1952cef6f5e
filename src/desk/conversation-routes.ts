import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import {
  conversationPageSchema,
  conversationQuery,
  conversationSchema,
  messagePageSchema,
  messageQuery,
  residentCardSchema,
} from './contract.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { findConversations, listConversations } from './list-conversations.ts'
import { listMessages } from './list-messages.ts'
import { createPager } from './paging.ts'
import { readResidentCard } from './resident-card.ts'
import { scopeOf, sightOf } from './scope.ts'

const params = z.object({ id: z.string().max(60) })

export function addConversationRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addListRoute(app, parts)
  addOneRoute(app, parts)
  addCardRoute(app, parts)
  const talk = { database: parts.database, pager: createPager(`${parts.secret}:messages`) }
  const messages = createRoute({
    ...guard('GET /api/conversations/{id}/messages', parts),
    method: 'get',
    path: '/api/conversations/{id}/messages',
    summary: 'Lists what was said in a conversation.',
    request: { params, query: messageQuery },
    responses: { 200: describeJson(messagePageSchema, 'A page of messages.'), ...refusals },
  })
  app.openapi(messages, async c => {
    return c.json(await listMessages(talk, c.req.valid('param').id, c.req.valid('query')), 200)
  })
}

function addListRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = { database: parts.database, pager: createPager(`${parts.secret}:conversations`) }
  const route = createRoute({
    ...guard('GET /api/conversations', parts),
    method: 'get',
    path: '/api/conversations',
    summary: 'Lists conversations, the one with the newest message first.',
    request: { query: conversationQuery },
    responses: { 200: describeJson(conversationPageSchema, 'A page of conversations.'), ...refusals },
  })
  app.openapi(route, async c =>
    c.json(await listConversations(list, c.req.valid('query'), sightOf(c.get('actor'))), 200),
  )
}

function addOneRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/conversations/{id}/head', parts),
    method: 'get',
    path: '/api/conversations/{id}/head',
    summary: 'Gives one conversation as the list shows it.',
    request: { params },
    responses: { 200: describeJson(conversationSchema, 'The conversation.'), ...refusals },
  })
  app.openapi(route, async c => {
    const [found] = await findConversations(parts.database, [c.req.valid('param').id])
    if (!found) throw new LinliError('not-found', 'There is no such conversation.')
    return c.json(found, 200)
  })
}

function addCardRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/conversations/{id}/card', parts),
    method: 'get',
    path: '/api/conversations/{id}/card',
    summary: 'Tells who writes: household, history, open promises, ratings, mood and preferences.',
    request: { params },
    responses: { 200: describeJson(residentCardSchema, 'The resident.'), ...refusals },
  })
  app.openapi(route, async c => {
    const scope = scopeOf(c.get('actor'))
    return c.json(await readResidentCard(parts, c.req.valid('param').id, scope), 200)
  })
}
