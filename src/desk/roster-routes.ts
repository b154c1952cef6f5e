import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { listDrills, startDrill } from '../dispatch/drills.ts'
import { dispatchPolicySchema } from '../dispatch/policy.ts'
import { loadDispatchPolicy, saveDispatchPolicy } from '../dispatch/policy-store.ts'
import {
  addShift,
  changeStaff,
  listShifts,
  type NewShift,
  readRoster,
  removeShift,
} from '../dispatch/roster-store.ts'
import { shiftKinds } from '../dispatch/shifts.ts'
import { LinliError } from '../shared/errors.ts'
import { ticketCategories } from '../shared/vocabulary.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import {
  checkCommunity,
  checkDrillPlace,
  checkSeen,
  checkStaffChange,
  findSeenIds,
  listSeenStaff,
} from './roster-scope.ts'
import { scopeOf } from './scope.ts'

const id = z.string().trim().min(1).max(80)
const instant = z.iso.datetime({ offset: true })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:mm')
const done = z.object({ ok: z.literal(true) })

const staffSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.string(),
    skills: z.array(z.string()).openapi({ description: 'Queues or categories.' }),
    buildings: z.array(z.string()).openapi({ description: 'communityId/building; empty: all.' }),
    communities: z.array(z.string()).openapi({ description: 'Empty: all.' }),
    active: z.boolean(),
    dutyOrder: z.number().int().nullable(),
  })
  .openapi('StaffMember')

const skills = ['engineering', 'cleaning', 'security', 'service', ...ticketCategories] as const
const staffChange = z
  .strictObject({
    skills: z.array(z.enum(skills)).max(40).optional(),
    buildings: z
      .array(z.string().regex(/^[^/\s]{1,40}\/[^/]{1,40}$/, 'communityId/building'))
      .max(500)
      .optional(),
    communities: z.array(id).max(100).optional(),
    active: z.boolean().optional(),
    dutyOrder: z.number().int().min(1).max(999).nullable().optional(),
  })
  .openapi('StaffChange')

const shiftSchema = z
  .object({
    id: z.string(),
    staffId: z.string(),
    kind: z.string().openapi({ enum: [...shiftKinds] }),
    startsAt: z.string(),
    endsAt: z.string(),
    weekdays: z.array(z.number().int()).nullable().openapi({ description: '1 Monday – 7 Sunday.' }),
  })
  .openapi('Shift')

const newShift = z
  .strictObject({
    staffId: id,
    kind: z.enum(shiftKinds).default('shift'),
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
    startsAt: z.union([instant, timeOfDay]),
    endsAt: z.union([instant, timeOfDay]),
  })
  .openapi('NewShift')

const rosterSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      isOnDuty: z.boolean(),
      openTickets: z.number().int(),
    }),
  ),
})

const drillSchema = z
  .object({
    id: z.string(),
    what: z.string(),
    status: z.enum(['ringing', 'answered', 'ended']),
    startedBy: z.string(),
    startedAt: z.string(),
    answeredBy: z.string().nullable(),
    answeredAfterSeconds: z.number().nullable(),
    rings: z.array(
      z.object({
        level: z.number().int(),
        name: z.string(),
        afterSeconds: z.number(),
        answeredAfterSeconds: z.number().nullable(),
      }),
    ),
  })
  .openapi('Drill')

const newDrill = z
  .strictObject({
    communityId: id.optional(),
    building: z.string().trim().min(1).max(40).optional(),
    category: z.enum(ticketCategories).default('elevator'),
    scenario: z.string().trim().min(1).max(500),
  })
  .openapi('NewDrill')

type App = OpenAPIHono<DeskEnv>

/** Staff with their skills, shifts, who is at work now, how work is given out, and drills. */
export function addRosterRoutes(app: App, parts: DeskParts): void {
  addStaffRoutes(app, parts)
  addShiftRoutes(app, parts)
  addRosterRoute(app, parts)
  addPolicyRoutes(app, parts)
  addDrillRoutes(app, parts)
}

function addStaffRoutes(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/staff', parts),
    method: 'get',
    path: '/api/staff',
    summary: 'Lists staff with their skills and places.',
    responses: { 200: describeJson(z.object({ items: z.array(staffSchema) }), 'Staff.'), ...refusals },
  })
  app.openapi(list, async c => c.json({ items: await listSeenStaff(parts, c.get('actor')) }, 200))
  const change = createRoute({
    ...guard('PATCH /api/staff/{id}', parts),
    method: 'patch',
    path: '/api/staff/{id}',
    summary: 'Changes what somebody can do and where.',
    request: { params: z.object({ id }), body: requireJson(staffChange) },
    responses: { 200: describeJson(staffSchema, 'As it is then.'), ...refusals },
  })
  app.openapi(change, async c => {
    const { id: staffId } = c.req.valid('param')
    const body = c.req.valid('json')
    await checkStaffChange(parts, c.get('actor'), { staffId, communities: body.communities })
    return c.json(await parts.database.transaction(tx => changeStaff(tx, staffId, body)), 200)
  })
}

