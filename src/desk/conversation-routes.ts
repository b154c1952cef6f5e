import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { DeskEnv } from './access.ts'
import { conversationPageSchema, conversationQuery, messagePageSchema, messageQuery } from './contract.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { listConversations } from './list-conversations.ts'
import { listMessages } from './list-messages.ts'
import { createPager } from './paging.ts'

export function addConversationRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = { database: parts.database, pager: createPager(`${parts.secret}:conversations`) }
  const conversations = createRoute({
    ...guard('GET /api/conversations', parts),
    method: 'get',
    path: '/api/conversations',
    summary: 'Lists conversations, the one with the newest message first.',
    request: { query: conversationQuery },
    responses: { 200: describeJson(conversationPageSchema, 'A page of conversations.'), ...refusals },
  })
  app.openapi(conversations, async c => {
    const masked = c.get('actor').role === 'observer'
    return c.json(await listConversations(list, c.req.valid('query'), masked), 200)
  })
  const talk = { database: parts.database, pager: createPager(`${parts.secret}:messages`) }
  const messages = createRoute({
    ...guard('GET /api/conversations/{id}/messages', parts),
    method: 'get',
    path: '/api/conversations/{id}/messages',
    summary: 'Lists what was said in a conversation.',
    request: { params: z.object({ id: z.string().max(60) }), query: messageQuery },
    responses: { 200: describeJson(messagePageSchema, 'A page of messages.'), ...refusals },
  })
  app.openapi(messages, async c => {
    return c.json(await listMessages(talk, c.req.valid('param').id, c.req.valid('query')), 200)
  })
}
