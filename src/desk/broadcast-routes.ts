import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  approveBroadcast,
  type BroadcastStep,
  pauseBroadcast,
  rejectBroadcast,
  resumeBroadcast,
  scheduleBroadcast,
  startBroadcast,
  stopBroadcast,
  submitBroadcast,
} from '../broadcasts/act-on-broadcast.ts'
import { correctBroadcast, recallBroadcast, retryBroadcast } from '../broadcasts/after-sending.ts'
import { createBroadcast, editBroadcast } from '../broadcasts/broadcast-store.ts'
import { broadcastStates } from '../broadcasts/course.ts'
import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'
import type { Actor, DeskEnv, GuardedRoute } from './access.ts'
import { instant, pagingQuery } from './contract-basics.ts'
import { broadcastDraftSchema, broadcastPageSchema, broadcastSchema } from './contract-broadcasts.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkOwnCommunity, scopeOf } from './scope.ts'
import { readBroadcasts } from './view-broadcasts.ts'

type App = OpenAPIHono<DeskEnv>

const params = z.object({ id: z.string().max(60) })
const version = z.number().int().min(1).optional()
const note = z.string().trim().max(400).default('')
const plainStep = z.strictObject({ version, note })

/** Notices: writing them, and each step of their course. */
export function addBroadcastRoutes(app: App, parts: DeskParts): void {
  addReading(app, parts)
  addWriting(app, parts)
  for (const step of listSteps(parts)) addStep(app, parts, step)
  addSchedule(app, parts)
  addCorrection(app, parts)
  addRetry(app, parts)
}

function listSteps({ broadcasts }: DeskParts): StepRoute[] {
  return [
    {
      name: 'submit',
      summary: 'Asks for approval.',
      take: (work, step) => submitBroadcast(broadcasts, work, step),
    },
    { name: 'approve', summary: 'Approves; not by who wrote or changed it last.', take: approveBroadcast },
    { name: 'reject', summary: 'Gives it back to its writer.', take: rejectBroadcast },
    {
      name: 'start',
      summary: 'Sends now; in quiet hours at their end.',
      take: (work, step) => startBroadcast(broadcasts, work, step),
    },
    { name: 'pause', summary: 'Stops for now.', take: pauseBroadcast },
    { name: 'resume', summary: 'Goes on.', take: resumeBroadcast },
    { name: 'stop', summary: 'Ends it; who has not got it does not get it.', take: stopBroadcast },
    {
      name: 'recall',
      summary: 'Takes it back where the channel allows.',
      take: (work, step) => recallBroadcast(broadcasts, work, step),
    },
  ]
}

function addReading(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/broadcasts', parts),
    method: 'get',
    path: '/api/broadcasts',
    summary: 'Lists notices, newest first.',
    request: { query: pagingQuery.extend({ state: z.enum(broadcastStates).optional() }) },
    responses: { 200: describeJson(broadcastPageSchema, 'Notices.'), ...refusals },
  })
  app.openapi(list, async c => {
    const { limit, ...query } = c.req.valid('query')
    const items = await readBroadcasts(parts.database, {
      ...query,
      limit: limit + 1,
      scope: scopeOf(c.get('actor')),
    })
    const page = items.slice(0, limit)
    return c.json({ items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null }, 200)
  })
  const one = createRoute({
    ...guard('GET /api/broadcasts/{id}', parts),
    method: 'get',
    path: '/api/broadcasts/{id}',
    summary: 'Gives a notice with how far it is.',
    request: { params },
    responses: { 200: describeJson(broadcastSchema, 'The notice.'), ...refusals },
  })
  app.openapi(one, async c => c.json(await getOne(parts, c.req.valid('param').id), 200))
}

