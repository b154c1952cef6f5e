import { Solar } from 'lunar-typescript'

/** A day of the lunar calendar; a leap month carries the number of the month before it. */
export interface LunarDay {
  month: number
  day: number
  isLeap: boolean
}

const dayMs = 86_400_000

/** The lunar day of a calendar day, given as days since 1970-01-01. Node's own Chinese calendar is a day off in 2027. */
export function toLunarDay(day: number): LunarDay {
  const at = new Date(day * dayMs)
  const lunar = Solar.fromYmd(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()).getLunar()
  // The library counts a leap month as the negative of the month before it.
  const month = lunar.getMonth()
  return { month: Math.abs(month), day: lunar.getDay(), isLeap: month < 0 }
}

/** Festivals by their keys: solar, lunar, or of the sun's course (清明). */
export const festivals = {
  'new-year': { solar: [1, 1] },
  'spring-festival': { lunar: [1, 1] },
  lantern: { lunar: [1, 15] },
  qingming: { solar: 'qingming' },
  'labour-day': { solar: [5, 1] },
  'dragon-boat': { lunar: [5, 5] },
  'mid-autumn': { lunar: [8, 15] },
  'national-day': { solar: [10, 1] },
  'double-ninth': { lunar: [9, 9] },
} as const
export type Festival = keyof typeof festivals
export const festivalKeys = Object.keys(festivals) as [Festival, ...Festival[]]

/** Whether a calendar day (days since 1970-01-01) is the festival. */
export function isFestival(festival: Festival, day: number): boolean {
  const rule: { solar?: readonly number[] | 'qingming'; lunar?: readonly number[] } = festivals[festival]
  if (rule.lunar) {
    const { month, day: date, isLeap } = toLunarDay(day)
    return !isLeap && month === rule.lunar[0] && date === rule.lunar[1]
  }
  const at = new Date(day * dayMs)
  const [month, date] =
    rule.solar === 'qingming' ? [4, findQingming(at.getUTCFullYear())] : (rule.solar ?? [])
  return at.getUTCMonth() + 1 === month && at.getUTCDate() === date
}

/** The day of April; the usual formula for this century. */
function findQingming(year: number): number {
  const short = year % 100
  return Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)
}
