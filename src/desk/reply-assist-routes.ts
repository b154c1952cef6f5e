import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { DeskEnv } from './access.ts'
import { assistRequestSchema, assistSchema } from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { findReplyWarnings, polishReply } from './polish-reply.ts'

/** Rewrites what staff drafted into 服务用语; they read it before it goes anywhere. */
export function addReplyAssistRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/reply-assist', parts),
    method: 'post',
    path: '/api/reply-assist',
    summary: 'Rewrites a draft courteously: by the model where there is one, else by rules.',
    request: { body: requireJson(assistRequestSchema) },
    responses: { 200: describeJson(assistSchema, 'The wording, and what to look at.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { text, language } = c.req.valid('json')
    const written = await parts.rewriteReply?.(text, language)
    const polished = written ?? polishReply(text, language)
    return c.json(
      {
        text: polished,
        by: written === undefined ? ('rules' as const) : ('model' as const),
        warnings: findReplyWarnings(polished),
      },
      200,
    )
  })
}
