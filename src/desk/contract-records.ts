import { z } from '@hono/zod-openapi'
import { priorities, ticketCategories } from '../shared/vocabulary.ts'
import { pagingQuery } from './contract.ts'

/** Shapes of what stands beside tickets: alarms of devices, praise and suggestions, the one-file record. */
export const alarmSchema = z
  .strictObject({
    alarmId: z.string().trim().min(1).max(100).openapi({
      description: 'Of the device; the same one again gives the ticket it opened.',
    }),
    device: z.string().trim().min(1).max(100).openapi({ example: 'lift-3-1' }),
    category: z.enum(ticketCategories),
    priority: z.enum(priorities).default('high'),
    description: z.string().trim().min(1).max(4_000),
    location: z.string().trim().max(200).default(''),
    communityId: z.string().max(60).optional(),
  })
  .openapi('Alarm')

export const alarmHeaders = z.object({
  'x-linli-signature': z.string().max(200).optional().openapi({
    description: '`sha256=` and the hex HMAC-SHA256 of the body under ALARM_SECRET.',
  }),
})

const voiceTypes = ['praise', 'suggestion', 'sign-up'] as const
export const voiceQuery = pagingQuery.extend({
  type: z.enum(voiceTypes).optional(),
  open: z.enum(['true', 'false']).optional().openapi({ description: '`true`: those without an outcome.' }),
})
export const voicePageSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        conversationId: z.string(),
        type: z.string().openapi({ enum: [...voiceTypes] }),
        text: z.string(),
        at: z.iso.datetime(),
        outcome: z.string().nullable(),
        outcomeAt: z.iso.datetime().nullable(),
        outcomeBy: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('VoicePage')
export const outcomeSchema = z
  .strictObject({ outcome: z.string().trim().min(1).max(1_000) })
  .openapi('VoiceOutcome')

export const exportSchema = z
  .looseObject({
    format: z.literal('linli-ticket-1'),
    chain: z.looseObject({ isWhole: z.boolean(), head: z.string() }),
  })
  .openapi('TicketExport')
