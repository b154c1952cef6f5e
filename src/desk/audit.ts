import type { Context } from 'hono'
import { messageOf } from '../shared/errors.ts'
import type { Actor } from './actor.ts'
import type { DeskParts } from './desk-parts.ts'

/** Reading these shows personal data of residents: who looked is kept. */
const personalReads = new Set([
  'GET /api/conversations/{id}/messages',
  'GET /api/conversations/{id}/card',
  'GET /api/attachments/{id}',
  'GET /api/households',
  'GET /api/tickets/{number}/export',
  'GET /api/accounts',
  'GET /api/audit',
])

/** A page that stays open asks again and again; one look in this time is one entry. */
const sameLookMs = 10 * 60_000
const mostLooks = 10_000
const looksOf = new WeakMap<DeskParts, Map<string, number>>()

/** Keeps who did what, and who saw what of residents; a failure to keep it is logged and disturbs nobody. */
export async function keepAudit(
  parts: DeskParts,
  { route, actor, c }: { route: string; actor: Actor; c: Context },
): Promise<void> {
  const target = Object.values(c.req.param() as Record<string, string>)[0] ?? ''
  const isRead = route.startsWith('GET ')
  if (isRead && !(personalReads.has(route) && isNewLook(parts, `${actor.id} ${route} ${target}`))) return
  try {
    await parts.database.client.auditEntry.create({
      data: {
        at: parts.clock.now(),
        by: actor.id,
        role: actor.role,
        action: route,
        target: target.slice(0, 100),
        status: c.res.status,
      },
    })
  } catch (error) {
    parts.log.error({ error: messageOf(error), route }, 'an audit entry could not be kept')
  }
}

function isNewLook(parts: DeskParts, key: string): boolean {
  const nowMs = parts.clock.now().getTime()
  const looks = looksOf.get(parts) ?? new Map<string, number>()
  looksOf.set(parts, looks)
  const before = looks.get(key)
  if (before !== undefined && nowMs - before < sameLookMs) return false
  looks.delete(key)
  looks.set(key, nowMs)
  if (looks.size > mostLooks) looks.delete(looks.keys().next().value ?? key)
  return true
}
