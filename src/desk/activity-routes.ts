import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { checkIn, leave, openActivity } from '../activities/activity-store.ts'
import { cancelActivity, changeActivity } from '../activities/change-activity.ts'
import { listActivities, readActivity } from '../activities/list-activities.ts'
import { createBroadcast } from '../broadcasts/broadcast-store.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { writeAnnouncement } from './announce-activity.ts'
import {
  activityChangeSchema,
  activityDetailSchema,
  activityKinds,
  activitySchema,
  newActivitySchema,
} from './contract-activities.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkOwnCommunity, inScope, scopeOf } from './scope.ts'
import { viewActivity, viewDetail } from './view-activities.ts'

type App = OpenAPIHono<DeskEnv>

const params = z.object({ id: z.string().max(60) })
const announced = z.object({ broadcastId: z.string() })

/** Activities with sign-up, and owners' days. */
export function addActivityRoutes(app: App, parts: DeskParts): void {
  addReading(app, parts)
  addWriting(app, parts)
  addCancel(app, parts)
  addAnnounce(app, parts)
  addPeople(app, parts)
}

function addReading(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/activities', parts),
    method: 'get',
    path: '/api/activities',
    summary: "Lists activities and owners' days, the latest first.",
    request: { query: z.object({ kind: z.enum(activityKinds).optional() }) },
    responses: { 200: describeJson(z.object({ items: z.array(activitySchema) }), 'They.'), ...refusals },
  })
  app.openapi(list, async c => {
    const { kind } = c.req.valid('query')
    const where = { ...inScope(scopeOf(c.get('actor'))), ...(kind ? { kind } : {}) }
    const rows = await listActivities(parts.database.client, where)
    return c.json({ items: rows.map(viewActivity) }, 200)
  })
  const one = createRoute({
    ...guard('GET /api/activities/{id}', parts),
    method: 'get',
    path: '/api/activities/{id}',
    summary: 'Gives one with who signed up, in order, and its questions.',
    request: { params },
    responses: { 200: describeJson(activityDetailSchema, 'All of it.'), ...refusals },
  })
  app.openapi(one, async c => c.json(await getDetail(parts, c.req.valid('param').id), 200))
}

function addWriting(app: App, parts: DeskParts): void {
  const create = createRoute({
    ...guard('POST /api/activities', parts),
    method: 'post',
    path: '/api/activities',
    summary: "Opens an activity for sign-up, or an owners' day with its intake window.",
    request: { body: requireJson(newActivitySchema) },
    responses: { 201: describeJson(activityDetailSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(create, async c => {
    const actor = c.get('actor')
    const given = c.req.valid('json')
    checkOwnCommunity(actor, given.communityId, 'communityId')
    const row = await parts.work.run(work => openActivity(work, { ...withDates(given), by: actor.id }))
    return c.json(await getDetail(parts, row.id), 201)
  })
  const change = createRoute({
    ...guard('PUT /api/activities/{id}', parts),
    method: 'put',
    path: '/api/activities/{id}',
    summary:
      'Changes what is given while it is open; more places let people move up, another time or place is told.',
    request: { params, body: requireJson(activityChangeSchema) },
    responses: { 200: describeJson(activityDetailSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(change, async c => {
    const { id } = c.req.valid('param')
    const { startsAt, closesAt, ...given } = c.req.valid('json')
    const dates = {
      ...(startsAt === undefined ? {} : { startsAt: new Date(startsAt) }),
      ...(closesAt === undefined ? {} : { closesAt: new Date(closesAt) }),
    }
    await parts.work.run(work => changeActivity(work, { ...given, ...dates, id }))
    return c.json(await getDetail(parts, id), 200)
  })
}

function addCancel(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/activities/{id}/cancel', parts),
    method: 'post',
    path: '/api/activities/{id}/cancel',
    summary: 'Calls it off; all who signed up hear so.',
    request: { params },
    responses: { 200: describeJson(activityDetailSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    await parts.work.run(work => cancelActivity(work, id))
    return c.json(await getDetail(parts, id), 200)
  })
}

function addAnnounce(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/activities/{id}/announce', parts),
    method: 'post',
    path: '/api/activities/{id}/announce',
    summary:
      "Drafts the notice of it: a card with a button to sign up; of an owners' day that is over: the results.",
    request: { params },
    responses: { 201: describeJson(announced, 'The draft, to be looked at and approved.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const detail = await getDetail(parts, id)
    if (detail.activity.state === 'cancelled') {
      throw new LinliError('conflict', 'The activity is cancelled; there is nothing to announce.')
    }
    const { draft, activityId } = writeAnnouncement(detail, {
      timezone: parts.broadcasts.timezone,
      now: parts.clock.now(),
    })
    const by = c.get('actor').id
    const row = await parts.work.run(work =>
      createBroadcast(work, { draft, by, ...(activityId ? { activityId } : {}) }),
    )
    return c.json({ broadcastId: row.id }, 201)
  })
}

function addPeople(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/activities/{id}/people/{contact}/{step}', parts),
    method: 'post',
    path: '/api/activities/{id}/people/{contact}/{step}',
    summary: 'Checks somebody in, or takes them out; who waits longest moves up.',
    request: {
      params: params.extend({
        contact: z.string().max(60),
        step: z.enum(['check-in', 'leave']),
      }),
    },
    responses: { 200: describeJson(activityDetailSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id, contact, step } = c.req.valid('param')
    const who = { activityId: id, contactId: contact, byStaff: true }
    const { kind } = await parts.work.run<{ kind: string }>(work =>
      step === 'leave' ? leave(work, who) : checkIn(work, who),
    )
    if (kind === 'called-off') throw new LinliError('conflict', 'The activity is cancelled.')
    if (kind === 'not-signed-up') throw new LinliError('conflict', 'They have no place in this activity.')
    return c.json(await getDetail(parts, id), 200)
  })
}

function withDates<T extends { startsAt: string; closesAt: string }>(given: T) {
  return { ...given, startsAt: new Date(given.startsAt), closesAt: new Date(given.closesAt) }
}

async function getDetail(parts: DeskParts, id: string) {
  const found = await readActivity(parts.database.client, id)
  if (!found) throw new LinliError('not-found', 'There is no such activity.')
  return viewDetail(found)
}
