import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 'tw', to: 'cn' })
/** Puts traditional characters into simplified ones. */
export function toSimplifiedText(text: string): string {
  // The converter takes 么 for a traditional character of its own.
  return toSimplified(text).replaceAll('幺', '么')
}

const digitValues = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value]))
digitValues.set('两', 2).set('〇', 0)
const placeValues = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])
const countedUnit =
  '(?=点|分|元|块|天|小时|个|名|人|次|倍|米|楼|层|栋|幢|号|岁|年|月|日|折|位|只|条|辆|张|户|斤|公斤|度|平|级|周|件|袋|桶|份|克|遍|回|本|间|台|支|节|把|套)'
const numeral = new RegExp(`(?<![周期拜第统之一])[零〇一二两三四五六七八九十百千]+${countedUnit}`, 'g')

/** Gives one spelling for what means the same: NFKC, lower case, simplified characters, 周 for 星期, digits for counted numerals. */
export function normaliseText(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase()
  if (!/\p{Script=Han}/u.test(folded)) return folded
  return toSimplifiedText(folded)
    .replace(/(星期|礼拜)(?=[一二三四五六日天1-7])/g, '周')
    .replace(/周天/g, '周日')
    .replace(/(\d{1,2})点半/g, '$1:30')
    .replace(numeral, (found: string) => String(readChineseNumber(found) ?? found))
    .replace(/(\d{1,2})点半/g, '$1:30')
}

/** Reads 十四, 一百二十, 两千; undefined for a bare sequence such as 一二三. */
export function readChineseNumber(text: string): number | undefined {
  let total = 0
  let digit: number | undefined
  for (const character of text) {
    const place = placeValues.get(character)
    if (place !== undefined) {
      total += (digit ?? 1) * place
      digit = undefined
      continue
    }
    if (digit !== undefined && digit !== 0) return undefined
    digit = digitValues.get(character)
  }
  return total + (digit ?? 0)
}
