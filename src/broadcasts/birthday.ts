import type { Recurrence } from './recurrence.ts'

/** A day of the year, of the sun's or the moon's calendar; no year is kept. */
export interface Birthday {
  month: number
  day: number
  isLunar: boolean
}

const digits = '零一二三四五六七八九十'
/** Greetings go out at this time of the company's clock. */
const greetingTime = '09:00'
const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Reads `5月20日`, `05-20`, `农历八月十五`, `腊月初八`; undefined where it is no day of a year. */
export function readBirthday(text: string): Birthday | undefined {
  const isLunar = /农历|阴历|lunar|初|廿|正月|冬月|腊月/iu.test(text)
  const found =
    /(正|冬|腊|[\d一二三四五六七八九十]+)\s*月\s*([初廿\d一二三四五六七八九十]+)/u.exec(text) ??
    /(\d{1,2})\s*[-/.]\s*(\d{1,2})/u.exec(text)
  if (!found) return undefined
  const month = toMonth(found[1] ?? '')
  const day = toNumber((found[2] ?? '').replace('初', '').replace('廿', '二十'))
  const most = isLunar ? 30 : (daysOfMonths[month - 1] ?? 0)
  return month >= 1 && month <= 12 && day >= 1 && day <= most ? { month, day, isLunar } : undefined
}

function toMonth(written: string): number {
  return { 正: 1, 冬: 11, 腊: 12 }[written] ?? toNumber(written)
}

/** Up to 99; NaN for what is no number. */
function toNumber(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  const [, tens = '', units = ''] =
    /^(?:([一二三四五六七八九]?)十)?([一二三四五六七八九十]?)$/u.exec(written) ?? []
  if (!/^[一二三四五六七八九十]+$/u.test(written)) return Number.NaN
  const ten = written.includes('十') ? (tens === '' ? 1 : digits.indexOf(tens)) : 0
  return ten * 10 + (units === '' ? 0 : digits.indexOf(units) % 10)
}

/** When it comes, every year. */
export function toRule({ month, day, isLunar }: Birthday): Recurrence {
  return { every: isLunar ? 'lunar-year' : 'year', month, day, at: greetingTime }
}
