import { z } from '@hono/zod-openapi'
import { dimensions } from '../callbacks/figures.ts'
import { instant } from './contract-basics.ts'

export const callbackSchema = z
  .object({
    id: z.string(),
    subject: z.string().openapi({ enum: ['ticket', 'handover', 'activity'] }),
    ticketNumber: z.string().nullable(),
    category: z.string(),
    status: z.string(),
    reason: z.string().openapi({ description: 'Why it waits, goes another way, or was not asked.' }),
    score: z.number().int().nullable(),
    dueAt: instant,
    askedAt: instant.nullable(),
    closedAt: instant.nullable(),
    communityId: z.string().nullable(),
    conversationId: z.string().nullable(),
    name: z.string(),
    phone: z.string().nullable().openapi({ description: 'Of those to be telephoned only.' }),
    words: z.string().nullable().openapi({ description: 'What the resident said with the score.' }),
    way: z.string().nullable().openapi({
      description:
        'The channel it was asked in; `telephone` for those on or from the list, `unasked` where the resident came first; null: not asked.',
    }),
  })
  .openapi('Callback')
export type CallbackView = z.infer<typeof callbackSchema>

const share = z.number().nullable()
const count = z.number().int()

export const satisfactionSchema = z
  .object({
    rows: z.array(
      z.object({
        dimension: z.enum(dimensions),
        key: z.string(),
        name: z.string(),
        asked: count,
        answered: count,
        responseRate: share,
        n: count,
        mean: share,
        satisfied: share.openapi({ description: 'Share of 4 and 5.' }),
        scores: z.array(count).length(5),
        praised: count,
        blamed: count,
      }),
    ),
    benchmark: z
      .object({ satisfied: z.number(), source: z.string() })
      .openapi({ description: "Somebody else's figure, for a line in the chart; never ours." }),
  })
  .openapi('Satisfaction')
export type SatisfactionView = z.infer<typeof satisfactionSchema>

export const surveySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    origin: z.string().openapi({ enum: ['desk', 'import'] }),
    status: z.string().openapi({ enum: ['draft', 'running', 'closed'] }),
    questions: count,
    createdAt: instant,
  })
  .openapi('Survey')
export type SurveyView = z.infer<typeof surveySchema>

export const surveyResultsSchema = z
  .object({
    invited: count,
    asked: count,
    done: count,
    questions: z.array(
      z.object({
        kind: z.string().openapi({ enum: ['single', 'multi', 'score', 'pair', 'text'] }),
        text: z.string(),
        n: count,
        options: z.array(z.object({ name: z.string(), count })).optional(),
        mean: share.optional(),
        expected: share.optional(),
        perceived: share.optional(),
        gap: share.optional().openapi({ description: 'Perceived less expected.' }),
        texts: z.array(z.string()).optional(),
      }),
    ),
    indicators: z.array(
      z.object({
        dimension: z.string(),
        name: z.string(),
        expected: share,
        perceived: z.number(),
        n: count.nullable(),
      }),
    ),
  })
  .openapi('SurveyResults')
export type SurveyResultsView = z.infer<typeof surveyResultsSchema>
