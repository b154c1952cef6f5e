import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import { createRateLimit } from '../shared/http/rate-limit.ts'
import type { DeskEnv } from './access.ts'
import { changePassword, checkOwnPassword, disableTotp, enableTotp } from './account-store.ts'
import { changedPasswordSchema, sessionSchema, totpBegunSchema, totpCodeSchema } from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { describeSession, getStaffActor, writeCookie } from './session-cookie.ts'
import { beginSession } from './staff-session.ts'
import { createTotpSecret, writeTotpUri } from './totp.ts'

const done = z.object({ ok: z.literal(true) })

/** What members of staff change about their own account; each asks for the present password. */
export function addOwnAccountRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const tries = createRateLimit({ clock: parts.clock, uses: 10, windowMs: 600_000 })
  const check = async (id: string, password: string) => {
    if (!tries.take(id)) throw new LinliError('too-many-requests', 'Too many tries; try in ten minutes.')
    await checkOwnPassword(parts, id, password)
  }
  addPasswordRoute(app, parts, check)
  addTotpRoutes(app, parts, check)
}

type Check = (id: string, password: string) => Promise<void>

function addPasswordRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts, check: Check): void {
  const route = createRoute({
    ...guard('PUT /api/account/password', parts),
    method: 'put',
    path: '/api/account/password',
    summary: 'Changes the own password; all sessions end, and this one goes on under a new cookie.',
    request: { body: requireJson(changedPasswordSchema) },
    responses: { 200: describeJson(sessionSchema, 'The new session.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { staff } = getStaffActor(c.get('actor'))
    const { current, password } = c.req.valid('json')
    await check(staff.id, current)
    await changePassword(parts, { id: staff.id, password })
    const session = await beginSession(parts, staff)
    writeCookie(c, session.token)
    return c.json(describeSession(session.staff, session.csrf), 200)
  })
}

function addTotpRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts, check: Check): void {
  const begin = createRoute({
    ...guard('POST /api/account/totp', parts),
    method: 'post',
    path: '/api/account/totp',
    summary: 'Gives a new secret for an authenticator app; nothing changes before a code is confirmed.',
    responses: { 200: describeJson(totpBegunSchema, 'The secret, and as a link.'), ...refusals },
  })
  app.openapi(begin, c => {
    const secret = createTotpSecret()
    const { login } = getStaffActor(c.get('actor')).staff
    return c.json({ secret, uri: writeTotpUri(secret, login) }, 200)
  })
  const confirm = createRoute({
    ...guard('PUT /api/account/totp', parts),
    method: 'put',
    path: '/api/account/totp',
    summary: 'Switches the second factor on: from now on signing in takes a code.',
    request: { body: requireJson(totpCodeSchema.extend({ secret: z.string().regex(/^[A-Z2-7]{32}$/) })) },
    responses: { 200: describeJson(done, 'It is on.'), ...refusals },
  })
  app.openapi(confirm, async c => {
    const { id } = getStaffActor(c.get('actor'))
    const { password, ...given } = c.req.valid('json')
    await check(id, password)
    await enableTotp(parts, { id, ...given })
    return c.json({ ok: true as const }, 200)
  })
  const end = createRoute({
    ...guard('DELETE /api/account/totp', parts),
    method: 'delete',
    path: '/api/account/totp',
    summary: 'Switches the second factor off.',
    request: { body: requireJson(z.strictObject({ password: z.string().min(1).max(200) })) },
    responses: { 200: describeJson(done, 'It is off.'), ...refusals },
  })
  app.openapi(end, async c => {
    const { id } = getStaffActor(c.get('actor'))
    await check(id, c.req.valid('json').password)
    await disableTotp(parts, id)
    return c.json({ ok: true as const }, 200)
  })
}
