import { instantAt, toLocalMs } from './zoned-time.ts'

/** Hours in which residents are not written to unasked, as `HH:mm` in local time; null: there are none. */
export type QuietHours = { from: string; to: string } | null

const dayMs = 86_400_000
const minuteMs = 60_000

/** Minutes after midnight of `HH:mm`. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** When a message to a resident may go: `now`, or the end of the quiet hours that `now` falls into. */
export function findSpeakingTime(quiet: QuietHours, timezone: string, now: Date): Date {
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
