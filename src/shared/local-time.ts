import { localDayAt, toLocalMs, weekdayOfDay } from './zoned-time.ts'

/** A wall clock's view of an instant: the weekday (1 Monday – 7 Sunday) and the minute of the day (0 – 1439). */
export interface LocalMoment {
  weekday: number
  minute: number
}

/** Gives weekday and minute in an IANA zone. */
export function readLocalMoment(instant: Date, timezone: string): LocalMoment {
  const instantMs = instant.getTime()
  const sinceMidnightMs = toLocalMs(timezone, instantMs) % 86_400_000
  return {
    weekday: weekdayOfDay(localDayAt(timezone, instantMs)),
    minute: Math.floor(sinceMidnightMs / 60_000),
  }
}
