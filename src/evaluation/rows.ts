import { z } from 'zod'
import {
  emotions,
  languages,
  priorities,
  sentiments,
  ticketCategories,
  ticketKinds,
} from '../shared/vocabulary.ts'

/** The file formats of `linli eval`; docs/evaluation.md explains every key. */

const oneOrMany = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item).min(1)]).transform(value => (Array.isArray(value) ? value : [value]))
const phrases = z.array(z.string().min(1))

export const expectedTicketSchema = z.object({
  kind: oneOrMany(z.enum(ticketKinds)).optional(),
  category: oneOrMany(z.enum(ticketCategories)).optional(),
  priority: oneOrMany(z.enum(priorities)).optional(),
  location_any: phrases.optional(),
  description_any: phrases.optional(),
})

export const expectationSchema = z.object({
  tickets: z.array(expectedTicketSchema).optional(),
  extra_ok: z.boolean().optional(),
  cancelled: z.array(expectedTicketSchema).optional(),
  handoff: z.boolean().optional(),
  emergency: z.boolean().optional(),
  reply_any: phrases.optional(),
  reply_none: phrases.optional(),
  sentiment: oneOrMany(z.enum(sentiments)).optional(),
  emotion: oneOrMany(z.enum(emotions)).optional(),
  rating: z.int().min(1).max(5).optional(),
  cites: z.boolean().optional(),
  refuses: z.boolean().optional(),
})

const row = {
  id: z.string().min(1),
  tags: z.array(z.string()).default([]),
  /** Any tag, also `zh-TW` or `mixed`; what the product does not speak tells it nothing. */
  lang: z
    .string()
    .default('zh-CN')
    .transform(tag => languages.find(language => language.slice(0, 2) === tag.slice(0, 2).toLowerCase())),
}

export const talkSchema = z.object({
  ...row,
  turns: z.array(z.object({ user: oneOrMany(z.string()) })).min(1),
  /** Number (from 1) of the turn before which staff mark the tickets resolved; by default the last one of tagged rows. */
  resolved_before: z.int().min(2).optional(),
  expect: expectationSchema.optional(),
})

export const questionSchema = z.object({
  ...row,
  q: z.string().min(1),
  answer_all: phrases.optional(),
  answer_any: phrases.optional(),
  unanswerable: z.boolean().optional(),
})

export const messageSchema = z.object({
  ...row,
  text: z.string(),
  sentiment: oneOrMany(z.enum(sentiments)).optional(),
  emotion: oneOrMany(z.enum(emotions)).optional(),
  angry_at_service: z.boolean().optional(),
})

export const streamMessageSchema = z.object({
  day: z.string().min(1),
  at: z.iso.datetime({ offset: true }).transform(value => new Date(value)),
  group: z.string(),
  user: z.string(),
  text: z.string(),
})

const instant = z.iso.datetime({ offset: true }).transform(value => new Date(value))
export const streamLabelsSchema = z.object({
  days: z.record(
    z.string(),
    z.object({
      alert: z
        .object({
          start: instant,
          detect_by: instant,
          end: instant.optional(),
          topic: z.string().optional(),
          category: oneOrMany(z.enum(ticketCategories)).optional(),
        })
        .nullable(),
    }),
  ),
})

export type ExpectedTicket = z.infer<typeof expectedTicketSchema>
export type Expectation = z.infer<typeof expectationSchema>
export type TalkRow = z.infer<typeof talkSchema>
export type QuestionRow = z.infer<typeof questionSchema>
export type MessageRow = z.infer<typeof messageSchema>
export type StreamRow = z.infer<typeof streamMessageSchema>
export type StreamLabels = z.infer<typeof streamLabelsSchema>

/** The rows of one file, all of one format. */
export type RowSet =
  | { format: 'talks'; rows: TalkRow[] }
  | { format: 'questions'; rows: QuestionRow[] }
  | { format: 'messages'; rows: MessageRow[] }
  | { format: 'stream'; rows: StreamRow[]; labels?: StreamLabels }
