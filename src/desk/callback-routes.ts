import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { dimensions, FigureRow } from '../callbacks/figures.ts'
import { listCallbacks, loadFigures } from '../callbacks/list-callbacks.ts'
import { textsFor } from '../i18n/texts.ts'
import { LinliError } from '../shared/errors.ts'
import { type Cell, writeCsv, writeXlsx } from '../shared/write-sheet.ts'
import type { DeskEnv } from './access.ts'
import { addCallbackPhoneRoutes } from './callback-phone-routes.ts'
import { addCallbackPolicyRoutes } from './callback-policy-routes.ts'
import { callbackSchema, satisfactionSchema } from './contract-callbacks.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { maskName } from './mask.ts'
import { type Scope, sightOf } from './scope.ts'

type App = OpenAPIHono<DeskEnv>

/** Callbacks, their policy, and what residents think of the service. */
export function addCallbackRoutes(app: App, parts: DeskParts): void {
  addList(app, parts)
  addCallbackPhoneRoutes(app, parts)
  addFigures(app, parts)
  addExport(app, parts)
  addCallbackPolicyRoutes(app, parts)
}

const callbackStatuses = [
  'scheduled',
  'waiting',
  'listed',
  'asked',
  'answered',
  'unanswered',
  'cancelled',
  'skipped',
  'opted-out',
] as const

function addList(app: App, parts: DeskParts): void {
  const list = createRoute({
    ...guard('GET /api/callbacks', parts),
    method: 'get',
    path: '/api/callbacks',
    summary: 'Lists callbacks, newest first; `listed` are those that somebody has to telephone.',
    request: { query: z.object({ status: z.enum(callbackStatuses).optional() }) },
    responses: { 200: describeJson(z.object({ items: z.array(callbackSchema) }), 'Callbacks.'), ...refusals },
  })
  app.openapi(list, async c => {
    const { scope, masked } = sightOf(c.get('actor'))
    const { status } = c.req.valid('query')
    const rows = await listCallbacks(parts.database.client, { status, communities: scope, limit: 200 })
    return c.json({ items: rows.map(row => viewCallback(row, masked)) }, 200)
  })
}

type ListedCallback = Awaited<ReturnType<typeof listCallbacks>>[number]

/** A callback as the desk shows it; masked, it has neither the resident's words nor the phone. */
function viewCallback({ dueAt, askedAt, closedAt, ...row }: ListedCallback, masked: boolean) {
  const name = row.name ?? ''
  return {
    ...row,
    name: masked ? maskName(name) : name,
    phone: masked ? null : row.phone,
    words: masked ? null : row.words,
    dueAt: dueAt.toISOString(),
    askedAt: askedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  }
}

const period = z.object({
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
})

/** The seed's own figure; it is another company's, and shown as such. */
const benchmark = { satisfied: 0.725, source: '中国物业管理协会 2022（转引，未核实）' }

async function readFigures(
  parts: DeskParts,
  given: z.infer<typeof period>,
  scope: Scope,
): Promise<FigureRow[]> {
  const now = parts.clock.now()
  const since = given.since ? new Date(given.since) : new Date(now.getTime() - 90 * 86_400_000)
  const until = given.until ? new Date(given.until) : new Date(now.getTime() + 60_000)
  if (since >= until) throw new LinliError('bad-request', 'Expected since before until.')
  const filter = { since, until, communities: scope, timezone: parts.work.timezone }
  return await loadFigures(parts.database.client, filter)
}

function addFigures(app: App, parts: DeskParts): void {
  const read = createRoute({
    ...guard('GET /api/reports/satisfaction', parts),
    method: 'get',
    path: '/api/reports/satisfaction',
    summary: 'Satisfaction of the callbacks begun in a period (default: 90 days), each figure with its n.',
    request: { query: period },
    responses: { 200: describeJson(satisfactionSchema, 'The figures.'), ...refusals },
  })
  app.openapi(read, async c => {
    const rows = await readFigures(parts, c.req.valid('query'), sightOf(c.get('actor')).scope)
    return c.json({ rows: await withNames(parts, rows), benchmark }, 200)
  })
}

/** Names for the keys that are ids or words of ours. */
async function withNames(parts: DeskParts, rows: FigureRow[]) {
  const { client } = parts.database
  const communities = await client.community.findMany({ select: { id: true, name: true } })
  const staff = await client.staff.findMany({ select: { id: true, name: true } })
  const texts = textsFor('zh-CN')
  const names = new Map([...communities, ...staff].map(({ id, name }) => [id, name]))
  const nameOf = ({ dimension, key }: FigureRow): string => {
    if (dimension === 'aspect') return texts.callback.aspect[key] ?? key
    if (dimension === 'category') return texts.callback.subject[key] ?? texts.category(key as never)
    if (dimension === 'team') return texts.queue(key)
    return names.get(key) ?? key
  }
  return rows.map(row => ({ ...row, name: nameOf(row) }))
}

const head = [
  '维度',
  '名称',
  '询问数',
  '回答数',
  '回答率',
  '评分数 n',
  '平均分',
  '满意率（4–5分）',
  '1分',
  '2分',
  '3分',
  '4分',
  '5分',
  '言语表扬',
  '言语批评',
]
const dimensionNames: Record<(typeof dimensions)[number], string> = {
  total: '合计',
  community: '小区',
  category: '类别',
  team: '班组',
  staff: '员工',
  aspect: '方面',
  week: '周',
}

function addExport(app: App, parts: DeskParts): void {
  const download = createRoute({
    ...guard('GET /api/reports/satisfaction/export', parts),
    method: 'get',
    path: '/api/reports/satisfaction/export',
    summary: 'The same figures as a file; no cell of it is ever a formula.',
    request: { query: period.extend({ format: z.enum(['csv', 'xlsx']).default('xlsx') }) },
    responses: { 200: { description: 'The file.' }, ...refusals },
  })
  app.openapi(download, async c => {
    const { format, ...given } = c.req.valid('query')
    const rows = await withNames(parts, await readFigures(parts, given, sightOf(c.get('actor')).scope))
    const table: Cell[][] = [
      head,
      ...rows.map(row => [
        dimensionNames[row.dimension],
        row.name,
        ...[row.asked, row.answered, row.responseRate, row.n, row.mean, row.satisfied],
        ...row.scores,
        ...[row.praised, row.blamed],
      ]),
    ]
    const isCsv = format === 'csv'
    const type = isCsv
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    c.header('Content-Type', type)
    c.header('Content-Disposition', `attachment; filename="satisfaction.${format}"`)
    const body = isCsv ? writeCsv(table) : new Uint8Array(writeXlsx('满意度', table))
    return c.body(body) as never
  })
}
