import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { LinliError } from '../shared/errors.ts'
import type { Actor, Role } from './actor.ts'
import { keepAudit } from './audit.ts'
import type { DeskParts } from './desk-parts.ts'
import { checkScope } from './scope.ts'
import { findSession } from './staff-session.ts'

export const sessionCookie = 'linli_staff'

export type { Actor, Role }

const desk: readonly Role[] = ['machine', 'agent', 'manager', 'admin']
const workers: readonly Role[] = [...desk, 'technician']
const managers: readonly Role[] = ['machine', 'manager', 'admin']
const everyone: readonly Role[] = [...workers, 'observer']
const signedIn: readonly Role[] = ['agent', 'technician', 'manager', 'admin', 'observer']

/** Who may call what. A route that is missing here can be called by nobody. */
export const accessTable = {
  'GET /api/session': signedIn,
  'DELETE /api/session': signedIn,
  'GET /api/tickets': everyone,
  'GET /api/tickets/{number}': everyone,
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
  'GET /api/staff': desk,
  'PATCH /api/staff/{id}': managers,
  'GET /api/shifts': workers,
  'POST /api/shifts': managers,
  'DELETE /api/shifts/{id}': managers,
  'GET /api/roster': workers,
  'GET /api/settings/dispatch': managers,
  'PUT /api/settings/dispatch': managers,
  'GET /api/settings/handover': managers,
  'PUT /api/settings/handover': managers,
  'GET /api/drills': desk,
  'POST /api/drills': managers,
  'GET /api/staff-notices': workers,
  'POST /api/staff-notices/{id}/ack': workers,
  'GET /api/incidents': everyone,
  'POST /api/incidents/{id}/close': desk,
  'POST /api/incidents/{id}/progress': desk,
  'GET /api/improvements': workers,
  'PATCH /api/improvements/{id}': managers,
  'POST /api/improvements/{id}/close': managers,
  'GET /api/settings/incidents': managers,
  'PUT /api/settings/incidents': managers,
  'GET /api/callbacks': [...desk, 'observer'],
  'POST /api/callbacks/{id}/answer': desk,
  'POST /api/callbacks/{id}/end': desk,
  'GET /api/reports/satisfaction': [...desk, 'observer'],
  'GET /api/reports/satisfaction/export': managers,
  'GET /api/surveys': managers,
  'POST /api/surveys': managers,
  'GET /api/survey-templates': managers,
  'POST /api/surveys/import': managers,
  'POST /api/surveys/{id}/start': managers,
  'POST /api/surveys/{id}/close': managers,
  'GET /api/surveys/{id}/results': managers,
  'GET /api/surveys/{id}/results/export': managers,
  'GET /api/settings/surveys': managers,
  'PUT /api/settings/surveys': managers,
  'GET /api/settings/callbacks': managers,
  'PUT /api/settings/callbacks': managers,
  'GET /api/alerts': everyone,
  'GET /api/alerts/{id}': everyone,
  'POST /api/alerts/{id}/acknowledge': desk,
  'POST /api/alerts/{id}/assign': desk,
  'POST /api/alerts/{id}/resolve': desk,
  'POST /api/alerts/{id}/mute': managers,
  'GET /api/moods': everyone,
  'GET /api/watched-groups': desk,
  'PATCH /api/watched-groups/{id}': managers,
  'GET /api/reports/digest': everyone,
  'GET /api/settings/alerts': managers,
  'PUT /api/settings/alerts': managers,
  'GET /api/tickets/{number}/export': desk,
  'GET /api/settings/deadlines': managers,
  'PUT /api/settings/deadlines': managers,
  'GET /api/settings/calendar': managers,
  'PUT /api/settings/calendar': managers,
  'GET /api/voices': desk,
  'POST /api/voices/{id}/outcome': desk,
  'GET /api/conversations': [...desk, 'observer'],
  'GET /api/conversations/{id}/head': desk,
  'GET /api/conversations/{id}/card': desk,
  'GET /api/conversations/{id}/messages': desk,
  'GET /api/conversations/{id}/suggested-reply': desk,
  'GET /api/conversations/{id}': desk,
  'POST /api/conversations/{id}/take': desk,
  'POST /api/conversations/{id}/reply': desk,
  'POST /api/conversations/{id}/approve': desk,
  'POST /api/conversations/{id}/note': desk,
  'POST /api/conversations/{id}/return': desk,
  'POST /api/conversations/{id}/close': desk,
  'POST /api/staff/{id}/chat-code': workers,
  'POST /api/conversations/{id}/household': desk,
  'GET /api/households': desk,
  'POST /api/households': managers,
  'GET /api/broadcasts': desk,
  'POST /api/broadcasts': desk,
  'GET /api/broadcasts/{id}': desk,
  'PUT /api/broadcasts/{id}': desk,
  'POST /api/broadcasts/{id}/preview': desk,
  'POST /api/broadcasts/{id}/submit': desk,
  'POST /api/broadcasts/{id}/test': desk,
  'POST /api/broadcasts/{id}/approve': managers,
  'POST /api/broadcasts/{id}/reject': managers,
  'POST /api/broadcasts/{id}/schedule': managers,
  'POST /api/broadcasts/{id}/start': managers,
  'POST /api/broadcasts/{id}/pause': managers,
  'POST /api/broadcasts/{id}/resume': managers,
  'POST /api/broadcasts/{id}/stop': managers,
  'POST /api/broadcasts/{id}/correct': managers,
  'POST /api/broadcasts/{id}/recall': managers,
  'POST /api/broadcasts/{id}/retry': managers,
  'PUT /api/broadcasts/{id}/file': desk,
  'DELETE /api/broadcasts/{id}/file': desk,
  'GET /api/broadcasts/{id}/recipients': desk,
  'POST /api/broadcasts/{id}/recipients/{recipient}/called': desk,
  'GET /api/broadcasts/{id}/replies': desk,
  'GET /api/broadcast-templates': desk,
  'POST /api/broadcast-templates/friendly': desk,
  'GET /api/settings/broadcasts': managers,
  'PUT /api/settings/broadcasts': managers,
  'GET /api/broadcast-schedules': desk,
  'POST /api/broadcast-schedules': managers,
  'PATCH /api/broadcast-schedules/{id}': managers,
  'GET /api/activities': desk,
  'POST /api/activities': managers,
  'GET /api/activities/{id}': desk,
  'PUT /api/activities/{id}': managers,
  'POST /api/activities/{id}/cancel': managers,
  'POST /api/activities/{id}/announce': desk,
  'POST /api/activities/{id}/people/{contact}/{step}': desk,
  'POST /api/activities/{id}/questions': desk,
  'PATCH /api/activities/{id}/questions/{number}': desk,
  'GET /api/services': desk,
  'POST /api/services': managers,
  'PUT /api/services/{id}': managers,
  'GET /api/household-tags': desk,
  'POST /api/household-tags': managers,
  'GET /api/groups': desk,
  'POST /api/groups': managers,
  'GET /api/knowledge': everyone,
  'POST /api/knowledge/search': everyone,
  'GET /api/knowledge/gaps': everyone,
  'GET /api/events': ['agent', 'technician', 'manager', 'admin'],
  'GET /api/attachments/{id}': workers,
  'GET /api/colleagues': workers,
  'GET /api/communities': everyone,
  'PUT /api/communities/{id}/settings': managers,
  'GET /api/canned-replies': desk,
  'POST /api/canned-replies': managers,
  'PUT /api/canned-replies/{id}': managers,
  'DELETE /api/canned-replies/{id}': managers,
  'POST /api/reply-assist': desk,
  'GET /api/accounts': ['admin'],
  'POST /api/accounts': ['admin'],
  'PUT /api/accounts/{id}': ['admin'],
  'POST /api/accounts/{id}/reset': ['admin'],
  'PUT /api/account/password': signedIn,
  'POST /api/account/totp': signedIn,
  'PUT /api/account/totp': signedIn,
  'DELETE /api/account/totp': signedIn,
  'GET /api/audit': ['admin'],
  'POST /api/knowledge/gaps/{id}/clause': managers,
  'POST /api/knowledge/gaps/{id}/dismiss': managers,
  'POST /api/knowledge/documents': managers,
  'GET /api/knowledge/documents/{id}/versions': everyone,
  'DELETE /api/knowledge/documents/{id}': managers,
} as const satisfies Record<string, readonly Role[]>

export type GuardedRoute = keyof typeof accessTable

/** Routes that need no sign-in. */
export const openRoutes = [
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /api/openapi.json',
  'POST /api/session',
  'POST /api/invitations',
  // Signed by the device instead.
  'POST /api/alarms',
] as const

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
    await checkScope(parts, { route, c, actor })
    c.set('actor', actor)
    await next()
    await keepAudit(parts, { route, actor, c })
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

/** For streams that outlive the request that opened them. */
export async function isStillSignedIn(parts: DeskParts, actor: Actor): Promise<boolean> {
  if (actor.role === 'machine') return true
  const session = await findSession(parts, actor.token)
  return session?.staff.role === actor.role
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
