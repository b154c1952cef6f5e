import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { FigureRow } from '../callbacks/figures.ts'
import { listCallbacks, loadFigures } from '../callbacks/list-callbacks.ts'
import { textsFor } from '../i18n/texts.ts'
import { LinliError } from '../shared/errors.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { DeskEnv } from './access.ts'
import { addCallbackPhoneRoutes } from './callback-phone-routes.ts'
import { addCallbackPolicyRoutes } from './callback-policy-routes.ts'
import { callbackSchema, satisfactionSchema } from './contract-callbacks.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'
import { maskName } from './mask.ts'
import { type Scope, sightOf } from './scope.ts'
import { inLanguage, sendSheet, sheetFormat } from './send-sheet.ts'
import { writeFigures } from './write-figures.ts'

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
const benchmarkIn = (language: Language) => ({
  satisfied: 0.725,
  source:
    language === 'en'
      ? 'China Property Management Institute 2022 (quoted, unverified)'
      : '中国物业管理协会 2022（转引，未核实）',
})

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
    request: { query: period.extend({ language: inLanguage }) },
    responses: { 200: describeJson(satisfactionSchema, 'The figures.'), ...refusals },
  })
  app.openapi(read, async c => {
    const { language, ...given } = c.req.valid('query')
    const rows = await readFigures(parts, given, sightOf(c.get('actor')).scope)
    return c.json({ rows: await withNames(parts, rows, language), benchmark: benchmarkIn(language) }, 200)
  })
}

/** Names for the keys that are ids or words of ours. */
async function withNames(parts: DeskParts, rows: FigureRow[], language: Language) {
  const { client } = parts.database
  const communities = await client.community.findMany({ select: { id: true, name: true } })
  const staff = await client.staff.findMany({ select: { id: true, name: true } })
  const texts = textsFor(language)
  const names = new Map([...communities, ...staff].map(({ id, name }) => [id, name]))
  const nameOf = ({ dimension, key }: FigureRow): string => {
    if (dimension === 'aspect') return texts.callback.aspect[key] ?? key
    if (dimension === 'category') return texts.callback.subject[key] ?? texts.category(key as never)
    if (dimension === 'team') return texts.queue(key)
    return names.get(key) ?? key
  }
  return rows.map(row => ({ ...row, name: nameOf(row) }))
}

function addExport(app: App, parts: DeskParts): void {
  const download = createRoute({
    ...guard('GET /api/reports/satisfaction/export', parts),
    method: 'get',
    path: '/api/reports/satisfaction/export',
    summary: 'The same figures as a file; no cell of it is ever a formula.',
    request: { query: period.extend({ format: sheetFormat, language: inLanguage }) },
    responses: { 200: { description: 'The file.' }, ...refusals },
  })
  app.openapi(download, async c => {
    const { format, language, ...given } = c.req.valid('query')
    const figures = await readFigures(parts, given, sightOf(c.get('actor')).scope)
    const rows = await withNames(parts, figures, language)
    return sendSheet(c, { format, name: 'satisfaction', rows: writeFigures(rows, language) })
  })
}
