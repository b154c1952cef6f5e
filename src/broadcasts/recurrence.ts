import { z } from 'zod'
import { dateOfDay, instantAt, localDayAt, weekdayOfDay } from '../shared/zoned-time.ts'
import { festivalKeys, isFestival, toLunarDay } from './lunar.ts'

const at = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm')

/** When a notice is drafted again, by the clock of the company. */
export const recurrenceSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('week'), weekday: z.number().int().min(1).max(7), at }),
  z.strictObject({ every: z.literal('month'), day: z.number().int().min(1).max(31), at }),
  z.strictObject({
    every: z.literal('year'),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
    at,
  }),
  z.strictObject({
    every: z.literal('lunar-year'),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(30),
    at,
  }),
  z.strictObject({
    every: z.literal('festival'),
    festival: z.enum(festivalKeys),
    daysBefore: z.number().int().min(0).max(30).default(0),
    at,
  }),
])
export type Recurrence = z.infer<typeof recurrenceSchema>

/** A lunar year with a leap month has 384 days; a 29 February comes after four years. */
const mostDays = 4 * 366 + 1

/** The next time after `after`, leaving out the days in `exceptions` (YYYY-MM-DD); undefined where there is none. */
export function findNext(
  rule: Recurrence,
  about: { after: Date; timezone: string; exceptions: readonly string[] },
): Date | undefined {
  const { after, timezone, exceptions } = about
  const [hours = 0, minutes = 0] = rule.at.split(':').map(Number)
  const first = localDayAt(timezone, after.getTime())
  for (let day = first; day < first + mostDays; day += 1) {
    if (!fits(rule, day) || exceptions.includes(dateOfDay(day))) continue
    const instant = instantAt(timezone, day, hours * 60 + minutes)
    if (instant > after.getTime()) return new Date(instant)
  }
  return undefined
}

function fits(rule: Recurrence, day: number): boolean {
  const date = new Date(`${dateOfDay(day)}T00:00:00Z`)
  switch (rule.every) {
    case 'week':
      return weekdayOfDay(day) === rule.weekday
    case 'month':
      return date.getUTCDate() === Math.min(rule.day, daysOfMonth(date))
    case 'year':
      return date.getUTCMonth() + 1 === rule.month && date.getUTCDate() === dateInYear(rule, date)
    case 'lunar-year': {
      const lunar = toLunarDay(day)
      if (lunar.isLeap || lunar.month !== rule.month) return false
      return lunar.day === rule.day || (rule.day === 30 && lunar.day === 29 && isLastOfLunarMonth(day))
    }
    case 'festival':
      return isFestival(rule.festival, day + rule.daysBefore)
  }
}

/** 29 February is the 28th in most years; other days that a month does not have never come. */
function dateInYear({ month, day }: { month: number; day: number }, date: Date): number {
  return month === 2 && day === 29 ? Math.min(day, daysOfMonth(date)) : day
}

/** Lunar months have 29 or 30 days. */
function isLastOfLunarMonth(day: number): boolean {
  return toLunarDay(day + 1).day === 1
}

/** A rule for the 31st means the last day where there is none. */
function daysOfMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}
