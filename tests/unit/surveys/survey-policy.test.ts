import { expect, it } from 'vitest'
import { nextQuarterlyAt, surveyPolicySchema } from '../../../src/surveys/survey-policy.ts'

const quarterly = { month: 3, day: 5, time: '10:00' }
const next = (now: string, policy = quarterly) =>
  nextQuarterlyAt(policy, new Date(now), 'Asia/Shanghai').toISOString()

it.each([
  ['before the day', '2026-11-27T00:00:00Z', '2026-12-05T02:00:00.000Z'],
  ['at the very instant: the next quarter', '2026-12-05T02:00:00Z', '2027-03-05T02:00:00.000Z'],
  ['after it, over the turn of the year', '2026-12-20T00:00:00Z', '2027-03-05T02:00:00.000Z'],
  ['in local time, which may be in the next month', '2026-09-30T17:00:00Z', '2026-12-05T02:00:00.000Z'],
])('the quarterly survey is due: %s', (_name, now, due) => {
  expect(next(now)).toBe(due)
})

it('of the first month of a quarter', () => {
  expect(next('2026-11-27T00:00:00Z', { month: 1, day: 1, time: '09:30' })).toBe('2027-01-01T01:30:00.000Z')
})

it('nothing goes out by itself until somebody says so', () => {
  expect(surveyPolicySchema.parse({})).toMatchObject({ quarterly: null })
  expect(surveyPolicySchema.parse({ quarterly: {} }).quarterly).toEqual({ month: 3, day: 1, time: '10:00' })
  expect(surveyPolicySchema.safeParse({ quarterly: { month: 4 } }).success).toBe(false)
})
