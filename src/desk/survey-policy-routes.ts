import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { setNextQuarterly } from '../surveys/quarterly-survey.ts'
import { surveyPolicySchema } from '../surveys/survey-policy.ts'
import { readSurveyPolicy, saveSurveyPolicy } from '../surveys/survey-policy-store.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkOwnCommunity } from './scope.ts'

/** Whether the quarterly survey goes out by itself, and how long answers to surveys are waited for. */
export function addSurveyPolicyRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const schema = surveyPolicySchema.clone().openapi('SurveyPolicy')
  const path = '/api/settings/surveys'
  const read = createRoute({
    ...guard('GET /api/settings/surveys', parts),
    method: 'get',
    path,
    summary: 'Gives whether the quarterly survey goes out by itself, and how long answers are waited for.',
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(read, async c => c.json(await readSurveyPolicy(parts.database.client), 200))
  const write = createRoute({
    ...guard('PUT /api/settings/surveys', parts),
    method: 'put',
    path,
    summary: 'Sets when the quarterly survey goes out by itself; null takes it back.',
    request: { body: requireJson(schema) },
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(write, async c => {
    const given = c.req.valid('json')
    const saved = await parts.work.run(async work => {
      const before = await readSurveyPolicy(work.tx)
      // What reaches others' residents is neither begun nor taken back by who does not look after them.
      for (const { quarterly } of [before, given]) {
        if (quarterly) checkOwnCommunity(c.get('actor'), quarterly.communityId, 'quarterly.communityId')
      }
      const policy = await saveSurveyPolicy(work.tx, given, work.now)
      await setNextQuarterly(parts.work.timezone, work)
      return policy
    })
    return c.json(saved, 200)
  })
}
