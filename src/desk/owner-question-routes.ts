import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeOwnerQuestion, enterOwnerQuestion } from '../activities/owner-questions.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

type App = OpenAPIHono<DeskEnv>

const params = z.object({ id: z.string().max(60) })
const numbered = z.object({ number: z.number().int() })
const text = z.string().trim().min(2).max(500)

/** Questions of the owners' day: each has a number, an owner, and a result that is public. */
export function addOwnerQuestionRoutes(app: App, parts: DeskParts): void {
  const enter = createRoute({
    ...guard('POST /api/activities/{id}/questions', parts),
    method: 'post',
    path: '/api/activities/{id}/questions',
    summary: 'Enters a question that came by telephone or letter box, and numbers it.',
    request: { params, body: requireJson(z.strictObject({ text })) },
    responses: { 201: describeJson(numbered, 'Its number.'), ...refusals },
  })
  app.openapi(enter, async c => {
    const given = { activityId: c.req.valid('param').id, text: c.req.valid('json').text }
    const { number } = await parts.work.run(work => enterOwnerQuestion(work, given))
    return c.json({ number }, 201)
  })
  const change = createRoute({
    ...guard('PATCH /api/activities/{id}/questions/{number}', parts),
    method: 'patch',
    path: '/api/activities/{id}/questions/{number}',
    summary:
      'Gives a question its owner, words fit for the public, or its result; who asked hears the result.',
    request: {
      params: params.extend({ number: z.coerce.number().int().min(1).max(100_000) }),
      body: requireJson(
        z.strictObject({
          owner: z.string().max(60).optional().openapi({ description: 'Staff id.' }),
          text: text.optional(),
          result: z.string().trim().max(2_000).optional(),
        }),
      ),
    },
    responses: { 200: describeJson(numbered, 'Its number.'), ...refusals },
  })
  app.openapi(change, async c => {
    const { id: activityId, number } = c.req.valid('param')
    const { owner, text: words, result } = c.req.valid('json')
    const step = {
      ...{ activityId, number },
      ...(owner === undefined ? {} : { owner }),
      ...(words === undefined ? {} : { text: words }),
      ...(result === undefined ? {} : { result }),
    }
    await parts.work.run(work => changeOwnerQuestion(work, step))
    return c.json({ number }, 200)
  })
}
