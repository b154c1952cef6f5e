import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { LinliError } from '../shared/errors.ts'
import type { DeskParts } from './desk-parts.ts'
import type { StaffRole } from './staff.ts'
import { findSession, type StaffMember } from './staff-session.ts'

export const sessionCookie = 'linli_staff'

/** `machine` is who bears the API token. */
export type Role = StaffRole | 'machine'

const desk: readonly Role[] = ['machine', 'agent', 'manager', 'admin']
const workers: readonly Role[] = [...desk, 'technician']
const everyone: readonly Role[] = [...workers, 'observer']
const signedIn: readonly Role[] = ['agent', 'technician', 'manager', 'admin', 'observer']

/** Who may call what. A route that is missing here can be called by nobody. */
export const accessTable = {
  'GET /api/session': signedIn,
  'DELETE /api/session': signedIn,
  'GET /api/tickets': everyone,
  'POST /api/tickets': desk,
  'POST /api/tickets/{number}/assign': desk,
  'POST /api/tickets/{number}/accept': workers,
  'POST /api/tickets/{number}/start': workers,
  'POST /api/tickets/{number}/wait': workers,
  'POST /api/tickets/{number}/resolve': workers,
  'POST /api/tickets/{number}/reopen': desk,
  'POST /api/tickets/{number}/cancel': desk,
  'POST /api/tickets/{number}/close': desk,
  'POST /api/tickets/{number}/note': workers,
  'GET /api/tickets/{number}/export': desk,
  'GET /api/settings/deadlines': ['machine', 'manager', 'admin'],
  'PUT /api/settings/deadlines': ['machine', 'manager', 'admin'],
  'GET /api/settings/calendar': ['machine', 'manager', 'admin'],
  'PUT /api/settings/calendar': ['machine', 'manager', 'admin'],
  'GET /api/voices': desk,
  'POST /api/voices/{id}/outcome': desk,
  'GET /api/conversations': [...desk, 'observer'],
  'GET /api/conversations/{id}/messages': desk,
  'GET /api/conversations/{id}': desk,
  'POST /api/conversations/{id}/take': desk,
  'POST /api/conversations/{id}/reply': desk,
  'POST /api/conversations/{id}/note': desk,
  'POST /api/conversations/{id}/return': desk,
  'POST /api/conversations/{id}/close': desk,
  'POST /api/staff/{id}/chat-code': workers,
  'POST /api/conversations/{id}/household': desk,
  'GET /api/households': desk,
  'POST /api/households': ['machine', 'manager', 'admin'],
  'GET /api/knowledge': everyone,
  'POST /api/knowledge/search': everyone,
  'GET /api/knowledge/gaps': everyone,
  'POST /api/knowledge/gaps/{id}/clause': ['machine', 'manager', 'admin'],
  'POST /api/knowledge/gaps/{id}/dismiss': ['machine', 'manager', 'admin'],
  'POST /api/knowledge/documents': ['machine', 'manager', 'admin'],
  'GET /api/knowledge/documents/{id}/versions': everyone,
  'DELETE /api/knowledge/documents/{id}': ['machine', 'manager', 'admin'],
} as const satisfies Record<string, readonly Role[]>

export type GuardedRoute = keyof typeof accessTable

/** Routes that need no sign-in. */
export const openRoutes = [
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /api/openapi.json',
  'POST /api/session',
  // Signed by the device instead.
  'POST /api/alarms',
] as const

export type Actor =
  | { role: 'machine'; id: 'api' }
  | { role: StaffRole; id: string; staff: StaffMember; csrf: string; token: string }

export interface DeskEnv {
  Variables: { actor: Actor }
}

/** Lets the callers of `route` pass whose role stands in the table, and names them as `actor`. */
export function allow(route: GuardedRoute, parts: DeskParts): MiddlewareHandler<DeskEnv> {
  const roles: readonly Role[] = accessTable[route]
  return async (c, next) => {
    const actor = await findActor(c, parts)
    if (!actor)
      throw new LinliError('not-signed-in', 'Sign in, or send Authorization: Bearer with the API token.')
    if (!roles.includes(actor.role)) {
      throw new LinliError('not-allowed', `The role ${actor.role} may not do this.`)
    }
    if (actor.role !== 'machine') checkCsrf(c, actor.csrf)
    c.set('actor', actor)
    await next()
  }
}

async function findActor(c: Context, parts: DeskParts): Promise<Actor | undefined> {
  const bearer = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1]
  if (bearer !== undefined) {
    const right = parts.apiToken !== undefined && isSameSecret(bearer, parts.apiToken)
    return right ? { role: 'machine', id: 'api' } : undefined
  }
  const token = getCookie(c, sessionCookie)
  const session = token ? await findSession(parts, token) : undefined
  if (!(token && session)) return undefined
  const { staff, csrf } = session
  return { role: staff.role, id: staff.id, staff, csrf, token }
}

/** A browser adds the cookie to any request; only our page knows the token of the session. */
function checkCsrf(c: Context, csrf: string): void {
  if (['GET', 'HEAD'].includes(c.req.method)) return
  if (!isSameSecret(c.req.header('X-CSRF-Token') ?? '', csrf)) {
    throw new LinliError('not-allowed', 'The X-CSRF-Token header does not belong to this session.')
  }
}

/** Compares in constant time, whatever the lengths. */
function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
