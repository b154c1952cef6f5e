import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { LinliError } from '../../shared/errors.ts'

const cookieName = 'linli_visitor'
const maxAgeSeconds = 180 * 24 * 3600
const visitPattern = /^([0-9a-f]{32})\.(.{0,100})$/s
/** Each tab may play another household; the oldest visits of a browser are forgotten. */
const mostVisits = 8
const between = '|'

/** Who writes from a browser: a random id, and the demo household it plays, if any. */
export interface Visit {
  visitor: string
  householdId?: string
}

export interface VisitEnv {
  Variables: { visit: Visit }
}

/**
 * Gives the visit that the page names (header `X-Linli-Visit`, or `visit` in the address), else the newest of this browser; undefined
 * where the cookie does not hold it or does not bear our signature.
 */
export async function readVisit(c: Context, secret: string): Promise<Visit | undefined> {
  const visits = await readVisits(c, secret)
  const wanted = c.req.header('X-Linli-Visit') ?? c.req.query('visit')
  return wanted ? visits.find(({ visitor }) => visitor === wanted) : visits[0]
}

/** All visits of this browser, newest first. */
export async function readVisits(c: Context, secret: string): Promise<Visit[]> {
  const value = await getSignedCookie(c, secret, cookieName)
  return (value || '').split(between).flatMap(part => {
    const [, visitor, householdId] = visitPattern.exec(part) ?? []
    if (!visitor) return []
    return [householdId ? { visitor, householdId } : { visitor }]
  })
}

/** A new random id: whoever plays another household starts with an empty talk. */
export function createVisitorId(): string {
  return randomBytes(16).toString('hex')
}

/** Adds the visit to those of this browser. */
export async function writeVisit(c: Context, visit: Visit, secret: string): Promise<void> {
  const visits = [visit, ...(await readVisits(c, secret))].slice(0, mostVisits)
  const value = visits.map(({ visitor, householdId }) => `${visitor}.${householdId ?? ''}`).join(between)
  await setSignedCookie(c, cookieName, value, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: maxAgeSeconds,
  })
}

/** Lets only visitors with a session pass. */
export function requireVisit(secret: string): MiddlewareHandler<VisitEnv> {
  return async (c, next) => {
    const visit = await readVisit(c, secret)
    if (!visit) throw new LinliError('not-signed-in', 'Open the chat page first: it gives you a session.')
    c.set('visit', visit)
    await next()
  }
}

/**
 * Refuses unsafe requests that another site could have caused: a page elsewhere cannot add this header
 * without our consent, which no route gives.
 */
export const requireOwnPage: MiddlewareHandler = async (c, next) => {
  const unsafe = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
  if (unsafe && c.req.header('X-Linli-Page') !== '1') {
    throw new LinliError('not-allowed', 'Requests must come from the chat page (header X-Linli-Page: 1).')
  }
  await next()
}

function isSecure(c: Context): boolean {
  return c.req.header('X-Forwarded-Proto') === 'https' || c.req.url.startsWith('https:')
}
