import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  causeFields,
  changeImprovement,
  closeImprovement,
  listImprovements,
} from '../incidents/improvement-store.ts'
import { listIncidents } from '../incidents/list-incidents.ts'
import { incidentPolicySchema } from '../incidents/policy.ts'
import { loadIncidentPolicy, saveIncidentPolicy } from '../incidents/policy-store.ts'
import { closeIncident, reportProgress } from '../incidents/run-incident.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { scopeOf } from './scope.ts'

const id = z.string().trim().min(1).max(80)
const day = z.iso.date()
const params = z.object({ id })
const statusQuery = z.object({ status: z.enum(['open', 'closed']).optional() })

const incidentSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    cause: z.string(),
    category: z.string(),
    communityId: z.string().nullable(),
    status: z.string().openapi({ enum: ['open', 'closed'] }),
    households: z.number().int(),
    tickets: z.array(z.string()),
    progress: z.string(),
    openedAt: z.string(),
    lastReportAt: z.string(),
    closedAt: z.string().nullable(),
  })
  .openapi('Incident')

const toldSchema = z
  .object({
    tickets: z.array(z.string()),
    conversations: z.number().int().openapi({ description: 'How many hear it in their chat.' }),
    toCall: z
      .array(z.object({ number: z.string(), phone: z.string().nullable() }))
      .openapi({ description: 'Reported without a chat: somebody must call.' }),
  })
  .openapi('IncidentTold')

const figuresSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    tickets: z.number().int(),
    reopened: z.number().int(),
    medianHours: z.number().nullable(),
    rating: z.number().nullable(),
  })
  .openapi('ImprovementFigures')

const text = z.string().trim().max(2_000)
const measure = z.object({ id: z.string(), text, owner: text, dueOn: day, doneOn: day.nullable() })
const causes = z.partialRecord(z.enum(causeFields), text)
const improvementSchema = z
  .object({
    id: z.string(),
    communityId: z.string().nullable(),
    category: z.string(),
    place: z.string(),
    status: z.string().openapi({ enum: ['open', 'closed'] }),
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
    causes: causes.openapi({ description: 'Fishbone 人机料法环测.' }),
    measures: z.array(measure),
    dueOn: day.nullable(),
    tickets: z.array(z.string()),
    outcome: z.string(),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
    before: figuresSchema,
    after: figuresSchema.nullable(),
  })
  .openapi('Improvement')

const improvementChange = z
  .strictObject({
    ownerId: id.nullable().optional(),
    causes: causes.optional(),
    measures: z
      .array(
        z.strictObject({
          id: id.optional(),
          text: text.min(1),
          owner: text.default(''),
          dueOn: day,
          doneOn: day.nullable().default(null),
        }),
      )
      .max(50)
      .optional()
      .openapi({ description: 'The whole list; those without an id are new.' }),
    dueOn: day.nullable().optional(),
  })
  .openapi('ImprovementChange')

type App = OpenAPIHono<DeskEnv>

/** Incidents, improvements, and when reports become either. */
export function addIncidentRoutes(app: App, parts: DeskParts): void {
  addIncidents(app, parts)
  addIncidentWords(app, parts)
  addImprovements(app, parts)
  addImprovementChanges(app, parts)
  addPolicy(app, parts)
}

function addIncidents(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/incidents', parts),
    method: 'get',
    path: '/api/incidents',
    summary: 'Lists incidents, newest first.',
    request: { query: statusQuery },
    responses: { 200: describeJson(z.object({ items: z.array(incidentSchema) }), 'Incidents.'), ...refusals },
  })
  app.openapi(list, async c => {
    const { status } = c.req.valid('query')
    const communities = scopeOf(c.get('actor'))
    return c.json(
      { items: await listIncidents(parts.database.client, { status, communities, limit: 200 }) },
      200,
    )
  })
}

