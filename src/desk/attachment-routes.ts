import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { LinliError } from '../shared/errors.ts'
import type { DeskEnv } from './access.ts'
import { guard, refusals } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

/** What a page may show by itself; everything else is handed over as a file, so that nothing in it can run here. */
const shownTypes = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/(mp4|webm|quicktime))$/
const kindTypes: Record<string, string> = { photo: 'image/jpeg', voice: 'audio/ogg', video: 'video/mp4' }

/** Files that residents and staff sent, for whoever may read the conversation they belong to. */
export function addAttachmentRoutes(app: OpenAPIHono<DeskEnv>, parts: DeskParts): void {
  const route = createRoute({
    ...guard('GET /api/attachments/{id}', parts),
    method: 'get',
    path: '/api/attachments/{id}',
    summary: 'Gives a file of a message.',
    request: { params: z.object({ id: z.string().max(60) }) },
    responses: {
      200: {
        content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        description: 'The file.',
      },
      ...refusals,
    },
  })
  app.openapi(route, async c => {
    const row = await parts.database.client.attachment.findUnique({ where: { id: c.req.valid('param').id } })
    // Who repairs sees the photos of tickets, not what residents write.
    const isHidden = c.get('actor').role === 'technician' && !row?.ticketId
    if (isHidden || row?.state !== 'stored' || row.path === null || parts.filesDir === undefined) {
      throw new LinliError('not-found', 'There is no such file, or it has not arrived yet.')
    }
    const path = join(parts.filesDir, basename(row.path))
    const size = await stat(path).then(
      found => found.size,
      () => undefined,
    )
    if (size === undefined) throw new LinliError('not-found', 'The file is no longer there.')
    const type = row.mimeType ?? kindTypes[row.kind] ?? 'application/octet-stream'
    const isShown = shownTypes.test(type)
    const name = encodeURIComponent(row.fileName ?? `${row.kind}-${row.id}`)
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'Content-Type': isShown ? type : 'application/octet-stream',
      'Content-Length': String(size),
      'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, max-age=3600',
    })
  })
}
