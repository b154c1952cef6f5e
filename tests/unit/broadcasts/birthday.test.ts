import { expect, it } from 'vitest'
import { readBirthday, toRule } from '../../../src/broadcasts/birthday.ts'
import { findNext } from '../../../src/broadcasts/recurrence.ts'

it.each([
  ['5月20日', { month: 5, day: 20, isLunar: false }],
  ['05-20', { month: 5, day: 20, isLunar: false }],
  ['十二月二十五', { month: 12, day: 25, isLunar: false }],
  ['农历八月十五', { month: 8, day: 15, isLunar: true }],
  ['腊月初八', { month: 12, day: 8, isLunar: true }],
  ['正月廿三', { month: 1, day: 23, isLunar: true }],
  ['农历十月初十', { month: 10, day: 10, isLunar: true }],
  ['2月31日', undefined],
  ['13月1日', undefined],
  ['明天', undefined],
] as const)('reads %s', (text, expected) => {
  expect(readBirthday(text)).toEqual(expected)
})

const after = (day: string) => ({
  after: new Date(`${day}T00:00:00Z`),
  timezone: 'Asia/Shanghai',
  exceptions: [],
})

it('comes on 28 February where there is no 29th, and on the 29th where there is', () => {
  const rule = toRule({ month: 2, day: 29, isLunar: false })
  expect(findNext(rule, after('2026-11-27'))?.toISOString()).toBe('2027-02-28T01:00:00.000Z')
  expect(findNext(rule, after('2027-11-27'))?.toISOString()).toBe('2028-02-29T01:00:00.000Z')
})

it('follows the moon', () => {
  const rule = toRule({ month: 8, day: 15, isLunar: true })
  expect(findNext(rule, after('2026-01-01'))?.toISOString()).toBe('2026-09-25T01:00:00.000Z')
})
