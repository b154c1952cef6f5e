import type { LocalMoment } from '../shared/local-time.ts'

export const shiftKinds = ['shift', 'duty', 'off'] as const
/** shift: at work; duty: at work and rung first; off: on leave, whatever else says. */
export type ShiftKind = (typeof shiftKinds)[number]

/** One stretch of time; the end is not part of it. */
export interface DatedShift {
  startsAt: Date
  endsAt: Date
  kind: ShiftKind
}

/** The same every week: on `weekdays` (1 Monday – 7 Sunday) from `startsAt` to `endsAt` ("HH:mm"), past midnight where the end is not later. */
export interface WeeklyShift {
  weekdays: number[]
  startsAt: string
  endsAt: string
  kind: ShiftKind
}

/** Whether someone is at work, and as one on duty, and for how many minutes still. */
export interface Presence {
  isOnShift: boolean
  isOnDuty: boolean
  minutesLeft: number
}

const dayMinutes = 1_440
const absent: Presence = { isOnShift: false, isOnDuty: false, minutesLeft: 0 }

/** Judges dated and weekly shifts together at an instant, given as it is and on the community's wall clock. */
export function findPresence(
  shifts: { dated: readonly DatedShift[]; weekly: readonly WeeklyShift[] },
  at: { now: Date; local: LocalMoment },
): Presence {
  const running = [
    ...shifts.dated.flatMap(shift => {
      const left = minutesLeftDated(shift, at.now)
      return left > 0 ? [{ kind: shift.kind, left }] : []
    }),
    ...shifts.weekly.flatMap(shift => {
      const left = minutesLeftWeekly(shift, at.local)
      return left > 0 ? [{ kind: shift.kind, left }] : []
    }),
  ]
  if (running.length === 0 || running.some(({ kind }) => kind === 'off')) return absent
  return {
    isOnShift: true,
    isOnDuty: running.some(({ kind }) => kind === 'duty'),
    minutesLeft: Math.max(...running.map(({ left }) => left)),
  }
}

function minutesLeftDated({ startsAt, endsAt }: DatedShift, now: Date): number {
  return startsAt <= now ? (endsAt.getTime() - now.getTime()) / 60_000 : 0
}

function minutesLeftWeekly(shift: WeeklyShift, { weekday, minute }: LocalMoment): number {
  const from = toMinutes(shift.startsAt)
  const to = toMinutes(shift.endsAt)
  const isOvernight = to <= from
  if (shift.weekdays.includes(weekday)) {
    if (!isOvernight && minute >= from && minute < to) return to - minute
    if (isOvernight && minute >= from) return to + dayMinutes - minute
  }
  const yesterday = weekday === 1 ? 7 : weekday - 1
  return isOvernight && shift.weekdays.includes(yesterday) && minute < to ? to - minute : 0
}

function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
