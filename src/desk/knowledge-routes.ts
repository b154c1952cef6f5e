import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { isManaged } from '../knowledge/sync-documents.ts'
import type { DeskEnv } from './access.ts'
import { documentPageSchema, pagingQuery, passagesSchema, searchSchema } from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { addDocumentRoutes } from './knowledge-document-routes.ts'
import { addGapRoutes } from './knowledge-gap-routes.ts'
import { createPager } from './paging.ts'

const positionSchema = z.strictObject({ source: z.string() })

export function addKnowledgeRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addListRoute(app, parts)
  addGapRoutes(app, parts)
  addDocumentRoutes(app, parts)
  const search = createRoute({
    ...guard('POST /api/knowledge/search', parts),
    method: 'post',
    path: '/api/knowledge/search',
    summary: 'Finds the passages that may answer a question, best first.',
    request: { body: requireJson(searchSchema) },
    responses: { 200: describeJson(passagesSchema, 'Passages with their scores.'), ...refusals },
  })
  app.openapi(search, async c => {
    const { question, language, limit } = c.req.valid('json')
    const asked = { text: question, language, now: parts.clock.now(), earlier: [] }
    const found = await parts.knowledge.search(asked, limit)
    const items = found.map(({ documentTitle, ...passage }) => ({ ...passage, document: documentTitle }))
    return c.json({ items }, 200)
  })
}

function addListRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const pager = createPager(`${parts.secret}:knowledge`)
  const list = createRoute({
    ...guard('GET /api/knowledge', parts),
    method: 'get',
    path: '/api/knowledge',
    summary: 'Lists the documents that answers rest on.',
    request: { query: pagingQuery },
    responses: { 200: describeJson(documentPageSchema, 'A page of documents.'), ...refusals },
  })
  app.openapi(list, async c => {
    const { cursor, limit } = c.req.valid('query')
    const after = cursor === undefined ? undefined : pager.read(cursor, positionSchema)
    const rows = await parts.database.client.knowledgeDocument.findMany({
      ...(after && { where: { source: { gt: after.source } } }),
      include: { _count: { select: { passages: true } } },
      orderBy: { source: 'asc' },
      take: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const items = page.map(({ _count, hash: _hash, ...row }) => ({
      ...row,
      importedAt: row.importedAt.toISOString(),
      passages: _count.passages,
      canRemove: isManaged(row.source),
    }))
    return c.json(
      { items, next: last && rows.length > limit ? pager.write({ source: last.source }) : null },
      200,
    )
  })
}
