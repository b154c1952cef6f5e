import { z } from '@hono/zod-openapi'

const instant = z.iso.datetime()

export const summarySchema = z
  .object({
    title: z.string(),
    reason: z.string(),
    wants: z.array(z.string()),
    tried: z.array(z.string()),
    household: z.string().nullable(),
    tickets: z.array(
      z.object({
        number: z.string(),
        category: z.string(),
        status: z.string(),
        resolveBy: z.string(),
        isLate: z.boolean(),
      }),
    ),
    draft: z.object({ category: z.string(), description: z.string() }).nullable(),
    moods: z.array(z.object({ at: instant, emotion: z.string(), angryAtService: z.boolean() })),
    notes: z.array(z.object({ at: instant, by: z.string(), text: z.string() })),
    suggestedReply: z.string(),
  })
  .openapi('TalkSummary', {
    description: 'Put together by rules: a suggestion, to be checked by the reader.',
  })

export const talkSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    sender: z.string(),
    mode: z.string().openapi({ enum: ['bot', 'waiting', 'human'] }),
    assignee: z.string().nullable(),
    assigneeName: z.string().nullable(),
    epoch: z.number().int(),
    waitingSince: instant.nullable(),
    suggestion: z
      .object({
        id: z.string(),
        text: z.string(),
        actions: z.array(z.string()).openapi({ description: 'Steps that sending it would take.' }),
        mayApprove: z.boolean().openapi({ description: 'False where the bot only drafts.' }),
        createdAt: instant,
      })
      .nullable()
      .openapi({ description: 'What the bot would answer, where people decide.' }),
    summary: summarySchema,
  })
  .openapi('Talk')
export type TalkView = z.infer<typeof talkSchema>

export const suggestedReplySchema = z
  .object({
    text: z.string(),
    by: z
      .enum(['model', 'documents', 'rules'])
      .openapi({ description: 'Who worded it; staff read it before it goes anywhere.' }),
  })
  .openapi('SuggestedReply')
export type SuggestedReplyView = z.infer<typeof suggestedReplySchema>

export const replyBody = z.strictObject({ text: z.string().trim().min(1).max(4_000) })
export const approveBody = z.strictObject({
  suggestionId: z.string().max(60),
  text: z
    .string()
    .trim()
    .min(1)
    .max(4_000)
    .optional()
    .openapi({ description: "Instead of the bot's words." }),
})
export const noteBody = z.strictObject({ note: z.string().trim().min(1).max(2_000) })
export const chatCodeSchema = z.object({ code: z.string(), expiresAt: instant }).openapi('ChatCode')
