import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { ticketSchema } from './contract.ts'
import { alarmHeaders, alarmSchema } from './contract-records.ts'
import { describeJson, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { findTicket } from './list-tickets.ts'

/** Devices ring here: signed with a shared secret instead of a session, into the same queue and clocks. */
export function addAlarmRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    method: 'post',
    path: '/api/alarms',
    summary: 'Opens a ticket for the alarm of a device, once an alarm id.',
    middleware: [checkSignature(parts)] as MiddlewareHandler<DeskEnv>[],
    security: [{ signature: [] }],
    request: { headers: alarmHeaders, body: requireJson(alarmSchema) },
    responses: {
      200: describeJson(ticketSchema, 'The ticket that this alarm opened before.'),
      201: describeJson(ticketSchema, 'The new ticket.'),
      ...refusals,
    },
  })
  app.openapi(route, async c => {
    const { alarmId, device, communityId, ...alarm } = c.req.valid('json')
    await checkCommunity(parts, communityId)
    const { client } = parts.database
    const idempotencyKey = `alarm:${device}:${alarmId}`
    const earlier = await client.ticket.findUnique({ where: { idempotencyKey }, select: { number: true } })
    const { number } = await parts.openTicket({
      ...alarm,
      kind: 'repair',
      channel: 'device',
      sender: device,
      by: 'api',
      idempotencyKey,
      ...(communityId !== undefined && { communityId }),
    })
    const ticket = await findTicket(parts.database, number)
    if (!ticket) throw new LinliError('not-found', `Ticket ${number} is gone.`)
    return earlier ? c.json(ticket, 200) : c.json(ticket, 201)
  })
}

/** Refuses whatever was not signed with our secret, before it is even read. */
function checkSignature(parts: DeskParts): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const { alarmSecret } = parts
    if (alarmSecret === undefined) {
      throw new LinliError('not-signed-in', 'Alarms are off: set ALARM_SECRET here and in the device.')
    }
    const digest = createHmac('sha256', alarmSecret)
      .update(await c.req.text())
      .digest('hex')
    const expected = Buffer.from(`sha256=${digest}`)
    const given = Buffer.from(c.req.header('X-Linli-Signature') ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new LinliError(
        'not-signed-in',
        'X-Linli-Signature is not the HMAC-SHA256 of this body under ALARM_SECRET; expected sha256=<hex>.',
      )
    }
    await next()
  }
}

async function checkCommunity(parts: DeskParts, id: string | undefined): Promise<void> {
  if (id === undefined) return
  const community = await parts.database.client.community.findUnique({ where: { id }, select: { id: true } })
  if (!community) throw new LinliError('bad-request', 'communityId names no community.')
}
