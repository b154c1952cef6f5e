import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { DeskEnv } from './access.ts'
import { auditPageSchema, auditQuery } from './contract.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { createPager } from './paging.ts'

const positionSchema = z.strictObject({ id: z.string().regex(/^\d+$/) })

export function addAuditRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const pager = createPager(`${parts.secret}:audit`)
  const route = createRoute({
    ...guard('GET /api/audit', parts),
    method: 'get',
    path: '/api/audit',
    summary: 'Lists who saw and did what, newest first.',
    request: { query: auditQuery },
    responses: { 200: describeJson(auditPageSchema, 'A page of entries.'), ...refusals },
  })
  app.openapi(route, async c => {
    const { cursor, limit, by, target } = c.req.valid('query')
    const after = cursor === undefined ? undefined : pager.read(cursor, positionSchema)
    const { client } = parts.database
    const rows = await client.auditEntry.findMany({
      where: {
        ...(by !== undefined && { by }),
        ...(target !== undefined && { target }),
        ...(after && { id: { lt: BigInt(after.id) } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const staff = await client.staff.findMany({
      where: { id: { in: [...new Set(page.map(row => row.by))] } },
      select: { id: true, name: true },
    })
    const nameOf = new Map(staff.map(member => [member.id, member.name]))
    const items = page.map(row => ({
      id: String(row.id),
      at: row.at.toISOString(),
      by: row.by,
      name: nameOf.get(row.by) ?? row.by,
      role: row.role,
      action: row.action,
      target: row.target,
      status: row.status,
    }))
    return c.json(
      { items, next: last && rows.length > limit ? pager.write({ id: String(last.id) }) : null },
      200,
    )
  })
}
