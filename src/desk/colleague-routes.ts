import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { DeskEnv } from './access.ts'
import { colleaguesSchema } from './contract.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { scopeOf } from './scope.ts'
import { readCommunities } from './staff-session.ts'

/** Who works here: to give a ticket or a conversation to somebody. */
export function addColleagueRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/colleagues', parts),
    method: 'get',
    path: '/api/colleagues',
    summary: 'Lists the staff that look after a community of the caller.',
    responses: { 200: describeJson(colleaguesSchema, 'Staff.'), ...refusals },
  })
  app.openapi(route, async c => {
    const scope = scopeOf(c.get('actor'))
    const rows = await parts.database.client.staff.findMany({
      where: { active: true, role: { not: 'observer' } },
      select: { id: true, name: true, role: true, communities: true },
      orderBy: { name: 'asc' },
    })
    const shared = rows.filter(row => {
      const theirs = readCommunities(row.communities)
      return scope === undefined || theirs.length === 0 || theirs.some(id => scope.includes(id))
    })
    return c.json({ items: shared.map(({ id, name, role }) => ({ id, name, role })) }, 200)
  })
}
