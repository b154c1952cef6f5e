import { z } from 'zod'
import { audienceSchema, settleAudience } from './audience.ts'

/** Kinds of notices; residents may opt out of those in `optOutTopics`. */
export const broadcastKinds = [
  'outage',
  'lift',
  'payment',
  'typhoon',
  'event',
  'tip',
  'festival',
  'news',
  'birthday',
  'other',
] as const
export type BroadcastKind = (typeof broadcastKinds)[number]
export const optOutTopics = ['event', 'tip', 'festival', 'news', 'birthday', 'all'] as const

const words = z.strictObject({ title: z.string().trim().max(120), text: z.string().trim().max(4_000) })
const instant = z.iso.datetime({ offset: true })

/** What a writer gives; everything but the words has a default. */
export const draftSchema = z.strictObject({
  kind: z.enum(broadcastKinds).default('other'),
  wording: z.strictObject({ 'zh-CN': words.optional(), en: words.optional() }),
  audience: audienceSchema.default(() => audienceSchema.parse({})),
  variables: z.record(z.string().trim().min(1).max(40), z.string().max(400)).default({}),
  asksReceipt: z.boolean().default(true),
  urgent: z.boolean().default(false),
  /** While it holds, questions are answered from it. */
  holdsFrom: instant.nullable().default(null),
  holdsUntil: instant.nullable().default(null),
  /** Not sent any more after this. */
  expiresAt: instant.nullable().default(null),
})
export type BroadcastDraft = z.infer<typeof draftSchema>

/** A picture or file of a notice, as it is kept in its row. */
export interface BroadcastFile {
  id: string
  kind: 'photo' | 'file'
  fileName: string
  mimeType: string
  sizeBytes: number
  /** The channel it came through, with its own reference; absent: it was uploaded at the desk. */
  channel?: string
  reference?: string
}

/** Telegram takes pictures up to 10 MB and files up to 50 MB from a bot. */
export const mostPictureBytes = 10 * 1024 * 1024
export const mostFileBytes = 20 * 1024 * 1024

/** What of a stored notice its writer gives. */
interface WrittenColumns {
  kind: string
  wording: unknown
  audience: unknown
  variables: unknown
  asksReceipt: boolean
  urgent: boolean
  holdsFrom: Date | null
  holdsUntil: Date | null
  expiresAt: Date | null
}

/** The draft that was stored, as its writer gave it. */
export function draftOf(row: WrittenColumns): BroadcastDraft {
  const write = (at: Date | null) => at?.toISOString() ?? null
  return {
    kind: row.kind as BroadcastKind,
    wording: row.wording as BroadcastDraft['wording'],
    audience: settleAudience(row.audience),
    variables: row.variables as Record<string, string>,
    asksReceipt: row.asksReceipt,
    urgent: row.urgent,
    holdsFrom: write(row.holdsFrom),
    holdsUntil: write(row.holdsUntil),
    expiresAt: write(row.expiresAt),
  }
}
