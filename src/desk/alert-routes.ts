import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { actOnAlert } from '../alerts/act-on-alert.ts'
import { alertActions, alertStatuses } from '../alerts/alert-life.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv, GuardedRoute } from './access.ts'
import { alertPageSchema, alertSchema, alertStepSchema } from './contract-alerts.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { findAlertView, listAlerts } from './list-alerts.ts'
import { createPager } from './paging.ts'
import { alertSightOf } from './scope.ts'

const params = z.object({ id: z.string().trim().min(1).max(80) })
const positionSchema = z.strictObject({ at: z.iso.datetime(), id: z.string() })
const query = z.object({
  status: z
    .enum([...alertStatuses, 'live'])
    .optional()
    .openapi({ description: 'live: open or acknowledged.' }),
  community: z.string().max(60).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

/** Alerts of upset residents, and what staff do with them. */
export function addAlertRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addLists(app, parts)
  for (const action of alertActions) addStep(app, parts, action)
}

function addLists(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/alerts', parts),
    method: 'get',
    path: '/api/alerts',
    summary:
      'Lists alerts, newest first. Observers and technicians see figures and topics, no words of residents; technicians no alerts of one resident.',
    request: { query },
    responses: { 200: describeJson(alertPageSchema, 'A page of them.'), ...refusals },
  })
  const pager = createPager(`${parts.secret}:alerts`)
  app.openapi(list, async c => {
    const { status, community, cursor, limit } = c.req.valid('query')
    const after = cursor === undefined ? undefined : pager.read(cursor, positionSchema)
    const found = await listAlerts(parts, {
      status,
      community,
      after,
      limit,
      ...alertSightOf(c.get('actor')),
    })
    return c.json({ items: found.items, next: found.last ? pager.write(found.last) : null }, 200)
  })
  const one = createRoute({
    ...guard('GET /api/alerts/{id}', parts),
    method: 'get',
    path: '/api/alerts/{id}',
    summary: 'Gives one alert with its evidence.',
    request: { params },
    responses: { 200: describeJson(alertSchema, 'The alert.'), ...refusals },
  })
  app.openapi(one, async c => {
    const view = await findAlertView(parts, c.req.valid('param').id, alertSightOf(c.get('actor')))
    if (!view) throw new LinliError('not-found', 'There is no such alert.')
    return c.json(view, 200)
  })
}

function addStep(app: OpenAPIHono<DeskEnv>, parts: DeskParts, action: (typeof alertActions)[number]): void {
  const name: GuardedRoute = `POST /api/alerts/{id}/${action}`
  const route = createRoute({
    ...guard(name, parts),
    method: 'post',
    path: `/api/alerts/{id}/${action}` as '/api/alerts/{id}/acknowledge',
    summary: summaries[action],
    request: { params, body: requireJson(alertStepSchema) },
    responses: { 200: describeJson(alertSchema, 'The alert as it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const by = c.get('actor').id
    const { assigneeId, outcome, hours } = c.req.valid('json')
    const step = {
      ...(assigneeId === undefined ? {} : { assigneeId }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(hours === undefined ? {} : { hours }),
    }
    await parts.work.run(work => actOnAlert(work, { id, action, by, ...step }))
    const view = await findAlertView(parts, id, alertSightOf(c.get('actor')))
    if (!view) throw new LinliError('not-found', 'There is no such alert.')
    return c.json(view, 200)
  })
}

const summaries: Record<(typeof alertActions)[number], string> = {
  acknowledge: 'Says that somebody saw it; it rings nobody further.',
  assign: 'Gives it to somebody of the staff.',
  resolve: 'Ends it; needs an outcome: what came of it.',
  mute: 'Silences the cause of an alert that nobody resolved: what follows joins it and tells nobody.',
}
