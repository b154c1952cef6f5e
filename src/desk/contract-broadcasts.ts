import { z } from '@hono/zod-openapi'
import { unreachableReasons } from '../broadcasts/audience.ts'
import { broadcastKinds, draftSchema } from '../broadcasts/broadcast.ts'
import { broadcastActions, broadcastStates } from '../broadcasts/course.ts'
import { broadcastPolicySchema } from '../broadcasts/policy.ts'
import { instant, next } from './contract-basics.ts'

// Made anew: schemas made before the OpenAPI package was loaded cannot be described.
export const broadcastDraftSchema = draftSchema.clone().openapi('BroadcastDraft')
export const broadcastPolicyView = broadcastPolicySchema.clone().openapi('BroadcastPolicy')

const count = z.number().int()
export const progressSchema = z
  .object({
    total: count,
    waiting: count,
    sending: count,
    sent: count,
    failed: count,
    unknown: count.openapi({ description: 'Whether it arrived is not known; never sent again by itself.' }),
    prepared: count,
    unreachable: count,
    stopped: count,
    receipts: count,
  })
  .openapi('BroadcastProgress')

export const broadcastSchema = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ enum: [...broadcastKinds] }),
    title: z.string(),
    state: z.string().openapi({ enum: [...broadcastStates] }),
    version: count.openapi({ description: 'Send it back with a change; an older one is refused.' }),
    draft: broadcastDraftSchema,
    file: z.object({ id: z.string(), kind: z.string(), fileName: z.string(), sizeBytes: count }).nullable(),
    actions: z.array(z.string().openapi({ enum: [...broadcastActions] })),
    startAt: instant.nullable(),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    createdBy: z.string(),
    createdAt: instant,
    updatedBy: z.string(),
    updatedAt: instant,
    approvedBy: z.string().nullable(),
    testedAt: instant.nullable(),
    progress: progressSchema,
    events: z.array(z.object({ at: instant, by: z.string(), action: z.string(), note: z.string() })),
  })
  .openapi('Broadcast')
export type BroadcastView = z.infer<typeof broadcastSchema>
export const broadcastPageSchema = z
  .object({ items: z.array(broadcastSchema), next })
  .openapi('BroadcastPage')

export const audienceCountSchema = z
  .object({
    households: count,
    groups: count,
    reachable: count,
    unreachable: z.partialRecord(z.enum(unreachableReasons), count),
    byChannel: z.record(z.string(), count),
  })
  .openapi('AudienceCount')

export const broadcastPreviewSchema = z
  .object({
    count: audienceCountSchema,
    /** The first who cannot be reached, with why. */
    unreached: z.array(z.object({ label: z.string(), reason: z.string() })),
    samples: z.array(z.object({ label: z.string(), text: z.string() })),
    posters: z
      .array(z.object({ label: z.string(), text: z.string() }))
      .openapi({ description: 'The words for everybody, to put up or print: of no one household.' }),
    problems: z.array(z.string()),
    warnings: z.array(z.string()).openapi({
      description: 'promise, money, phone, neighbour, time: what a second look is wanted for.',
    }),
    seconds: count.openapi({ description: 'How long sending takes at least.' }),
  })
  .openapi('BroadcastPreview')
export type BroadcastPreview = z.infer<typeof broadcastPreviewSchema>

export const recipientSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    label: z.string(),
    name: z.string(),
    channel: z.string().nullable(),
    state: z.string(),
    reason: z.string().nullable(),
    sentAt: instant.nullable(),
    receiptAt: instant.nullable(),
    calledAt: instant.nullable(),
    conversationId: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .openapi('BroadcastRecipient')
export type BroadcastRecipientView = z.infer<typeof recipientSchema>
export const recipientPageSchema = z
  .object({ items: z.array(recipientSchema), next })
  .openapi('BroadcastRecipientPage')

export const broadcastReplySchema = z
  .object({
    conversationId: z.string(),
    name: z.string(),
    household: z.string().nullable(),
    text: z.string(),
    at: instant,
    answer: z.string().nullable(),
  })
  .openapi('BroadcastReply')
export type BroadcastReplyView = z.infer<typeof broadcastReplySchema>

export const templateSchema = z
  .object({ kind: z.string(), title: z.string(), text: z.string(), variables: z.array(z.string()) })
  .openapi('BroadcastTemplate')
export type BroadcastTemplateView = z.infer<typeof templateSchema>

export const groupSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    chat: z.string(),
    title: z.string(),
    communityId: z.string().nullable(),
    building: z.string().nullable(),
    kind: z.string().openapi({ enum: ['group', 'channel'] }),
    state: z.string().openapi({ enum: ['active', 'removed', 'no-right', 'gone'] }),
  })
  .openapi('GroupChat')
export type GroupChatView = z.infer<typeof groupSchema>
