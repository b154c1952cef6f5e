import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { closeGap, listClauseUse, listDueReviews, listGaps } from '../knowledge/gaps/list-gaps.ts'
import { writeClause } from '../knowledge/write-clause.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { knowledgeGapsSchema } from './contract.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

const gapPath = z.object({ id: z.string().min(1).max(64) })

const clauseSchema = z
  .strictObject({
    document: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .openapi({ description: 'Title of the document to continue, or of a new one.' }),
    text: z.string().trim().min(4).max(1_000),
    communityId: z.string().trim().min(1).max(40).optional(),
  })
  .openapi('NewClause')

const writtenSchema = z.object({ document: z.string(), clause: z.string() }).openapi('WrittenClause')

/** What residents asked in vain, and what the desk does about it. */
export function addGapRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addOverviewRoute(app, parts)
  addClauseRoute(app, parts)
  addDismissRoute(app, parts)
}

const shownGaps = 100

function addOverviewRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const { database, clock } = parts
  const gaps = createRoute({
    ...guard('GET /api/knowledge/gaps', parts),
    method: 'get',
    path: '/api/knowledge/gaps',
    summary:
      'Lists what residents asked and no document answers, how often clauses were asked, and due reviews.',
    responses: { 200: describeJson(knowledgeGapsSchema, 'Gaps, counts and reviews.'), ...refusals },
  })
  app.openapi(gaps, async c => {
    const today = clock.now().toISOString().slice(0, 10)
    const found = await listGaps(database, shownGaps)
    const clauses = await listClauseUse(database, shownGaps)
    return c.json(
      {
        gaps: found.map(gap => ({
          ...gap,
          firstAt: gap.firstAt.toISOString(),
          lastAt: gap.lastAt.toISOString(),
        })),
        clauses: clauses.map(clause => ({ ...clause, lastAt: clause.lastAt.toISOString() })),
        dueReviews: await listDueReviews(database, today),
      },
      200,
    )
  })
}

function addClauseRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const { database, clock } = parts
  const write = createRoute({
    ...guard('POST /api/knowledge/gaps/{id}/clause', parts),
    method: 'post',
    path: '/api/knowledge/gaps/{id}/clause',
    summary: 'Writes the clause that a gap lacks and closes the gap.',
    request: { params: gapPath, body: requireJson(clauseSchema) },
    responses: { 200: describeJson(writtenSchema, 'How the clause is cited.'), ...refusals },
  })
  app.openapi(write, async c => {
    const { document, ...clause } = c.req.valid('json')
    const actor = c.get('actor')
    const asked = {
      gapId: c.req.valid('param').id,
      title: document,
      text: clause.text,
      owner: actor.role === 'machine' ? '' : actor.staff.name,
      ...(clause.communityId !== undefined && { communityId: clause.communityId }),
    }
    const written = await database.transaction(tx => writeClause(tx, asked, clock.now()))
    await parts.knowledge.reload()
    return c.json(written, 200)
  })
}

function addDismissRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const dismiss = createRoute({
    ...guard('POST /api/knowledge/gaps/{id}/dismiss', parts),
    method: 'post',
    path: '/api/knowledge/gaps/{id}/dismiss',
    summary: 'Takes a gap off the list without a clause.',
    request: { params: gapPath },
    responses: { 200: describeJson(z.object({ id: z.string() }), 'The gap.'), ...refusals },
  })
  app.openapi(dismiss, async c => {
    const { id } = c.req.valid('param')
    if (!(await closeGap(parts.database, id, 'dismissed'))) {
      throw new LinliError('not-found', `There is no open gap ${id}.`)
    }
    return c.json({ id }, 200)
  })
}
