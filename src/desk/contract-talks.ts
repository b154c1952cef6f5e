import { z } from '@hono/zod-openapi'
import { languages } from '../shared/vocabulary.ts'
import { instant } from './contract-basics.ts'

export const residentCardSchema = z
  .object({
    name: z.string(),
    phone: z.string().nullable(),
    language: z.string(),
    channel: z.string(),
    since: instant.openapi({ description: 'When they first wrote.' }),
    community: z.string().nullable(),
    communityId: z.string().nullable(),
    household: z.string().nullable(),
    householdId: z.string().nullable(),
    boundAt: instant.nullable(),
    cannotBeReached: z.boolean().openapi({ description: 'They blocked the account on their platform.' }),
    tickets: z
      .array(
        z.object({
          number: z.string(),
          kind: z.string(),
          category: z.string(),
          priority: z.string(),
          status: z.string(),
          description: z.string(),
          isOpen: z.boolean(),
          createdAt: instant,
          dueAt: instant.nullable().openapi({ description: 'The promise that runs; null when none does.' }),
          rating: z.number().int().nullable(),
          ratingComment: z.string().nullable(),
          appointment: z.string().nullable(),
        }),
      )
      .openapi({ description: 'Of the writer and of the household, newest first.' }),
    moods: z
      .array(z.object({ at: instant, emotion: z.string(), angryAtService: z.boolean() }))
      .openapi({ description: 'Of the last messages, oldest first.' }),
  })
  .openapi('ResidentCard')
export type ResidentCardView = z.infer<typeof residentCardSchema>

/** What the bot may do in a community: answer, answer only what is in the documents, draft for staff only, or nothing. */
export const botModes = ['auto', 'assisted', 'shadow', 'off'] as const
export const communitySchema = z
  .object({ id: z.string(), name: z.string(), timezone: z.string(), botMode: z.enum(botModes) })
  .openapi('Community')
export type CommunityView = z.infer<typeof communitySchema>
export const communitiesSchema = z.object({ items: z.array(communitySchema) }).openapi('Communities')

export const newCannedReplySchema = z
  .strictObject({
    title: z.string().trim().min(1).max(60),
    text: z.string().trim().min(1).max(2_000),
    communityId: z.string().max(60).nullable().default(null),
  })
  .openapi('NewCannedReply')
export const cannedReplySchema = z
  .object({ id: z.string(), communityId: z.string().nullable(), title: z.string(), text: z.string() })
  .openapi('CannedReply')
export type CannedReplyView = z.infer<typeof cannedReplySchema>
export const cannedRepliesSchema = z.object({ items: z.array(cannedReplySchema) }).openapi('CannedReplies')

export const assistRequestSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(2_000),
    language: z.enum(languages).default('zh-CN'),
  })
  .openapi('ReplyAssistRequest')
export const assistSchema = z
  .object({
    text: z.string(),
    by: z.enum(['model', 'rules']).openapi({ description: 'Who rewrote it.' }),
    warnings: z.array(z.string()).openapi({ description: 'What to look at before sending.' }),
  })
  .openapi('ReplyAssist')
export type AssistView = z.infer<typeof assistSchema>

export const colleaguesSchema = z
  .object({ items: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })) })
  .openapi('Colleagues')
