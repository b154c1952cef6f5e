import { chineseDigits } from '../shared/chinese-digits.ts'

/** A number of a list or a scale; part of a word or of a place it is none: 「一个月」, 「3号楼」. */
export const numberPattern =
  '(?<![\\d第])([1-8一二三四五六七八])(?![\\d个号栋楼层单元期月天周次点些下直样般起])'
const everyNumber = new RegExp(numberPattern, 'g')

export const readNumber = (digit: string): number => chineseDigits[digit] ?? Number(digit)

/** The numbers of normalised words, in their order. */
export const listNumbers = (said: string): number[] =>
  [...said.matchAll(everyNumber)].map(([, digit = '']) => readNumber(digit))

/** Whether nothing but numbers is said. */
export const isNumbers = (said: string): boolean =>
  /^(?:[-\d零一二三四五六七八九十百.,、/\s和跟与及&]|and\b){1,16}[分颗星个题号选项.。!！]*$/.test(said)

export const isScore = (value: number | undefined): value is number =>
  value !== undefined && value >= 1 && value <= 5