function addIncidentWords(app: App, parts: DeskParts): void {
  const close = createRoute({
    ...guard('POST /api/incidents/{id}/close', parts),
    method: 'post',
    path: '/api/incidents/{id}/close',
    summary: 'Closes an incident: its tickets are resolved and everybody who reported hears it once.',
    request: { params, body: requireJson(z.strictObject({ note: text.min(1) })) },
    responses: { 200: describeJson(toldSchema, 'Who hears it.'), ...refusals },
  })
  app.openapi(close, async c => {
    const request = { id: c.req.valid('param').id, by: c.get('actor').id, note: c.req.valid('json').note }
    return c.json(await parts.work.run(work => closeIncident(parts.work, work, request)), 200)
  })
  const progress = createRoute({
    ...guard('POST /api/incidents/{id}/progress', parts),
    method: 'post',
    path: '/api/incidents/{id}/progress',
    summary: 'Tells everybody who reported, and whoever reports later, how it stands.',
    request: { params, body: requireJson(z.strictObject({ text: text.min(1) })) },
    responses: { 200: describeJson(toldSchema, 'Who hears it.'), ...refusals },
  })
  app.openapi(progress, async c => {
    const request = { id: c.req.valid('param').id, text: c.req.valid('json').text }
    return c.json(await parts.work.run(work => reportProgress(work, request)), 200)
  })
}

function addImprovements(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/improvements', parts),
    method: 'get',
    path: '/api/improvements',
    summary: 'Lists improvements, newest first, with the figures before and after.',
    request: { query: statusQuery },
    responses: {
      200: describeJson(z.object({ items: z.array(improvementSchema) }), 'Improvements.'),
      ...refusals,
    },
  })
  app.openapi(list, async c => {
    const { status } = c.req.valid('query')
    const communities = scopeOf(c.get('actor'))
    const filter = { status, communities, limit: 100, now: parts.clock.now() }
    return c.json({ items: await listImprovements(parts.database.client, filter) }, 200)
  })
}

function addImprovementChanges(app: App, parts: DeskParts): void {
  const change = createRoute({
    ...guard('PATCH /api/improvements/{id}', parts),
    method: 'patch',
    path: '/api/improvements/{id}',
    summary: 'Sets owner, root causes, measures and dates of an improvement.',
    request: { params, body: requireJson(improvementChange) },
    responses: { 200: describeJson(improvementSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(change, async c => {
    const { id: changed } = c.req.valid('param')
    const body = c.req.valid('json')
    await parts.work.run(work => changeImprovement(work, changed, body))
    return c.json(await getImprovement(parts, changed), 200)
  })
  const close = createRoute({
    ...guard('POST /api/improvements/{id}/close', parts),
    method: 'post',
    path: '/api/improvements/{id}/close',
    summary: 'Ends an improvement; needs a root cause and a measure that was carried out.',
    request: { params, body: requireJson(z.strictObject({ outcome: text.min(1) })) },
    responses: { 200: describeJson(improvementSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(close, async c => {
    const { id: closed } = c.req.valid('param')
    const request = { id: closed, by: c.get('actor').id, outcome: c.req.valid('json').outcome }
    await parts.work.run(work => closeImprovement(work, request))
    return c.json(await getImprovement(parts, closed), 200)
  })
}

async function getImprovement(parts: DeskParts, improvementId: string) {
  const filter = { id: improvementId, limit: 1, now: parts.clock.now() }
  const [improvement] = await listImprovements(parts.database.client, filter)
  if (!improvement) throw new LinliError('not-found', 'There is no such improvement.')
  return improvement
}

function addPolicy(app: App, parts: DeskParts): void {
  const schema = incidentPolicySchema.clone().openapi('IncidentPolicy')
  const read = createRoute({
    ...guard('GET /api/settings/incidents', parts),
    method: 'get',
    path: '/api/settings/incidents',
    summary: 'Gives when reports become an incident or an improvement.',
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(read, async c => c.json(await loadIncidentPolicy(parts.database.client), 200))
  const write = createRoute({
    ...guard('PUT /api/settings/incidents', parts),
    method: 'put',
    path: '/api/settings/incidents',
    summary: 'Sets when reports become an incident or an improvement; what is left out takes its default.',
    request: { body: requireJson(schema) },
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(write, async c => {
    const policy = c.req.valid('json')
    await parts.database.transaction(tx => saveIncidentPolicy(tx, policy, parts.clock.now()))
    return c.json(policy, 200)
  })
}
