import { z } from '@hono/zod-openapi'
import { recurrenceSchema } from '../broadcasts/recurrence.ts'
import { instant } from './contract-basics.ts'
import { broadcastDraftSchema } from './contract-broadcasts.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD')
export const leftOutDays = z.array(day).max(400)
export const newScheduleSchema = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    source: z.enum(['text', 'news']).default('text'),
    draft: broadcastDraftSchema,
    rule: recurrenceSchema,
    exceptions: leftOutDays.default([]),
  })
  .openapi('NewBroadcastSchedule')
export const scheduleSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    source: z.string(),
    active: z.boolean(),
    exceptions: z.array(z.string()),
    nextAt: instant.nullable(),
    rule: recurrenceSchema.clone().openapi('BroadcastRecurrence'),
    draft: broadcastDraftSchema,
  })
  .openapi('BroadcastSchedule')
export type BroadcastScheduleView = z.infer<typeof scheduleSchema>
