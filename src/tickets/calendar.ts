import { z } from 'zod'
import { dateOfDay, instantAt, localDayAt, weekdayOfDay } from '../shared/zoned-time.ts'
import { chinaSpecialDays, type SpecialDays } from './holidays.ts'

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time of day such as 08:30, at most 24:00')
const span = z
  .tuple([timeOfDay, timeOfDay])
  .refine(([from, to]) => from < to, 'expected the first time before the second')

/** When people work, as a manager may set it. What is absent is as by default. */
export const calendarSchema = z
  .strictObject({
    /** Hours of a workday in local time, in order, without overlap. */
    hours: z
      .array(span)
      .min(1)
      .max(6)
      .refine(
        spans => spans.every(([from], at) => at === 0 || from >= (spans[at - 1]?.[1] ?? '')),
        'expected hours in order and without overlap',
      )
      .default([['08:30', '18:00']]),
    /** Workdays of an ordinary week; Monday is 1. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
    /** Days that are not as usual, on top of the public holidays of mainland China. */
    days: z.record(z.iso.date('expected dates such as 2027-02-09'), z.enum(['off', 'work'])).default({}),
    /** When residents are not written to unasked, except in emergencies; null: always. */
    quiet: z
      .strictObject({ from: timeOfDay, to: timeOfDay })
      .nullable()
      .default({ from: '21:00', to: '08:00' }),
  })
  .prefault({})
export type CalendarSetting = z.infer<typeof calendarSchema>

/** Time that counts. `always`: every minute; `business`: the hours of workdays in a zone. */
export interface Calendar {
  /** The instant at which `ms` of counted time have passed since `fromMs`, the earliest one. */
  add(fromMs: number, ms: number): number
  /** Counted milliseconds between two instants. */
  between(fromMs: number, toMs: number): number
}

export const always: Calendar = {
  add: (fromMs, ms) => fromMs + ms,
  between: (fromMs, toMs) => Math.max(0, toMs - fromMs),
}

/** So many days without a single workday in a row are a mistake of the setting, not a holiday. */
const longestBreakDays = 400

/** Gives the calendar of business hours in `timezone`. */
export function createBusinessCalendar(setting: CalendarSetting, timezone: string): Calendar {
  const windowsOf = createWindows(setting, timezone)
  return {
    add: (fromMs, ms) => {
      if (ms <= 0) return fromMs
      let leftMs = ms
      for (const { start, end } of walkWindows(windowsOf, localDayAt(timezone, fromMs))) {
        const open = Math.max(start, fromMs)
        if (end - open >= leftMs) return open + leftMs
        leftMs -= Math.max(0, end - open)
      }
      throw new Error(`The calendar has no workday within ${longestBreakDays} days.`)
    },
    between: (fromMs, toMs) => {
      let passedMs = 0
      const lastDay = localDayAt(timezone, toMs)
      for (let day = localDayAt(timezone, fromMs); day <= lastDay; day++) {
        for (const { start, end } of windowsOf(day)) {
          passedMs += Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs))
        }
      }
      return passedMs
    },
  }
}

/** The hours of one workday after the other; ends where none comes any more. */
function* walkWindows(windowsOf: (day: number) => Window[], firstDay: number): Generator<Window> {
  for (let day = firstDay, idleDays = 0; idleDays < longestBreakDays; day++) {
    const windows = windowsOf(day)
    idleDays = windows.length === 0 ? idleDays + 1 : 0
    yield* windows
  }
}

interface Window {
  start: number
  end: number
}

function createWindows(setting: CalendarSetting, timezone: string): (day: number) => Window[] {
  const special: SpecialDays = { ...chinaSpecialDays, ...setting.days }
  const spans = setting.hours.map(([from, to]) => ({ from: minutesOf(from), to: minutesOf(to) }))
  const known = new Map<number, Window[]>()
  const open = (day: number): Window[] => {
    const mark = special[dateOfDay(day)]
    const isWorkday = mark ? mark === 'work' : setting.weekdays.includes(weekdayOfDay(day))
    if (!isWorkday) return []
    return spans.map(({ from, to }) => ({
      start: instantAt(timezone, day, from),
      end: instantAt(timezone, day, to),
    }))
  }
  return day => {
    const kept = known.get(day) ?? open(day)
    known.set(day, kept)
    return kept
  }
}

/** Minutes since midnight of 「08:30」. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
