import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { endListed, listedEnds } from '../callbacks/end-listed.ts'
import { takeAnswer } from '../callbacks/take-answer.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

type App = OpenAPIHono<DeskEnv>

const params = z.object({ id: z.string().min(1).max(80) })
const statusSchema = z.object({ status: z.string() })
const comment = z.string().trim().max(2_000).default('')

/** What came of the calls to those whom no message reaches. */
export function addCallbackPhoneRoutes(app: App, parts: DeskParts): void {
  addAnswer(app, parts)
  addEnd(app, parts)
}

const answerBody = z.strictObject({
  score: z.int().min(1).max(5),
  comment,
  isUnsolved: z.boolean().default(false).openapi({ description: 'The trouble is there still.' }),
})

function addAnswer(app: App, parts: DeskParts): void {
  const answer = createRoute({
    ...guard('POST /api/callbacks/{id}/answer', parts),
    method: 'post',
    path: '/api/callbacks/{id}/answer',
    summary:
      'Enters what a resident said on the telephone; the same follows from it as from an answer in a chat.',
    request: { params, body: requireJson(answerBody) },
    responses: { 200: describeJson(statusSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(answer, async c => {
    const { id } = c.req.valid('param')
    const given = { ...c.req.valid('json'), aspects: {}, by: c.get('actor').id }
    const taken = await parts.work.run(work => takeAnswer(work, id, given))
    if (!taken) throw new LinliError('not-found', 'There is no such callback.')
    return c.json({ status: taken.callback.status }, 200)
  })
}

const endBody = z.strictObject({
  reason: z.enum(listedEnds).openapi({
    description:
      '`not-reached`: nobody picked up. `declined`: the resident did not want to say. `no-more`: wants no such questions any more, by any channel.',
  }),
  comment,
})

function addEnd(app: App, parts: DeskParts): void {
  const end = createRoute({
    ...guard('POST /api/callbacks/{id}/end', parts),
    method: 'post',
    path: '/api/callbacks/{id}/end',
    summary: 'Takes a callback off the telephone list without a score.',
    request: { params, body: requireJson(endBody) },
    responses: { 200: describeJson(statusSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(end, async c => {
    const { id } = c.req.valid('param')
    const { reason, comment: words } = c.req.valid('json')
    await parts.work.run(work => endListed(work, id, { reason, comment: words, by: c.get('actor').id }))
    return c.json({ status: reason === 'no-more' ? 'opted-out' : 'unanswered' }, 200)
  })
}
