import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { LinliError } from '../shared/errors.ts'
import { type Actor, sessionCookie } from './access.ts'
import { type StaffMember, sessionMs } from './staff-session.ts'

/** No script can read it, and no other site can send it. */
export function writeCookie(c: Context, token: string): void {
  const secure = c.req.header('X-Forwarded-Proto') === 'https' || c.req.url.startsWith('https:')
  const maxAge = sessionMs / 1_000
  setCookie(c, sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge })
}

export function describeSession({ id, login, name, role, communities, hasTotp }: StaffMember, csrf: string) {
  return { staff: { id, login, name, role, communities, hasTotp }, csrf }
}

export function getStaffActor(actor: Actor): Exclude<Actor, { role: 'machine' }> {
  if (actor.role === 'machine') throw new LinliError('not-allowed', 'Machines have no session.')
  return actor
}
