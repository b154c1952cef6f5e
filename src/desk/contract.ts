import { z } from '@hono/zod-openapi'
import { attachmentKinds } from '../messaging/message.ts'
import {
  emotions,
  languages,
  priorities,
  sentiments,
  ticketCategories,
  ticketKinds,
} from '../shared/vocabulary.ts'
import { ticketStatuses, waitReasons } from '../tickets/ticket.ts'
import { instant, next, pagingQuery } from './contract-basics.ts'
import type { deskActions } from './desk-parts.ts'

/** The shapes of the public API; the desk's pages and the OpenAPI page are made from them. */
export * from './contract-accounts.ts'
export * from './contract-activities.ts'
export * from './contract-alerts.ts'
export * from './contract-basics.ts'
export * from './contract-broadcasts.ts'
export * from './contract-callbacks.ts'
export * from './contract-households.ts'
export * from './contract-notices.ts'
export * from './contract-schedules.ts'
export * from './contract-talks.ts'
export type { SuggestedReplyView, TalkView } from './talk-contract.ts'

export const ticketEventSchema = z
  .object({ at: instant, type: z.string(), by: z.string(), note: z.string() })
  .openapi('TicketEvent')

export const ticketSchema = z
  .object({
    number: z.string().openapi({ example: 'LL1001' }),
    kind: z.string().openapi({ enum: [...ticketKinds] }),
    category: z.string().openapi({ enum: [...ticketCategories] }),
    priority: z.string().openapi({ enum: [...priorities] }),
    status: z.string().openapi({ enum: [...ticketStatuses] }),
    description: z.string(),
    location: z.string(),
    household: z.string().nullable().openapi({ example: '1栋1单元101' }),
    channel: z.string(),
    sender: z.string().openapi({ description: 'User id on the platform.' }),
    conversationId: z.string().nullable(),
    createdAt: instant,
    respondBy: instant,
    resolveBy: instant,
    respondedAt: instant.nullable(),
    resolvedAt: instant.nullable(),
    nextDueAt: instant.nullable().openapi({
      description: 'The deadline that runs next; null while the clock is stopped and when it is over.',
    }),
    waitReason: z
      .string()
      .nullable()
      .openapi({ enum: [...waitReasons, null], description: 'Why work waits; the clock is stopped.' }),
    rootCause: z.string().nullable(),
    assignee: z.string().nullable(),
    queue: z.string(),
    rating: z.number().int().nullable(),
    events: z.array(ticketEventSchema),
  })
  .openapi('Ticket')
export type TicketView = z.infer<typeof ticketSchema>

export const ticketPageSchema = z.object({ items: z.array(ticketSchema), next }).openapi('TicketPage')

export const ticketQuery = pagingQuery.extend({
  channel: z.string().max(40).optional(),
  sender: z.string().max(200).optional(),
  status: z.enum(ticketStatuses).optional(),
  category: z.enum(ticketCategories).optional(),
  conversation: z
    .string()
    .max(60)
    .optional()
    .openapi({ description: 'Id of the conversation it came from.' }),
  since: instant.optional().openapi({ description: 'Only tickets created then or later.' }),
  order: z
    .enum(['newest', 'deadline'])
    .default('newest')
    .openapi({ description: '`deadline`: those whose clock runs, the most pressing first.' }),
})

export const newTicketSchema = z
  .strictObject({
    kind: z.enum(ticketKinds),
    category: z.enum(ticketCategories),
    priority: z.enum(priorities).default('normal'),
    description: z.string().trim().min(1).max(4_000),
    location: z.string().trim().max(200).default(''),
    channel: z.enum(['desk', 'phone', 'letter-box', 'device']).default('desk'),
    sender: z
      .string()
      .trim()
      .max(200)
      .default('')
      .openapi({ description: 'Caller or device, as it names itself.' }),
    phone: z.string().trim().max(40).optional(),
    appointment: z.string().trim().max(100).optional(),
    householdId: z.string().max(60).optional(),
  })
  .openapi('NewTicket')

export const idempotencyHeader = z.object({
  'idempotency-key': z.string().min(8).max(100).optional().openapi({
    description: 'The same key again gives the ticket it opened the first time, and opens none.',
  }),
})

const note = z.string().trim().max(2_000)
const rootCause = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .openapi({ description: 'Why it came about; a complaint is not closed without.' })
export const changeSchemas = {
  assign: z.strictObject({ assignee: z.string().trim().min(1).max(60), note: note.default('') }),
  accept: z.strictObject({ note: note.default('') }),
  start: z.strictObject({ note: note.default('') }),
  wait: z.strictObject({ reason: z.enum(waitReasons), note: note.default('') }),
  resolve: z.strictObject({ note: note.default(''), rootCause: rootCause.optional() }),
  reopen: z.strictObject({ note: note.min(1) }),
  cancel: z.strictObject({ note: note.min(1) }),
  close: z.strictObject({ note: note.default(''), rootCause: rootCause.optional() }),
  note: z.strictObject({ note: note.min(1) }),
} satisfies Record<(typeof deskActions)[number], z.ZodType<{ note: string }>>

