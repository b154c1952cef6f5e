import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import readSheet from 'read-excel-file/node'
import { LinliError } from '../shared/errors.ts'
import { dateOfDay, localDayAt } from '../shared/zoned-time.ts'
import { readIndicatorSheet } from '../surveys/indicator-sheet.ts'
import { newSurveySchema, surveyQuestionSchema } from '../surveys/survey.ts'
import {
  closeSurvey,
  createSurvey,
  keepIndicators,
  readSurveyResults,
  startSurvey,
} from '../surveys/survey-store.ts'
import { listTemplates } from '../surveys/survey-templates.ts'
import type { DeskEnv } from './access.ts'
import type { Actor } from './actor.ts'
import { surveyResultsSchema, surveySchema } from './contract-callbacks.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkOwnCommunity, communityOfDraft, isInScope, scopeOf } from './scope.ts'
import { inLanguage, sendSheet, sheetFormat } from './send-sheet.ts'
import { addSurveyPolicyRoutes } from './survey-policy-routes.ts'
import { writeSurveyResults } from './write-survey-results.ts'

type App = OpenAPIHono<DeskEnv>

const params = z.object({ id: z.string().min(1).max(80) })
const idSchema = z.object({ id: z.string() })

/** Surveys of managers, their results, and third parties' sheets. */
export function addSurveyRoutes(app: App, parts: DeskParts): void {
  addListAndCreate(app, parts)
  addTemplates(app, parts)
  addSteps(app, parts)
  addResults(app, parts)
  addExport(app, parts)
  addImport(app, parts)
  addSurveyPolicyRoutes(app, parts)
}

function addListAndCreate(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/surveys', parts),
    method: 'get',
    path: '/api/surveys',
    summary: 'Lists surveys, newest first.',
    responses: { 200: describeJson(z.object({ items: z.array(surveySchema) }), 'Surveys.'), ...refusals },
  })
  app.openapi(list, async c => {
    const rows = await parts.database.client.survey.findMany({ orderBy: { createdAt: 'desc' }, take: 100 })
    const scope = scopeOf(c.get('actor'))
    const seen = rows.filter(row => isInScope(scope, communityOfDraft(row)))
    const items = seen.map(({ id, title, origin, status, createdAt, questions }) => ({
      ...{ id, title, origin, status },
      questions: (questions as unknown[]).length,
      createdAt: createdAt.toISOString(),
    }))
    return c.json({ items }, 200)
  })
  const body = newSurveySchema
    .extend({ questions: z.array(surveyQuestionSchema).min(1).max(10) })
    .openapi('NewSurvey')
  const create = createRoute({
    ...guard('POST /api/surveys', parts),
    method: 'post',
    path: '/api/surveys',
    summary: 'Keeps a survey as a draft.',
    request: { body: requireJson(body) },
    responses: { 200: describeJson(idSchema, 'Its id.'), ...refusals },
  })
  app.openapi(create, async c => {
    const { audience } = newSurveySchema.parse(c.req.valid('json'))
    checkOwnCommunity(c.get('actor'), audience.communityId, 'audience.communityId')
    const survey = { ...newSurveySchema.parse(c.req.valid('json')), by: c.get('actor').id }
    return c.json(await parts.work.run(work => createSurvey(work, survey)), 200)
  })
}

function addTemplates(app: App, parts: DeskParts): void {
  const templateSchema = z
    .object({ id: z.string(), title: z.string(), questions: z.array(surveyQuestionSchema) })
    .openapi('SurveyTemplate')
  const list = createRoute({
    ...guard('GET /api/survey-templates', parts),
    method: 'get',
    path: '/api/survey-templates',
    summary: 'Surveys ready to be sent: the quarterly one asks what was expected and what was got.',
    responses: {
      200: describeJson(z.object({ items: z.array(templateSchema) }), 'Templates.'),
      ...refusals,
    },
  })
  app.openapi(list, async c => {
    const day = localDayAt(parts.work.timezone, parts.clock.now().getTime())
    return c.json({ items: listTemplates(dateOfDay(day)) }, 200)
  })
}

