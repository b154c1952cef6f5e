import { z } from '@hono/zod-openapi'
import { alertStatuses } from '../alerts/alert-life.ts'
import { instant, next } from './contract-basics.ts'

export const alertSchema = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ enum: ['conversation', 'group', 'place', 'incident', 'sla', 'channel'] }),
    community: z.string().nullable(),
    building: z.string().nullable(),
    group: z.string().nullable(),
    topic: z.string(),
    category: z.string(),
    sinceAt: instant.openapi({ description: 'The first word of it.' }),
    openedAt: instant,
    lastEvidenceAt: instant,
    people: z.number().int(),
    messages: z.number().int(),
    evidence: z.array(
      z.object({
        at: instant,
        text: z.string(),
        conversationId: z.string().nullable(),
        weight: z.number().openapi({ description: '0.5–1: how clearly it is discontent with the service.' }),
      }),
    ),
    trend: z
      .array(z.number().int())
      .openapi({ description: 'Discontent words in steps of five minutes; the last is the newest.' }),
    suggestion: z.string(),
    draft: z.string(),
    status: z.string().openapi({ enum: [...alertStatuses] }),
    level: z.number().int().openapi({ description: 'How often it was escalated.' }),
    incidentId: z.string().nullable(),
    conversationId: z.string().nullable(),
    assigneeId: z.string().nullable(),
    acknowledgedBy: z.string().nullable(),
    endedAt: instant.nullable(),
    outcome: z.string(),
  })
  .openapi('Alert')
export const alertPageSchema = z.object({ items: z.array(alertSchema), next }).openapi('AlertPage')
export type AlertView = z.infer<typeof alertSchema>

export const alertStepSchema = z
  .strictObject({
    assigneeId: z.string().trim().min(1).max(80).optional(),
    outcome: z.string().trim().max(2_000).optional(),
    hours: z
      .number()
      .min(1)
      .max(24 * 30)
      .optional(),
  })
  .openapi('AlertStep')

export const moodSchema = z
  .object({
    items: z.array(
      z.object({
        hour: instant,
        messages: z.number().int(),
        positive: z.number().int(),
        negative: z.number().int(),
        discontent: z.number().int(),
        people: z.number().int(),
      }),
    ),
  })
  .openapi('MoodHours')
export type MoodView = z.infer<typeof moodSchema>

export const watchedGroupSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    chat: z.string(),
    name: z.string(),
    communityId: z.string().nullable(),
    building: z.string().nullable(),
    mutedUntil: instant.nullable(),
  })
  .openapi('WatchedGroup')
export type WatchedGroupView = z.infer<typeof watchedGroupSchema>
export const groupChangeSchema = z
  .strictObject({
    name: z.string().trim().max(120).optional(),
    communityId: z.string().trim().min(1).max(60).nullable().optional(),
    building: z.string().trim().max(20).nullable().optional(),
    muteHours: z
      .number()
      .min(0)
      .max(24 * 90)
      .optional(),
  })
  .openapi('WatchedGroupChange')

export const digestSchema = z.object({ text: z.string() }).openapi('Digest')
