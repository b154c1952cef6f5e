import { z } from 'zod'
import { dangerKinds, priorities, ticketCategories, ticketKinds } from '../../shared/vocabulary.ts'
import type { Command, HandoverReason, RefusalReason, SmallTalkTopic } from './command.ts'

const words = z.string().trim().min(1).max(2_000)
const short = z.string().trim().min(1).max(100)
const number = short.exactOptional()

const place = z
  .strictObject({
    building: short.exactOptional(),
    unit: short.exactOptional(),
    floor: short.exactOptional(),
    room: short.exactOptional(),
    area: short.exactOptional(),
    said: short,
  })
  .meta({ id: 'place' })

const draft = z.strictObject({
  kind: z.enum(ticketKinds),
  category: z.enum(ticketCategories),
  priority: z.enum(priorities),
  description: words,
  place: place.exactOptional(),
  indoors: z.boolean().exactOptional(),
  phone: short.exactOptional(),
  appointment: short.exactOptional(),
  danger: z.enum(dangerKinds).exactOptional(),
})

const handoverReasons = [
  'asked',
  'angry',
  'threat',
  'stuck',
  'danger',
  'sad',
  'low-rating',
] as const satisfies HandoverReason[]
const topics = [
  'greeting',
  'thanks',
  'goodbye',
  'who-are-you',
  'apology',
  'acknowledged',
  'chat',
] as const satisfies SmallTalkTopic[]
const refusals = [
  'off-topic',
  'privacy',
  'injection',
  'improper',
  'abuse',
  'empty',
  'unclear',
  'wrong-chat',
] as const satisfies RefusalReason[]

const kind = <K extends Command['kind']>(name: K) => z.literal(name)

/** Checks a command from outside (a model); unknown kinds, fields and words of the vocabulary are refused. */
export const commandSchema = z.union([
  z.strictObject({ kind: kind('open-ticket'), draft }),
  z.strictObject({ kind: kind('set-slot'), slot: z.literal('place'), place }),
  z.strictObject({ kind: kind('set-slot'), slot: z.enum(['phone', 'appointment']), value: short }),
  z.strictObject({ kind: kind('correct-slot'), slot: z.literal('place'), place }),
  z.strictObject({
    kind: kind('correct-slot'),
    slot: z.enum(['phone', 'appointment', 'description']),
    value: words,
  }),
  z.strictObject({ kind: kind('add-to-ticket'), ticketNumber: number, note: words }),
  z.strictObject({ kind: kind('cancel-ticket'), ticketNumber: number }),
  z.strictObject({ kind: kind('reopen-ticket'), ticketNumber: number, reason: words }),
  z.strictObject({ kind: kind('urge-ticket'), ticketNumber: number }),
  z.strictObject({ kind: kind('ask-status'), ticketNumber: number }),
  z.strictObject({ kind: kind('answer-question'), question: words }),
  z.strictObject({
    kind: kind('rate-service'),
    score: z.number().int().min(1).max(5),
    comment: z.string().max(2_000),
    ticketNumber: number,
  }),
  z.strictObject({ kind: kind('request-human'), reason: z.enum(handoverReasons) }),
  z.strictObject({ kind: kind('sign-up'), activity: short }),
  z.strictObject({ kind: kind('suggest'), text: words }),
  z.strictObject({ kind: kind('praise'), text: words }),
  z.strictObject({ kind: kind('small-talk'), topic: z.enum(topics) }),
  z.strictObject({ kind: kind('confirm') }),
  z.strictObject({ kind: kind('deny') }),
  z.strictObject({ kind: kind('clarify'), about: words }),
  z.strictObject({ kind: kind('cannot-handle'), reason: z.enum(refusals) }),
])

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
/** Compiles only while the schema and the type `Command` say the same, in both directions. */
export const schemaAndTypeAgree: Same<z.infer<typeof commandSchema>, Command> = true
