import { instantAt, toLocalMs } from '../shared/zoned-time.ts'
import { type CalendarSetting, minutesOf } from './calendar.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** When a message to a resident may go: `now`, or the end of the quiet hours that `now` falls into. */
export function findSpeakingTime(quiet: CalendarSetting['quiet'], timezone: string, now: Date): Date {
  if (!quiet) return now
  const localMs = toLocalMs(timezone, now.getTime())
  const day = Math.floor(localMs / dayMs)
  const minute = Math.floor((localMs - day * dayMs) / minuteMs)
  const from = minutesOf(quiet.from)
  const to = minutesOf(quiet.to)
  const spansMidnight = from > to
  const isQuiet = spansMidnight ? minute >= from || minute < to : minute >= from && minute < to
  if (!isQuiet) return now
  const endsOn = spansMidnight && minute >= from ? day + 1 : day
  return new Date(instantAt(timezone, endsOn, to))
}
