import { expect, it } from 'vitest'
import { readChineseNumber } from '../../../src/shared/read-chinese-number.ts'

it.each([
  ['一零四', 104],
  ['十', 10],
  ['二十四', 24],
  ['一百五', 150],
  ['一百零五', 105],
  ['两千三百', 2300],
  ['三万五千', 35_000],
  ['一百二十', 120],
  ['一千零二十', 1020],
  ['两', 2],
  ['漏水', undefined],
  ['', undefined],
])('%s is read as %s', (text, value) => {
  expect(readChineseNumber(text)).toBe(value)
})