function addSteps(app: App, parts: DeskParts): void {
  const start = createRoute({
    ...guard('POST /api/surveys/{id}/start', parts),
    method: 'post',
    path: '/api/surveys/{id}/start',
    summary: 'Invites the audience; each is asked when they may be.',
    request: { params },
    responses: { 200: describeJson(z.object({ invited: z.number().int() }), 'How many.'), ...refusals },
  })
  app.openapi(start, async c => {
    const { id } = c.req.valid('param')
    await checkAudience(parts, c.get('actor'), id)
    return c.json(await parts.work.run(work => startSurvey(work, id)), 200)
  })
  const close = createRoute({
    ...guard('POST /api/surveys/{id}/close', parts),
    method: 'post',
    path: '/api/surveys/{id}/close',
    summary: 'Ends a survey; nobody is asked any more.',
    request: { params },
    responses: { 200: describeJson(idSchema, 'Its id.'), ...refusals },
  })
  app.openapi(close, async c => {
    const { id } = c.req.valid('param')
    await checkAudience(parts, c.get('actor'), id)
    await parts.work.run(work => closeSurvey(work, id))
    return c.json({ id }, 200)
  })
}

/** What reaches all communities is begun and ended by those who look after all. */
async function checkAudience(parts: DeskParts, actor: Actor, id: string): Promise<void> {
  const survey = await parts.database.client.survey.findUnique({ where: { id }, select: { audience: true } })
  if (survey) checkOwnCommunity(actor, communityOfDraft(survey), 'audience.communityId')
}

function addResults(app: App, parts: DeskParts): void {
  const results = createRoute({
    ...guard('GET /api/surveys/{id}/results', parts),
    method: 'get',
    path: '/api/surveys/{id}/results',
    summary: 'What came of a survey, each figure with its n.',
    request: { params },
    responses: { 200: describeJson(surveyResultsSchema, 'The results.'), ...refusals },
  })
  app.openapi(results, async c =>
    c.json(await readSurveyResults(parts.database.client, c.req.valid('param').id), 200),
  )
}

function addExport(app: App, parts: DeskParts): void {
  const download = createRoute({
    ...guard('GET /api/surveys/{id}/results/export', parts),
    method: 'get',
    path: '/api/surveys/{id}/results/export',
    summary: 'The same results as a file; no cell of it is ever a formula.',
    request: { params, query: z.object({ format: sheetFormat, language: inLanguage }) },
    responses: { 200: { description: 'The file.' }, ...refusals },
  })
  app.openapi(download, async c => {
    const { format, language } = c.req.valid('query')
    const results = await readSurveyResults(parts.database.client, c.req.valid('param').id)
    return sendSheet(c, { format, name: 'survey', rows: writeSurveyResults(results, language) })
  })
}

const sheetForm = z.object({
  title: z.string().trim().min(1).max(300),
  file: z.instanceof(File).openapi({ type: 'string', format: 'binary', description: 'XLSX.' }),
})

function addImport(app: App, parts: DeskParts): void {
  const bring = createRoute({
    ...guard('POST /api/surveys/import', parts),
    method: 'post',
    path: '/api/surveys/import',
    summary: "Takes in a third party's sheet of indicators.",
    request: { body: { content: { 'multipart/form-data': { schema: sheetForm } }, required: true } },
    responses: {
      200: describeJson(z.object({ id: z.string(), indicators: z.number().int() }), 'What was read.'),
      ...refusals,
    },
  })
  app.openapi(bring, async c => {
    const { title, file } = c.req.valid('form')
    const indicators = readIndicatorSheet(await readRows(file))
    const by = c.get('actor').id
    const { id } = await parts.work.run(work => keepIndicators(work, { title, indicators, by }))
    return c.json({ id, indicators: indicators.length }, 200)
  })
}

async function readRows(file: File): Promise<(string | number | boolean | Date | null)[][]> {
  try {
    const sheets = (await readSheet(Buffer.from(await file.arrayBuffer()))) as unknown
    const [first] = sheets as { data?: unknown }[]
    return ((first?.data ?? sheets) as (string | number | boolean | Date | null)[][]) ?? []
  } catch {
    throw new LinliError('bad-request', 'Expected an XLSX workbook with the indicators on its first sheet.')
  }
}
