import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Recurrence } from '../broadcasts/recurrence.ts'
import { addSchedule, changeSchedule } from '../broadcasts/schedule-store.ts'
import type { DeskEnv } from './access.ts'
import {
  type BroadcastScheduleView,
  leftOutDays,
  newScheduleSchema,
  scheduleSchema,
} from './contract-schedules.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkOwnCommunity, communityOfDraft, isInScope, scopeOf } from './scope.ts'

type App = OpenAPIHono<DeskEnv>

interface Row {
  id: string
  title: string
  source: string
  active: boolean
  exceptions: unknown
  nextAt: Date | null
  rule: unknown
  draft: unknown
}

const toView = ({
  id,
  title,
  source,
  active,
  exceptions,
  nextAt,
  rule,
  draft,
}: Row): BroadcastScheduleView => ({
  ...{ id, title, source, active, exceptions: exceptions as string[] },
  nextAt: nextAt?.toISOString() ?? null,
  rule: rule as Recurrence,
  draft: draft as BroadcastScheduleView['draft'],
})

/** Notices that are drafted again and again: weekly news, festivals, reminders. */
export function addScheduleRoutes(app: App, parts: DeskParts): void {
  const path = '/api/broadcast-schedules'
  const { timezone } = parts.broadcasts
  const list = createRoute({
    ...guard('GET /api/broadcast-schedules', parts),
    method: 'get',
    path,
    summary: 'Lists recurring notices with when they come next.',
    responses: { 200: describeJson(z.object({ items: z.array(scheduleSchema) }), 'Schedules.'), ...refusals },
  })
  app.openapi(list, async c => {
    const rows = await parts.database.client.broadcastSchedule.findMany({ orderBy: { createdAt: 'desc' } })
    const scope = scopeOf(c.get('actor'))
    const seen = rows.filter(({ draft }) => isInScope(scope, communityOfDraft(draft)))
    return c.json({ items: seen.map(toView) }, 200)
  })
  const add = createRoute({
    ...guard('POST /api/broadcast-schedules', parts),
    method: 'post',
    path,
    summary: 'Drafts a notice every week, month, year, lunar year or festival; it is approved each time.',
    request: { body: requireJson(newScheduleSchema) },
    responses: { 201: describeJson(scheduleSchema, 'The schedule.'), ...refusals },
  })
  app.openapi(add, async c => {
    const actor = c.get('actor')
    const given = { ...c.req.valid('json'), by: actor.id, timezone }
    checkOwnCommunity(actor, given.draft.audience.communityId, 'draft.audience.communityId')
    return c.json(toView(await parts.work.run(work => addSchedule(work, given))), 201)
  })
  const change = createRoute({
    ...guard('PATCH /api/broadcast-schedules/{id}', parts),
    method: 'patch',
    path: '/api/broadcast-schedules/{id}',
    summary: 'Leaves days out, or ends or resumes the whole.',
    request: {
      params: z.object({ id: z.string().max(60) }),
      body: requireJson(
        z.strictObject({ exceptions: leftOutDays.optional(), active: z.boolean().optional() }),
      ),
    },
    responses: { 200: describeJson(scheduleSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(change, async c => {
    const { exceptions, active } = c.req.valid('json')
    const step = {
      ...{ id: c.req.valid('param').id, timezone },
      ...(exceptions ? { exceptions } : {}),
      ...(active === undefined ? {} : { active }),
    }
    return c.json(toView(await parts.work.run(work => changeSchedule(work, step))), 200)
  })
}