export const conversationSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    chat: z.string(),
    topic: z.string(),
    chatKind: z.string().openapi({ enum: ['private', 'group'] }),
    sender: z.string(),
    name: z.string(),
    household: z.string().nullable(),
    communityId: z.string().nullable(),
    community: z.string().nullable().openapi({ description: 'Name of the community.' }),
    mode: z.string().openapi({ enum: ['bot', 'waiting', 'human'] }),
    assignee: z.string().nullable().openapi({ description: 'Id of the member of staff who has it.' }),
    assigneeName: z.string().nullable(),
    handover: z
      .object({ reason: z.string(), requestedAt: instant, summary: z.string() })
      .nullable()
      .openapi({ description: 'Why a person is wanted, while one is.' }),
    emotion: z.string().nullable().openapi({ description: 'Of the last thing the resident wrote.' }),
    language: z.string().openapi({ enum: [...languages] }),
    lastText: z.string().openapi({ description: 'Beginning of the last thing the resident wrote.' }),
    lastInboundAt: instant.nullable(),
    createdAt: instant,
  })
  .openapi('Conversation')
export type ConversationView = z.infer<typeof conversationSchema>
export const conversationPageSchema = z
  .object({ items: z.array(conversationSchema), next })
  .openapi('ConversationPage')
export const conversationQuery = pagingQuery.extend({
  channel: z.string().max(40).optional(),
  sender: z.string().max(200).optional(),
  mode: z.enum(['bot', 'waiting', 'human']).optional(),
  assignee: z
    .string()
    .max(60)
    .optional()
    .openapi({ description: '`me`, `none`, or the id of a member of staff.' }),
  community: z.string().max(60).optional(),
  search: z.string().trim().max(60).optional().openapi({ description: 'Part of a name.' }),
})

export const messageSchema = z
  .object({
    id: z.string(),
    at: instant,
    from: z.string().openapi({ enum: ['resident', 'bot', 'staff'] }),
    text: z.string(),
    sentiment: z
      .string()
      .nullable()
      .openapi({ enum: [...sentiments, null] }),
    emotion: z
      .string()
      .nullable()
      .openapi({ enum: [...emotions, null] }),
    angryAtService: z.boolean().nullable(),
    citations: z.array(z.object({ document: z.string(), clause: z.string(), passageId: z.string() })),
    delivery: z.string().nullable().openapi({
      description:
        'State of what we sent (pending, sending, sent, refused, failed, cancelled; held: waits for the next word of the resident, moved: sent by another channel, joined: said with another message); null for what the resident wrote.',
    }),
    attachments: z.array(
      z.object({
        id: z.string().openapi({ description: 'Fetch it at /api/attachments/{id} once it is stored.' }),
        kind: z.string().openapi({ enum: [...attachmentKinds] }),
        fileName: z.string().nullable(),
        state: z.string(),
      }),
    ),
    edited: z.boolean(),
  })
  .openapi('Message')
export type MessageView = z.infer<typeof messageSchema>
export const messagePageSchema = z.object({ items: z.array(messageSchema), next }).openapi('MessagePage')
export const messageQuery = pagingQuery.extend({
  order: z
    .enum(['oldest', 'newest'])
    .default('oldest')
    .openapi({ description: 'Which end of the talk comes first.' }),
})

export const documentSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    title: z.string(),
    language: z.string(),
    owner: z.string(),
    reviewOn: z.string().nullable(),
    effectiveOn: z.string().nullable(),
    expiresOn: z.string().nullable(),
    communityId: z.string().nullable(),
    importedAt: instant,
    passages: z.number().int(),
    canRemove: z
      .boolean()
      .openapi({ description: 'False for files of the folder, which are deleted there.' }),
  })
  .openapi('KnowledgeDocument')
export const documentPageSchema = z.object({ items: z.array(documentSchema), next }).openapi('KnowledgePage')

export const searchSchema = z
  .strictObject({
    question: z.string().trim().min(1).max(1_000),
    language: z.enum(languages).default('zh-CN'),
    limit: z.number().int().min(1).max(20).default(5),
  })
  .openapi('KnowledgeQuestion')
export const passageSchema = z
  .object({
    passageId: z.string(),
    document: z.string(),
    clause: z.string(),
    heading: z.string(),
    text: z.string(),
    language: z.string(),
    score: z.number(),
  })
  .openapi('Passage')
export const passagesSchema = z.object({ items: z.array(passageSchema) }).openapi('Passages')

export const knowledgeGapsSchema = z
  .object({
    gaps: z
      .array(
        z.object({
          id: z.string(),
          language: z.string(),
          communityId: z.string().nullable(),
          question: z.string(),
          wordings: z.array(z.string()),
          count: z.number(),
          firstAt: z.string(),
          lastAt: z.string(),
        }),
      )
      .openapi({ description: 'Questions the documents do not answer, those asked most first.' }),
    clauses: z.array(
      z.object({
        document: z.string(),
        clause: z.string(),
        asked: z.number(),
        answered: z.number(),
        disputed: z.number(),
        helpful: z.number(),
        lastAt: z.string(),
      }),
    ),
    dueReviews: z.array(
      z.object({ source: z.string(), title: z.string(), owner: z.string(), reviewOn: z.string() }),
    ),
  })
  .openapi('KnowledgeGaps')
