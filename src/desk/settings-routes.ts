import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { handoverPolicySchema, readHandoverPolicy, saveHandoverPolicy } from '../handover/handover-policy.ts'
import { calendarSchema } from '../tickets/calendar.ts'
import { policiesSchema } from '../tickets/policy.ts'
import { readTicketSettings, saveCalendar, savePolicies } from '../tickets/ticket-settings.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

// Made anew: schemas made before the OpenAPI package was loaded cannot be described.
const deadlines = policiesSchema.clone().openapi('Deadlines')
const calendar = calendarSchema.clone().openapi('Calendar')
const handover = handoverPolicySchema.strict().openapi('HandoverPolicy')

/** Deadlines of tickets, the calendar they are reckoned by, and how people are called to talks. */
export function addSettingsRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addDeadlineRoutes(app, parts)
  addCalendarRoutes(app, parts)
  addHandoverRoutes(app, parts)
}

function addDeadlineRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const path = '/api/settings/deadlines'
  const read = createRoute({
    ...guard('GET /api/settings/deadlines', parts),
    method: 'get',
    path,
    summary: 'Gives the rules for deadlines on top of the service standard.',
    responses: { 200: describeJson(deadlines, 'The rules.'), ...refusals },
  })
  app.openapi(read, async c => {
    const { rules } = await readTicketSettings(parts.database.client)
    return c.json({ rules }, 200)
  })
  const write = createRoute({
    ...guard('PUT /api/settings/deadlines', parts),
    method: 'put',
    path,
    summary: 'Sets the rules for deadlines; they hold for tickets opened or reopened from then on.',
    request: { body: requireJson(deadlines) },
    responses: { 200: describeJson(deadlines, 'The rules as they are then.'), ...refusals },
  })
  app.openapi(write, async c => {
    const given = c.req.valid('json')
    const save = () => parts.database.transaction(tx => savePolicies(tx, given, parts.clock.now()))
    return c.json({ rules: await save() }, 200)
  })
}

function addCalendarRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const path = '/api/settings/calendar'
  const read = createRoute({
    ...guard('GET /api/settings/calendar', parts),
    method: 'get',
    path,
    summary: 'Gives business hours, special days and quiet hours.',
    responses: { 200: describeJson(calendar, 'The calendar.'), ...refusals },
  })
  app.openapi(read, async c => {
    const settings = await readTicketSettings(parts.database.client)
    return c.json(settings.calendar, 200)
  })
  const write = createRoute({
    ...guard('PUT /api/settings/calendar', parts),
    method: 'put',
    path,
    summary: 'Sets business hours, special days and quiet hours; they hold at once.',
    request: { body: requireJson(calendar) },
    responses: { 200: describeJson(calendar, 'The calendar as it is then.'), ...refusals },
  })
  app.openapi(write, async c => {
    const given = c.req.valid('json')
    const save = () => parts.database.transaction(tx => saveCalendar(tx, given, parts.clock.now()))
    return c.json(await save(), 200)
  })
}

function addHandoverRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const path = '/api/settings/handover'
  const read = createRoute({
    ...guard('GET /api/settings/handover', parts),
    method: 'get',
    path,
    summary: 'Gives the hours in which people answer, and how long is waited for them.',
    responses: { 200: describeJson(handover, 'The policy.'), ...refusals },
  })
  app.openapi(read, async c => c.json(await readHandoverPolicy(parts.database.client), 200))
  const write = createRoute({
    ...guard('PUT /api/settings/handover', parts),
    method: 'put',
    path,
    summary: 'Sets the hours in which people answer, and how long is waited for them; it holds at once.',
    request: { body: requireJson(handover) },
    responses: { 200: describeJson(handover, 'The policy as it is then.'), ...refusals },
  })
  app.openapi(write, async c => {
    const given = c.req.valid('json')
    await parts.database.transaction(tx => saveHandoverPolicy(tx, given, parts.clock.now()))
    return c.json(await readHandoverPolicy(parts.database.client), 200)
  })
}
