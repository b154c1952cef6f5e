import { chinaSpecialDays } from '../../../src/tickets/holidays.ts'

/** The obvious way to reckon deadlines: one minute after the other, on a table of which minutes count. Shanghai only. */
const minuteMs = 60_000
export const firstMinute = Date.parse('2025-01-01T00:00:00+08:00') / minuteMs
const lastMinute = Date.parse('2028-02-01T00:00:00+08:00') / minuteMs

export interface SlowHours {
  hours: [string, string][]
  weekdays: number[]
  days: Record<string, 'off' | 'work'>
}

/** For each minute since `firstMinute` whether it counts: 1 or 0. */
export function drawMinutes({ hours, weekdays, days }: SlowHours): Uint8Array {
  const open = new Uint8Array(lastMinute - firstMinute)
  for (let minute = firstMinute; minute < lastMinute; minute++) {
    const wall = new Date(minute * minuteMs + 8 * 3_600_000).toISOString()
    const date = wall.slice(0, 10)
    const time = wall.slice(11, 16)
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7
    const special = days[date] ?? chinaSpecialDays[date]
    const isWorkday = special === undefined ? weekdays.includes(weekday) : special === 'work'
    if (isWorkday && hours.some(([from, to]) => time >= from && time < to)) open[minute - firstMinute] = 1
  }
  return open
}

export function drawAlways(): Uint8Array {
  return new Uint8Array(lastMinute - firstMinute).fill(1)
}

/** Walks from `start`, counting open minutes that lie in no pause, until the allowance is used up. */
export function walkToDeadline(
  open: Uint8Array,
  run: { start: number; allowance: number; pauses: { from: number; to: number | null }[] },
): number {
  let left = run.allowance
  let minute = run.start
  let next = 0
  while (left > 0) {
    const pause = run.pauses[next]
    if (pause && minute === pause.from) {
      // A pause that lasts still is reckoned as if it ended where it began.
      minute = pause.to ?? pause.from
      next += 1
      continue
    }
    if (open[minute - firstMinute] === 1) left -= 1
    minute += 1
  }
  return minute
}