function addShiftRoutes(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/shifts', parts),
    method: 'get',
    path: '/api/shifts',
    summary: 'Lists the weekly shifts and the dated ones of a stretch of time.',
    request: { query: z.object({ from: instant.optional(), to: instant.optional() }) },
    responses: { 200: describeJson(z.object({ items: z.array(shiftSchema) }), 'Shifts.'), ...refusals },
  })
  app.openapi(list, async c => {
    const { from, to } = c.req.valid('query')
    const begin = from ? new Date(from) : parts.clock.now()
    const end = to ? new Date(to) : new Date(begin.getTime() + 31 * 86_400_000)
    const seen = await findSeenIds(parts, c.get('actor'))
    const shifts = await listShifts(parts.database.client, { from: begin, to: end })
    return c.json({ items: shifts.filter(({ staffId }) => seen.has(staffId)) }, 200)
  })
  const add = createRoute({
    ...guard('POST /api/shifts', parts),
    method: 'post',
    path: '/api/shifts',
    summary: 'Adds a shift: with weekdays and times of day, or with two instants.',
    request: { body: requireJson(newShift) },
    responses: { 201: describeJson(z.object({ id: z.string() }), 'Added.'), ...refusals },
  })
  app.openapi(add, async c => {
    const shift = readShift(c.req.valid('json'))
    await checkSeen(parts, c.get('actor'), shift.staffId)
    return c.json(await parts.database.transaction(tx => addShift(tx, shift)), 201)
  })
  const remove = createRoute({
    ...guard('DELETE /api/shifts/{id}', parts),
    method: 'delete',
    path: '/api/shifts/{id}',
    summary: 'Takes a shift away.',
    request: { params: z.object({ id }) },
    responses: { 200: describeJson(done, 'Done.'), ...refusals },
  })
  app.openapi(remove, async c => {
    const { id: shiftId } = c.req.valid('param')
    await parts.database.transaction(tx => removeShift(tx, shiftId))
    return c.json({ ok: true as const }, 200)
  })
}

function readShift(body: z.infer<typeof newShift>): NewShift {
  const { staffId, kind, weekdays, startsAt, endsAt } = body
  const areTimes = timeOfDay.safeParse(startsAt).success && timeOfDay.safeParse(endsAt).success
  if (weekdays) {
    if (areTimes) return { staffId, kind, weekdays, startsAt, endsAt }
    throw new LinliError('bad-request', 'startsAt, endsAt: with weekdays both are times of day as HH:mm.')
  }
  const [from, to] = [new Date(startsAt), new Date(endsAt)]
  if (areTimes || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) || to <= from) {
    throw new LinliError('bad-request', 'startsAt, endsAt: without weekdays two instants, the end later.')
  }
  return { staffId, kind, startsAt: from, endsAt: to }
}

function addRosterRoute(app: App, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/roster', parts),
    method: 'get',
    path: '/api/roster',
    summary: 'Says who is at work now, those on duty first, in the order in which they are rung.',
    request: { query: z.object({ communityId: id.optional() }) },
    responses: { 200: describeJson(rosterSchema, 'Who is at work.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { communityId = null } = c.req.valid('query')
    checkCommunity(c.get('actor'), communityId)
    const { timezone } = parts.work
    const at = { now: parts.clock.now(), timezone, communityId }
    const seen = await findSeenIds(parts, c.get('actor'))
    const roster = await readRoster(parts.database.client, at)
    return c.json({ items: roster.filter(({ id: staffId }) => seen.has(staffId)) }, 200)
  })
}

function addPolicyRoutes(app: App, parts: DeskParts): void {
  const schema = dispatchPolicySchema.clone().openapi('DispatchPolicy')
  const read = createRoute({
    ...guard('GET /api/settings/dispatch', parts),
    method: 'get',
    path: '/api/settings/dispatch',
    summary: 'Gives how work is given out.',
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(read, async c => c.json(await loadDispatchPolicy(parts.database.client), 200))
  const write = createRoute({
    ...guard('PUT /api/settings/dispatch', parts),
    method: 'put',
    path: '/api/settings/dispatch',
    summary: 'Sets how work is given out; what is left out takes its default.',
    request: { body: requireJson(schema) },
    responses: { 200: describeJson(schema, 'The policy.'), ...refusals },
  })
  app.openapi(write, async c => {
    const policy = c.req.valid('json')
    await parts.database.transaction(tx => saveDispatchPolicy(tx, policy, parts.clock.now()))
    return c.json(policy, 200)
  })
}

function addDrillRoutes(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/drills', parts),
    method: 'get',
    path: '/api/drills',
    summary: 'Lists drills with their times, newest first.',
    responses: { 200: describeJson(z.object({ items: z.array(drillSchema) }), 'Drills.'), ...refusals },
  })
  app.openapi(list, async c => {
    const filter = { communities: scopeOf(c.get('actor')), limit: 100 }
    return c.json({ items: await listDrills(parts.database.client, filter) }, 200)
  })
  const start = createRoute({
    ...guard('POST /api/drills', parts),
    method: 'post',
    path: '/api/drills',
    summary: 'Starts a drill of the emergency chain; no figure counts it.',
    request: { body: requireJson(newDrill) },
    responses: { 201: describeJson(drillSchema, 'The drill as it begins.'), ...refusals },
  })
  app.openapi(start, async c => {
    const { communityId = null, building = null, ...rest } = c.req.valid('json')
    checkDrillPlace(c.get('actor'), communityId)
    const request = { ...rest, communityId, building, startedBy: c.get('actor').id }
    const drill = await parts.work.run(work => startDrill(parts.work, work, request))
    const [report] = await listDrills(parts.database.client, { id: drill.id, limit: 1 })
    if (!report) throw new LinliError('not-found', 'There is no such drill.')
    return c.json(report, 201)
  })
}
