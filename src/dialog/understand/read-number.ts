import { chineseDigits } from '../../shared/chinese-digits.ts'

const digits: Readonly<Record<string, number>> = { ...chineseDigits, 〇: 0 }

/** Source of a pattern that matches an Arabic or Chinese whole number. */
export const numberSource = '(?:\\d+|[零〇一二三四五六七八九十百两]+)'

/** Gives the digits of an Arabic or Chinese number: 十六 → 16, 一零四 → 104, 一百零三 → 103, 二十 → 20. */
export function readNumber(said: string): string {
  if (/^\d+$/.test(said)) return String(Number(said))
  if (!/[十百]/.test(said)) return [...said].map(char => digits[char] ?? '').join('')
  let total = 0
  let pending = 0
  for (const char of said) {
    if (char === '百') {
      total += (pending || 1) * 100
      pending = 0
    } else if (char === '十') {
      total += (pending || 1) * 10
      pending = 0
    } else pending = digits[char] ?? 0
  }
  return String(total + pending)
}
