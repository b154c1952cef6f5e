/** A day of the lunar calendar; a leap month carries the number of the month before it. */
export interface LunarDay {
  month: number
  day: number
  isLeap: boolean
}

const format = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
})
const dayMs = 86_400_000

/** The lunar day of a calendar day, given as days since 1970-01-01. */
export function toLunarDay(day: number): LunarDay {
  const parts = format.formatToParts(day * dayMs + dayMs / 2)
  const month = parts.find(({ type }) => type === 'month')?.value ?? ''
  const date = parts.find(({ type }) => type === 'day')?.value ?? ''
  return { month: Number.parseInt(month, 10), day: Number(date), isLeap: /bis/u.test(month) }
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
