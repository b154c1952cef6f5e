import { z } from '@hono/zod-openapi'
import { pagingQuery } from './contract-basics.ts'

/** Shapes of notices to staff. */
export const noticeQuery = pagingQuery.extend({
  kind: z.string().max(60).optional().openapi({ description: 'e.g. `to-call`, `ticket-breach`.' }),
  open: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: '`true`: those that somebody must still acknowledge.' }),
})

export const noticeSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    level: z.string().openapi({ enum: ['info', 'warning', 'urgent'] }),
    text: z.string(),
    /** To whom, by name; null: to all on duty. */
    to: z.string().nullable(),
    communityId: z.string().nullable(),
    ticketNumber: z.string().nullable(),
    conversationId: z.string().nullable(),
    needsAck: z.boolean(),
    at: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().nullable(),
    acknowledgedBy: z.string().nullable(),
  })
  .openapi('StaffNotice')
export type StaffNoticeView = z.infer<typeof noticeSchema>

export const noticePageSchema = z
  .object({ items: z.array(noticeSchema), next: z.string().nullable() })
  .openapi('StaffNoticePage')
export const acknowledgedSchema = z.object({ isFirst: z.boolean() }).openapi('NoticeAcknowledged')
