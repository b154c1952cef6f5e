import { z } from '@hono/zod-openapi'

/** What the shapes of the public API share. */
export const instant = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-23T01:30:00.000Z' })
export const next = z
  .string()
  .nullable()
  .openapi({ description: 'Cursor of the next page; null at the end.' })

export const errorSchema = z
  .object({ error: z.object({ code: z.string().openapi({ example: 'not-found' }), message: z.string() }) })
  .openapi('Error')

export const pagingQuery = z.object({
  cursor: z.string().max(500).optional().openapi({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
