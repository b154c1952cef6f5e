import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type BroadcastFile, mostFileBytes, mostPictureBytes } from '../broadcasts/broadcast.ts'
import { setBroadcastFile } from '../broadcasts/broadcast-store.ts'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { DeskEnv } from './access.ts'
import { describeJson, guard, refusals, requireJson } from './described-route.ts'
import type { DeskParts } from './desk-parts.ts'

type App = OpenAPIHono<DeskEnv>

const params = z.object({ id: z.string().max(60) })
const upload = z
  .object({
    file: z.instanceof(File).openapi({ type: 'string', format: 'binary' }),
    version: z.coerce.number().int().min(1),
  })
  .openapi('BroadcastUpload')
const answer = z.object({ version: z.number().int() })

/** The picture or file of a notice. */
export function addBroadcastFileRoutes(app: App, parts: DeskParts): void {
  const put = createRoute({
    ...guard('PUT /api/broadcasts/{id}/file', parts),
    method: 'put',
    path: '/api/broadcasts/{id}/file',
    summary: 'Gives a draft its picture (JPEG or PNG, 10 MB) or file (20 MB).',
    request: { params, body: { content: { 'multipart/form-data': { schema: upload } }, required: true } },
    responses: { 200: describeJson(answer, 'The version it has then.'), ...refusals },
  })
  app.openapi(put, async c => {
    const { file, version } = c.req.valid('form')
    const kept = await keepFile(parts, file)
    const step = { id: c.req.valid('param').id, version, file: kept, by: c.get('actor').id }
    const row = await parts.work.run(async work => {
      await work.tx.attachment.create({
        data: {
          ...{ id: kept.id, channel: 'desk', kind: kept.kind, reference: '', state: 'stored', path: kept.id },
          ...{ fileName: kept.fileName, mimeType: kept.mimeType, sizeBytes: kept.sizeBytes },
          createdAt: work.now,
        },
      })
      return await setBroadcastFile(work, step)
    })
    return c.json({ version: row.version }, 200)
  })
  const remove = createRoute({
    ...guard('DELETE /api/broadcasts/{id}/file', parts),
    method: 'delete',
    path: '/api/broadcasts/{id}/file',
    summary: 'Takes the picture or file of a draft away.',
    request: { params, body: requireJson(z.strictObject({ version: z.number().int().min(1) })) },
    responses: { 200: describeJson(answer, 'The version it has then.'), ...refusals },
  })
  app.openapi(remove, async c => {
    const { version } = c.req.valid('json')
    const step = { id: c.req.valid('param').id, version, file: null, by: c.get('actor').id }
    const row = await parts.work.run(work => setBroadcastFile(work, step))
    return c.json({ version: row.version }, 200)
  })
}

async function keepFile({ filesDir }: DeskParts, file: File): Promise<BroadcastFile> {
  if (filesDir === undefined) throw new LinliError('conflict', 'This service keeps no files.')
  const isPicture = /^image\/(jpeg|png)$/.test(file.type)
  const most = isPicture ? mostPictureBytes : mostFileBytes
  if (file.size > most) {
    const what = isPicture ? 'picture' : 'file'
    throw new LinliError(
      'file-too-large',
      `The ${what} has ${(file.size / 1_048_576).toFixed(1)} MB; expected at most ${most / 1_048_576} MB. Make it smaller and upload it again.`,
    )
  }
  if (file.size === 0) throw new LinliError('bad-file', 'The file is empty.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isPicture && !isImage(bytes)) {
    throw new LinliError('bad-file', 'Expected a JPEG or PNG picture; what came is something else.')
  }
  const id = createId()
  await mkdir(filesDir, { recursive: true })
  await writeFile(join(filesDir, `${id}.part`), bytes, { flush: true })
  await rename(join(filesDir, `${id}.part`), join(filesDir, id))
  const kind = isPicture ? 'photo' : 'file'
  const mimeType = file.type || 'application/octet-stream'
  return { id, kind, fileName: file.name.slice(0, 200), mimeType, sizeBytes: file.size }
}

function isImage(bytes: Uint8Array): boolean {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e
  return isJpeg || isPng
}
