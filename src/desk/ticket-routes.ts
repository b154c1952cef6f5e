import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import { exportTicket } from '../tickets/export-ticket.ts'
import type { WaitReason } from '../tickets/ticket.ts'
import type { DeskEnv } from './access.ts'
import { checkTechnician, checkWorkNote } from './check-technician.ts'
import {
  changeSchemas,
  idempotencyHeader,
  newTicketSchema,
  type TicketView,
  ticketPageSchema,
  ticketQuery,
  ticketSchema,
} from './contract.ts'
import { exportSchema } from './contract-records.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import { type DeskAction, type DeskParts, type DeskTicketRequest, deskActions } from './desk-parts.ts'
import { findTicket, listTickets, maskTicket } from './list-tickets.ts'
import { createPager } from './paging.ts'
import { isInScope, type Scope, scopeOf, sightOf } from './scope.ts'

const summaries: Record<DeskAction, string> = {
  assign: 'Gives the ticket to someone.',
  accept: 'The caller takes it on; the response deadline is kept.',
  start: 'Work begins.',
  wait: 'Work waits; the clock stops.',
  resolve: 'The work is done.',
  reopen: 'It was not done after all.',
  cancel: 'Nothing needs to be done.',
  close: 'All is said and done; a complaint needs its root cause.',
  note: 'Adds a note.',
}

interface ChangeBody {
  note: string
  assignee?: string
  reason?: WaitReason
  rootCause?: string | undefined
}

export function addTicketRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addListRoute(app, parts)
  addOneRoute(app, parts)
  addOpenRoute(app, parts)
  addExportRoute(app, parts)
  for (const action of deskActions) addChangeRoute(app, parts, action)
}

function addExportRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/tickets/{number}/export', parts),
    method: 'get',
    path: '/api/tickets/{number}/export',
    summary: 'Gives one file with all there is about a ticket, its sealed events and whether they are whole.',
    request: { params: z.object({ number: z.string().max(30) }) },
    responses: { 200: describeJson(exportSchema, 'The record.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { number } = c.req.valid('param')
    const record = await parts.database.transaction(tx => exportTicket(tx, number, parts.clock.now()))
    c.header('Content-Disposition', `attachment; filename="${record.ticket.number}.json"`)
    return c.json(record as unknown as z.infer<typeof exportSchema>, 200)
  })
}

function addListRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const list = { database: parts.database, pager: createPager(`${parts.secret}:tickets`) }
  const route = createRoute({
    ...guard('GET /api/tickets', parts),
    method: 'get',
    path: '/api/tickets',
    summary: 'Lists tickets, newest first.',
    request: { query: ticketQuery },
    responses: { 200: describeJson(ticketPageSchema, 'A page of tickets.'), ...refusals },
  })
  app.openapi(route, async c => {
    const sight = sightOf(c.get('actor'))
    return c.json(await listTickets(list, c.req.valid('query'), sight), 200)
  })
}

function addOneRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/tickets/{number}', parts),
    method: 'get',
    path: '/api/tickets/{number}',
    summary: 'Gives one ticket with its events.',
    request: { params: z.object({ number: z.string().max(30) }) },
    responses: { 200: describeJson(ticketSchema, 'The ticket.'), ...refusals },
  })
  app.openapi(route, async c => {
    const ticket = await getTicket(parts, c.req.valid('param').number)
    return c.json(sightOf(c.get('actor')).masked ? maskTicket(ticket) : ticket, 200)
  })
}

function addOpenRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('POST /api/tickets', parts),
    method: 'post',
    path: '/api/tickets',
    summary: 'Opens a ticket that did not come from a talk.',
    request: { headers: idempotencyHeader, body: requireJson(newTicketSchema) },
    responses: {
      200: describeJson(ticketSchema, 'The ticket that this key opened before.'),
      201: describeJson(ticketSchema, 'The new ticket.'),
      ...refusals,
    },
  })
  app.openapi(route, async c => {
    const given = c.req.valid('json')
    const key = c.req.valid('header')['idempotency-key']
    const { communityId } = await findHousehold(parts, given.householdId, scopeOf(c.get('actor')))
    const request: DeskTicketRequest = {
      kind: given.kind,
      category: given.category,
      priority: given.priority,
      description: given.description,
      location: given.location,
      channel: given.channel,
      sender: given.sender,
      by: c.get('actor').id,
      ...(given.phone !== undefined && { phone: given.phone }),
      ...(given.appointment !== undefined && { appointment: given.appointment }),
      ...(given.householdId !== undefined && { householdId: given.householdId }),
      ...(communityId !== undefined && { communityId }),
      ...(key !== undefined && { idempotencyKey: key }),
    }
    const earlier = key === undefined ? undefined : await findByKey(parts, key)
    const { number } = await parts.openTicket(request)
    const ticket = await getTicket(parts, number)
    const same = ticket.kind === request.kind && ticket.description === request.description
    if (!same) throw new LinliError('conflict', 'This Idempotency-Key opened another ticket before.')
    return earlier ? c.json(ticket, 200) : c.json(ticket, 201)
  })
}

function addChangeRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts, action: DeskAction): void {
  const route = createRoute({
    ...guard(`POST /api/tickets/{number}/${action}`, parts),
    method: 'post',
    path: `/api/tickets/{number}/${action}`,
    summary: summaries[action],
    request: { params: z.object({ number: z.string().max(30) }), body: requireJson(changeSchemas[action]) },
    responses: { 200: describeJson(ticketSchema, 'The ticket as it is then.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { number } = c.req.param() as { number: string }
    const body: ChangeBody = c.req.valid('json')
    checkWorkNote(c.get('actor'), action, body.note)
    await checkTechnician(parts, c.get('actor'), { number, action })
    await parts.changeTicket({
      number,
      action,
      by: c.get('actor').id,
      note: body.note,
      ...(body.reason !== undefined && { waitReason: body.reason }),
      ...(body.rootCause !== undefined && { rootCause: body.rootCause }),
      ...(body.assignee !== undefined && { assignee: body.assignee }),
    })
    return c.json(await getTicket(parts, number), 200)
  })
}

async function getTicket(parts: DeskParts, number: string): Promise<TicketView> {
  const ticket = await findTicket(parts.database, number)
  if (!ticket) throw new LinliError('not-found', 'There is no such ticket.')
  return ticket
}

async function findHousehold(
  parts: DeskParts,
  id: string | undefined,
  scope: Scope,
): Promise<{ communityId?: string }> {
  if (id === undefined) return {}
  const household = await parts.database.client.household.findUnique({ where: { id } })
  if (!(household && isInScope(scope, household.communityId)))
    throw new LinliError('bad-request', 'householdId names no household.')
  return { communityId: household.communityId }
}

function findByKey(parts: DeskParts, idempotencyKey: string) {
  return parts.database.client.ticket.findUnique({ where: { idempotencyKey }, select: { number: true } })
}
