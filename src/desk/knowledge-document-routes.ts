import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { listVersions } from '../knowledge/document-versions.ts'
import { describeOutcome } from '../knowledge/import/describe-report.ts'
import { importUpload, type UploadResult } from '../knowledge/import/import-upload.ts'
import { isManaged, removeDocuments } from '../knowledge/sync-documents.ts'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { errorSchema } from './contract.ts'
import { describeJson, guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD')
  .refine(value => !Number.isNaN(Date.parse(value)), 'a day of the calendar')
/** An empty field of a form is a field left out. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(value => (value === '' ? undefined : value), schema.optional())

const uploadSchema = z
  .object({
    file: z
      .instanceof(File)
      .openapi({ type: 'string', format: 'binary', description: 'md, txt, html, docx, pdf, xlsx or csv.' }),
    communityId: optional(z.string().trim().min(1).max(40)),
    effectiveOn: optional(day),
    expiresOn: optional(day),
  })
  .openapi('KnowledgeUpload')

const uploadedSchema = z
  .object({
    documentId: z.string(),
    change: z.enum(['added', 'changed', 'unchanged']),
    title: z.string(),
    format: z.string(),
    pages: z.number().int().nullable(),
    clauses: z.number().int(),
    passages: z.number().int(),
    skipped: z.array(z.object({ kind: z.string(), count: z.number().int() })),
    cutOffAt: z.string().nullable().openapi({ description: 'The heading in which the text breaks off.' }),
    report: z.string().openapi({ description: 'The same in words, Chinese.' }),
  })
  .openapi('KnowledgeUploaded')

const versionsSchema = z
  .object({
    items: z.array(
      z.object({
        version: z.number().int(),
        title: z.string(),
        passages: z.number().int(),
        added: z.number().int(),
        removed: z.number().int(),
        importedAt: z.string(),
        removedAt: z.string().nullable(),
      }),
    ),
  })
  .openapi('KnowledgeVersions')

const documentPath = z.object({ id: z.string().min(1).max(64) })

/** Sending documents, their versions, and taking them away. */
export function addDocumentRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  addUploadRoute(app, parts)
  addVersionsRoute(app, parts)
  addRemoveRoute(app, parts)
}

function addUploadRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const { database, clock } = parts
  const upload = createRoute({
    ...guard('POST /api/knowledge/documents', parts),
    method: 'post',
    path: '/api/knowledge/documents',
    summary:
      'Imports one file; it replaces the file of the same name. A file that cannot be read changes nothing.',
    request: { body: { content: { 'multipart/form-data': { schema: uploadSchema } }, required: true } },
    responses: {
      200: describeJson(uploadedSchema, 'What was read, and what was left out.'),
      ...refusals,
      413: describeJson(errorSchema, 'The file is larger than 40 MB.'),
      415: describeJson(errorSchema, 'The file cannot be read; the message says why.'),
    },
  })
  app.openapi(upload, async c => {
    const { file, communityId, effectiveOn, expiresOn } = c.req.valid('form')
    if (communityId !== undefined) await checkCommunity(parts, communityId)
    if (effectiveOn !== undefined && expiresOn !== undefined && expiresOn < effectiveOn) {
      throw new LinliError(
        'bad-request',
        `expiresOn (${expiresOn}) lies before effectiveOn (${effectiveOn}).`,
      )
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const given = {
      ...(communityId !== undefined && { communityId }),
      ...(effectiveOn !== undefined && { effectiveOn }),
      ...(expiresOn !== undefined && { expiresOn }),
    }
    const result = await importUpload(database, { name: file.name, bytes, ...given }, clock.now())
    const body = toUploaded(result)
    if (result.change !== 'unchanged') await parts.knowledge.reload()
    return c.json(body, 200)
  })
}

async function checkCommunity({ database }: DeskParts, id: string): Promise<void> {
  const found = await database.client.community.findUnique({ where: { id }, select: { id: true } })
  if (!found) throw new LinliError('not-found', `There is no community ${id}.`)
}

function toUploaded({ outcome, documentId, change }: UploadResult): z.infer<typeof uploadedSchema> {
  if (outcome.kind === 'failed' || documentId === undefined || change === 'failed') {
    const isLarge = outcome.kind === 'failed' && outcome.reason.endsWith('too-large')
    const message = `${describeOutcome(outcome, 'zh')} / ${describeOutcome(outcome, 'en')}`
    throw new LinliError(isLarge ? 'file-too-large' : 'bad-file', message)
  }
  const { format, pages, clauses, passages, skipped, cutOffAt } = outcome.report
  return {
    documentId,
    change,
    title: outcome.file.title,
    format,
    pages: pages ?? null,
    clauses,
    passages,
    skipped,
    cutOffAt: cutOffAt ?? null,
    report: describeOutcome(outcome, 'zh'),
  }
}

function addVersionsRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const versions = createRoute({
    ...guard('GET /api/knowledge/documents/{id}/versions', parts),
    method: 'get',
    path: '/api/knowledge/documents/{id}/versions',
    summary: 'Lists the states a document was in, the newest first.',
    request: { params: documentPath },
    responses: { 200: describeJson(versionsSchema, 'Versions.'), ...refusals },
  })
  app.openapi(versions, async c => {
    const document = await findDocument(parts, c.req.valid('param').id)
    const found = await listVersions(parts.database, document.source)
    const items = found.map(version => ({
      ...version,
      importedAt: version.importedAt.toISOString(),
      removedAt: version.removedAt?.toISOString() ?? null,
    }))
    return c.json({ items }, 200)
  })
}

function addRemoveRoute(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const { database, clock } = parts
  const remove = createRoute({
    ...guard('DELETE /api/knowledge/documents/{id}', parts),
    method: 'delete',
    path: '/api/knowledge/documents/{id}',
    summary: 'Takes a document away that was sent, written at the desk or came with a notice.',
    request: { params: documentPath },
    responses: { 200: describeJson(z.object({ removed: z.string() }), 'Its title.'), ...refusals },
  })
  app.openapi(remove, async c => {
    const document = await findDocument(parts, c.req.valid('param').id)
    if (!isManaged(document.source)) {
      const message = `${document.source} lies in the folder of documents (KNOWLEDGE_DIR): delete the file there.`
      throw new LinliError('conflict', message)
    }
    await database.transaction(tx => removeDocuments(tx, [document], clock.now()))
    await parts.knowledge.reload()
    return c.json({ removed: document.title }, 200)
  })
}

async function findDocument({ database }: DeskParts, id: string) {
  const select = { id: true, source: true, title: true } as const
  const found = await database.client.knowledgeDocument.findUnique({ where: { id }, select })
  if (!found) throw new LinliError('not-found', `There is no document ${id}.`)
  return found
}