function addWriting(app: App, parts: DeskParts): void {
  const create = createRoute({
    ...guard('POST /api/broadcasts', parts),
    method: 'post',
    path: '/api/broadcasts',
    summary: 'Begins a notice.',
    request: { body: requireJson(broadcastDraftSchema) },
    responses: { 201: describeJson(broadcastSchema, 'The draft.'), ...refusals },
  })
  app.openapi(create, async c => {
    const actor = c.get('actor')
    const draft = c.req.valid('json')
    checkOwnCommunity(actor, draft.audience.communityId, 'audience.communityId')
    const row = await parts.work.run(work => createBroadcast(work, { draft, by: actor.id }))
    return c.json(await getOne(parts, row.id), 201)
  })
  const edit = createRoute({
    ...guard('PUT /api/broadcasts/{id}', parts),
    method: 'put',
    path: '/api/broadcasts/{id}',
    summary: 'Saves a changed draft; approval begins anew. Refused where somebody else saved meanwhile.',
    request: {
      params,
      body: requireJson(z.strictObject({ version: z.number().int().min(1), draft: broadcastDraftSchema })),
    },
    responses: { 200: describeJson(broadcastSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(edit, async c => {
    const actor = c.get('actor')
    const { id } = c.req.valid('param')
    const body = c.req.valid('json')
    checkOwnCommunity(actor, body.draft.audience.communityId, 'audience.communityId')
    await parts.work.run(work => editBroadcast(work, { ...body, id, by: actor.id }))
    return c.json(await getOne(parts, id), 200)
  })
}

type StepName = 'submit' | 'approve' | 'reject' | 'start' | 'pause' | 'resume' | 'stop' | 'recall'

interface StepRoute {
  name: StepName
  summary: string
  take(work: Work, step: BroadcastStep): Promise<unknown>
}

function addStep(app: App, parts: DeskParts, about: StepRoute): void {
  const path = `/api/broadcasts/{id}/${about.name}` as const
  const route = createRoute({
    ...guard(`POST ${path}` as GuardedRoute, parts),
    method: 'post',
    path,
    summary: about.summary,
    request: { params, body: requireJson(plainStep) },
    responses: { 200: describeJson(broadcastSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const step = stepOf(c.get('actor'), id, c.req.valid('json'))
    await parts.work.run(work => about.take(work, step))
    return c.json(await getOne(parts, id), 200)
  })
}

function addSchedule(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/broadcasts/{id}/schedule', parts),
    method: 'post',
    path: '/api/broadcasts/{id}/schedule',
    summary: 'Sets when it goes out.',
    request: { params, body: requireJson(plainStep.extend({ startAt: instant })) },
    responses: { 200: describeJson(broadcastSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const { startAt, ...given } = c.req.valid('json')
    const step = { ...stepOf(c.get('actor'), id, given), startAt: new Date(startAt) }
    await parts.work.run(work => scheduleBroadcast(work, step))
    return c.json(await getOne(parts, id), 200)
  })
}

function addCorrection(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/broadcasts/{id}/correct', parts),
    method: 'post',
    path: '/api/broadcasts/{id}/correct',
    summary: 'Puts new words in place of the old, for who has them and for questions.',
    request: {
      params,
      body: requireJson(
        plainStep.extend({
          wording: broadcastDraftSchema.shape.wording,
          holdsUntil: instant.nullable().optional(),
        }),
      ),
    },
    responses: { 200: describeJson(broadcastSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const { wording, holdsUntil, ...given } = c.req.valid('json')
    const until = holdsUntil === undefined ? {} : { holdsUntil: holdsUntil ? new Date(holdsUntil) : null }
    const step = { ...stepOf(c.get('actor'), id, given), wording: wordingOf(wording), ...until }
    await parts.work.run(work => correctBroadcast(parts.broadcasts, work, step))
    return c.json(await getOne(parts, id), 200)
  })
}

/** Without the languages that were left out. */
function wordingOf(given: z.infer<typeof broadcastDraftSchema>['wording']) {
  const { 'zh-CN': chinese, en } = given
  return { ...(chinese ? { 'zh-CN': chinese } : {}), ...(en ? { en } : {}) }
}

function addRetry(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/broadcasts/{id}/retry', parts),
    method: 'post',
    path: '/api/broadcasts/{id}/retry',
    summary: 'Tries those again that failed; with `withUnknown` also those that may have it.',
    request: { params, body: requireJson(plainStep.extend({ withUnknown: z.boolean().default(false) })) },
    responses: { 200: describeJson(broadcastSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { id } = c.req.valid('param')
    const { withUnknown, ...given } = c.req.valid('json')
    const step = { ...stepOf(c.get('actor'), id, given), withUnknown }
    await parts.work.run(work => retryBroadcast(parts.broadcasts, work, step))
    return c.json(await getOne(parts, id), 200)
  })
}

function stepOf(
  actor: Actor,
  id: string,
  given: { version?: number | undefined; note: string },
): BroadcastStep {
  return {
    id,
    by: actor.id,
    scope: scopeOf(actor),
    isLeader: ['manager', 'admin', 'machine'].includes(actor.role),
    note: given.note,
    ...(given.version === undefined ? {} : { version: given.version }),
  }
}

async function getOne(parts: DeskParts, id: string) {
  const [found] = await readBroadcasts(parts.database, { id, scope: undefined, limit: 1 })
  if (!found) throw new LinliError('not-found', 'There is no such notice.')
  return found
}
