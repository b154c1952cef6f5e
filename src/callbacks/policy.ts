import { z } from 'zod'
import { findSpeakingTime, type QuietHours } from '../shared/quiet-hours.ts'
import { ticketCategories, ticketKinds } from '../shared/vocabulary.ts'
import { instantAt, localDayAt } from '../shared/zoned-time.ts'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 09:30')
const when = z.union([
  z.strictObject({ afterMinutes: z.int().min(0).max(20_160) }),
  z.strictObject({ nextMorningAt: timeOfDay }),
])

const matterKinds = [...ticketKinds, 'talk', 'activity'] as const

/** Who is asked, and when. Rules that name more come last; what is absent is as by default. */
export const callbackPolicySchema = z
  .strictObject({
    rules: z
      .array(
        z.strictObject({
          /** Of a ticket, or `talk` and `activity`. */
          kind: z.enum(matterKinds).optional(),
          category: z.enum(ticketCategories).optional(),
          /** `if-unrated`: not where the resident has already said how it went. */
          ask: z.enum(['never', 'if-unrated', 'always']).optional(),
          when: when.optional(),
        }),
      )
      .max(100)
      .default([]),
    /** A resident is asked at most once in so many days; a ticket that was opened again is asked about all the same. */
    everyDays: z.int().min(0).max(90).default(3),
    /** After so many hours of silence there is one reminder. */
    remindAfterHours: z.int().min(1).max(168).default(24),
    /** After so many hours more it is closed as unanswered. */
    closeAfterHours: z.int().min(1).max(336).default(48),
    /** How long a question waits for the resident's next message, where the channel lets us answer only; then it is telephoned. */
    waitDays: z.int().min(1).max(30).default(3),
    /** Asks one aspect after the score. */
    asksAspect: z.boolean().default(true),
  })
  .prefault({})
export type CallbackPolicy = z.infer<typeof callbackPolicySchema>

export interface CallbackSubject {
  kind: string
  category: string
}

type When = z.infer<typeof when>

/** Repairs two hours later; what hurt needs a night's sleep; an activity ends hours before it is called over. */
function defaultWhen({ kind }: CallbackSubject): When {
  if (kind === 'activity') return { afterMinutes: 0 }
  return kind === 'complaint' ? { nextMorningAt: '09:30' } : { afterMinutes: 120 }
}

/** Gives whether and when to ask about a subject: the last rule that fits it and speaks of it. */
export function chooseRule(
  policy: CallbackPolicy,
  subject: CallbackSubject,
): { ask: 'never' | 'if-unrated' | 'always'; when: When } {
  const fitting = policy.rules.filter(
    rule =>
      (rule.kind === undefined || rule.kind === subject.kind) &&
      (rule.category === undefined || rule.category === subject.category),
  )
  const inOrder = fitting.toSorted((a, b) => breadth(a) - breadth(b))
  return {
    ask: inOrder.findLast(rule => rule.ask)?.ask ?? 'if-unrated',
    when: inOrder.findLast(rule => rule.when)?.when ?? defaultWhen(subject),
  }
}

const breadth = (rule: { kind?: unknown; category?: unknown }) =>
  Number(rule.kind !== undefined) + Number(rule.category !== undefined)

/** Who works until two in the morning ends the day before: its next morning is that of the same date. */
const nightEndsMs = 5 * 3_600_000
/** At least so long after the news that it is done. */
const afterNewsMs = 3_600_000

/**
 * When the question is due, after the quiet hours where it would fall into them. Minutes count from when the resident may
 * be told that it is done: nobody is asked how it went along with the news.
 */
export function findDueTime(
  rule: When,
  doneAt: Date,
  { quiet, timezone }: { quiet: QuietHours; timezone: string },
): Date {
  const toldAt = findSpeakingTime(quiet, timezone, doneAt).getTime()
  if ('afterMinutes' in rule) {
    return findSpeakingTime(quiet, timezone, new Date(toldAt + rule.afterMinutes * 60_000))
  }
  const nextDay = localDayAt(timezone, doneAt.getTime() - nightEndsMs) + 1
  const morning = instantAt(timezone, nextDay, minutesOf(rule.nextMorningAt))
  return findSpeakingTime(quiet, timezone, new Date(Math.max(morning, toldAt + afterNewsMs)))
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Until when a resident who was asked at `lastAskedAt` is left in peace. */
export function peaceUntil(policy: CallbackPolicy, lastAskedAt: Date | null): Date | undefined {
  return lastAskedAt ? new Date(lastAskedAt.getTime() + policy.everyDays * 86_400_000) : undefined
}

export const aspects = [
  'speed',
  'quality',
  'manners',
  'gate',
  'cleaning',
  'repair',
  'service',
  'greening',
] as const
export type Aspect = (typeof aspects)[number]

const ownAspect: Readonly<Record<string, Aspect>> = {
  cleaning: 'cleaning',
  pest: 'cleaning',
  greening: 'greening',
  access: 'gate',
  security: 'gate',
  parking: 'gate',
  billing: 'service',
  activity: 'service',
  staff: 'service',
}

/** The aspect asked about after the score; it goes round with the number of the callback. */
export function chooseAspect({ kind, category }: CallbackSubject, serial: number): Aspect {
  const own = ownAspect[category] ?? (kind === 'repair' ? 'repair' : 'service')
  const round: readonly Aspect[] = ['speed', 'quality', 'manners', own]
  return round[serial % round.length] ?? 'speed'
}
