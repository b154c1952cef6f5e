import { z } from '@hono/zod-openapi'
import { instant } from './contract-basics.ts'

const count = z.number().int()

export const activityKinds = ['activity', 'owner-day'] as const
const words = {
  title: z.string().trim().min(1).max(120),
  text: z.string().trim().max(2_000).default(''),
  place: z.string().trim().max(120).default(''),
  startsAt: instant.openapi({ description: "When it begins; of an owners' day: when questions are taken." }),
  closesAt: instant.openapi({ description: 'Until when people sign up, or questions are taken.' }),
  quota: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(null)
    .openapi({ description: 'Places; null: no limit.' }),
}
export const newActivitySchema = z
  .strictObject({
    kind: z.enum(activityKinds).default('activity'),
    communityId: z.string().max(60).nullable().default(null),
    ...words,
  })
  .openapi('NewActivity')
/** What is left out stays as it is. */
export const activityChangeSchema = z
  .strictObject({
    title: words.title.optional(),
    text: words.text.unwrap().optional(),
    place: words.place.unwrap().optional(),
    startsAt: words.startsAt.optional(),
    closesAt: words.closesAt.optional(),
    quota: words.quota.unwrap().optional(),
  })
  .openapi('ActivityChange')

export const activitySchema = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ enum: [...activityKinds] }),
    communityId: z.string().nullable(),
    title: z.string(),
    text: z.string(),
    place: z.string(),
    startsAt: instant,
    closesAt: instant,
    quota: count.nullable(),
    state: z.string().openapi({ enum: ['open', 'over', 'cancelled'] }),
    createdBy: z.string(),
    createdAt: instant,
    counts: z.object({
      in: count,
      waiting: count,
      attended: count,
      cancelled: count,
      ratings: count,
      average: z.number().nullable(),
      questions: count,
      answered: count,
    }),
  })
  .openapi('Activity')
export type ActivityView = z.infer<typeof activitySchema>

export const activityPersonSchema = z
  .object({
    contactId: z.string(),
    conversationId: z.string(),
    name: z.string(),
    household: z.string().nullable(),
    phone: z.string().nullable(),
    place: count.openapi({ description: 'Order in which they signed up.' }),
    state: z.string().openapi({ enum: ['in', 'waiting', 'attended', 'cancelled'] }),
    at: instant,
    attendedAt: instant.nullable(),
    score: count.nullable(),
  })
  .openapi('ActivityPerson')
export type ActivityPersonView = z.infer<typeof activityPersonSchema>

export const ownerQuestionSchema = z
  .object({
    number: count,
    text: z.string(),
    owner: z.string().nullable().openapi({ description: 'Staff id of who is responsible.' }),
    ownerName: z.string().nullable(),
    result: z.string(),
    askedAt: instant,
    answeredAt: instant.nullable(),
    conversationId: z.string().nullable(),
  })
  .openapi('OwnerQuestion')
export type OwnerQuestionView = z.infer<typeof ownerQuestionSchema>

export const activityDetailSchema = z
  .object({
    activity: activitySchema,
    people: z.array(activityPersonSchema),
    questions: z.array(ownerQuestionSchema),
  })
  .openapi('ActivityDetail')
export type ActivityDetailView = z.infer<typeof activityDetailSchema>

const tier = z.strictObject({
  name: z.string().trim().min(1).max(60),
  price: z.string().trim().max(60),
  includes: z.string().trim().max(200).default(''),
})
export const serviceEntrySchema = z
  .strictObject({
    communityId: z.string().max(60).nullable().default(null),
    title: z.string().trim().min(1).max(60),
    text: z.string().trim().max(400).default(''),
    tiers: z.array(tier).max(8).default([]),
    partner: z.string().trim().max(80).nullable().default(null),
    phone: z.string().trim().max(40).nullable().default(null),
    active: z.boolean().default(true),
  })
  .openapi('ServiceEntry')
export const serviceSchema = z
  .object({
    ...serviceEntrySchema.shape,
    id: z.string(),
    count: count.openapi({ description: 'How many rated it.' }),
    average: z.number().nullable(),
  })
  .openapi('Service')
export type ServiceView = z.infer<typeof serviceSchema>
