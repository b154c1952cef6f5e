import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { LinliError } from '../shared/errors.ts'
import { callerAddress, createRateLimit } from '../shared/http/rate-limit.ts'
import { type Actor, type DeskEnv, sessionCookie } from './access.ts'
import { credentialsSchema, sessionSchema } from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { endSession, type StaffMember, sessionMs, signIn } from './staff-session.ts'

const guessesPerWindow = 5
const guessWindowMs = 5 * 60_000

export function addSessionRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addSignInRoute(app, parts)
  const read = createRoute({
    ...guard('GET /api/session', parts),
    method: 'get',
    path: '/api/session',
    summary: 'Tells who is signed in.',
    responses: { 200: describeJson(sessionSchema, 'The session.'), ...refusals },
  })
  app.openapi(read, c => {
    const actor = getStaffActor(c.get('actor'))
    return c.json(describeSession(actor.staff, actor.csrf), 200)
  })
  const end = createRoute({
    ...guard('DELETE /api/session', parts),
    method: 'delete',
    path: '/api/session',
    summary: 'Signs out.',
    responses: { 204: { description: 'Signed out.' }, ...refusals },
  })
  app.openapi(end, async c => {
    await endSession(parts, getStaffActor(c.get('actor')).token)
    deleteCookie(c, sessionCookie, { path: '/' })
    return c.body(null, 204)
  })
}

function addSignInRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const tries = createRateLimit({ clock: parts.clock, uses: 30, windowMs: 60_000 })
  // By address and login: strangers who guess do not keep the owner of the account out.
  const guesses = createRateLimit({ clock: parts.clock, uses: guessesPerWindow, windowMs: guessWindowMs })
  const begin = createRoute({
    method: 'post',
    path: '/api/session',
    summary: 'Signs staff in: sets the session cookie and gives the CSRF token.',
    request: { body: requireJson(credentialsSchema) },
    responses: { 200: describeJson(sessionSchema, 'Signed in.'), ...refusals },
  })
  app.openapi(begin, async c => {
    if (!tries.take(callerAddress(c))) {
      throw new LinliError('too-many-requests', 'Too many sign-ins from here; try in a minute.')
    }
    const given = c.req.valid('json')
    const guesser = `${callerAddress(c)} ${given.login}`
    // Counted before the password is checked, so that many at once get no more tries than one by one.
    if (!guesses.take(guesser)) {
      throw new LinliError(
        'too-many-requests',
        'Too many wrong tries from here; this login rests for a while.',
      )
    }
    const session = await signIn(parts, given)
    guesses.forget(guesser)
    const earlier = getCookie(c, sessionCookie)
    if (earlier) await endSession(parts, earlier)
    writeCookie(c, session.token)
    return c.json(describeSession(session.staff, session.csrf), 200)
  })
}

function writeCookie(c: Context, token: string): void {
  const secure = c.req.header('X-Forwarded-Proto') === 'https' || c.req.url.startsWith('https:')
  const maxAge = sessionMs / 1_000
  setCookie(c, sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge })
}

function describeSession({ login, name, role }: StaffMember, csrf: string) {
  return { staff: { login, name, role }, csrf }
}

function getStaffActor(actor: Actor): Exclude<Actor, { role: 'machine' }> {
  if (actor.role === 'machine') throw new LinliError('not-allowed', 'Machines have no session.')
  return actor
}
