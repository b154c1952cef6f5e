import { describe, expect, it } from 'vitest'
import { calendarSchema, createBusinessCalendar } from '../../../src/tickets/calendar.ts'
import { choosePolicy, policiesSchema } from '../../../src/tickets/policy.ts'
import { findSpeakingTime } from '../../../src/tickets/quiet-hours.ts'

const shanghai = 'Asia/Shanghai'
const subject = { communityId: 'c1', category: 'plumbing', kind: 'repair', priority: 'normal' as const }
const hours = 60

describe('deadlines', () => {
  it('are the two clocks of the service standard, and a quarter of an hour in an emergency', () => {
    expect(choosePolicy([], subject, shanghai)).toMatchObject({
      respondMinutes: 24 * hours,
      resolveMinutes: 72 * hours,
      respondOn: 'always',
    })
    expect(choosePolicy([], { ...subject, priority: 'emergency' }, shanghai)).toMatchObject({
      respondMinutes: 15,
      resolveMinutes: 24 * hours,
    })
  })

  it('follow the rule that names most, in whatever order they stand', () => {
    const rules = [
      { community: 'c1', category: 'plumbing' as const, resolveMinutes: 300 },
      { category: 'plumbing' as const, resolveMinutes: 600, respondMinutes: 120 },
      { community: 'c2', resolveMinutes: 1 },
    ]
    for (const order of [rules, rules.toReversed()]) {
      expect(choosePolicy(order, subject, shanghai)).toMatchObject({
        resolveMinutes: 300,
        respondMinutes: 120,
      })
    }
  })

  it('of an emergency run round the clock, whatever a rule says', () => {
    const rules = [{ respondOn: 'business' as const, resolveOn: 'business' as const }]
    expect(choosePolicy(rules, { ...subject, priority: 'emergency' }, shanghai)).toMatchObject({
      respondOn: 'always',
      resolveOn: 'always',
    })
    expect(choosePolicy(rules, subject, shanghai).resolveOn).toBe('business')
  })

  it('refuse what cannot be, by its place', () => {
    for (const [rule, place] of [
      [{ respondMinutes: 0 }, 'respondMinutes'],
      [{ category: 'weather' }, 'category'],
      [{ respondHours: 2 }, 'respondHours'],
    ] as const) {
      const problem = policiesSchema.safeParse({ rules: [rule] })
      expect(JSON.stringify(problem.error?.issues)).toContain(place)
    }
  })
})

describe('the business calendar', () => {
  const calendar = createBusinessCalendar(calendarSchema.parse({}), shanghai)
  const due = (from: string, minutes: number) =>
    new Date(calendar.add(Date.parse(from), minutes * 60_000) + 8 * 3_600_000).toISOString().slice(0, 16)

  it.each([
    ['over the weekend', '2026-11-27T17:30:00+08:00', 60, '2026-11-30T09:00'],
    ['on a make-up Saturday', '2026-02-14T09:00:00+08:00', 60, '2026-02-14T10:00'],
    ['over the Spring Festival', '2026-02-14T17:30:00+08:00', 60, '2026-02-24T09:00'],
    ['over the National Day', '2026-09-30T17:59:00+08:00', 2, '2026-10-08T08:31'],
    ['over the year, 2027 included', '2026-12-31T18:00:00+08:00', 1, '2027-01-04T08:31'],
    ['to the very end of a day', '2026-11-26T17:00:00+08:00', 60, '2026-11-26T18:00'],
  ])('goes %s', (...[, from, minutes, expected]) => {
    expect(due(from, minutes)).toBe(expected)
  })

  it('takes days that a manager sets', () => {
    const days = { '2026-11-27': 'off', '2026-11-28': 'work' }
    const changed = createBusinessCalendar(calendarSchema.parse({ days }), shanghai)
    const end = changed.add(Date.parse('2026-11-26T18:00:00+08:00'), 60_000)
    expect(new Date(end).toISOString()).toBe('2026-11-28T00:31:00.000Z')
  })

  it('refuses hours that overlap, end before they begin, or are no time', () => {
    for (const spans of [
      [['18:00', '08:00']],
      [
        ['08:00', '12:00'],
        ['11:00', '13:00'],
      ],
      [['8', '9']],
    ]) {
      expect(calendarSchema.safeParse({ hours: spans }).success).toBe(false)
    }
  })
})

describe('quiet hours', () => {
  const quiet = { from: '21:00', to: '08:00' }
  it.each([
    ['2026-12-31T20:59:59+08:00', '2026-12-31T20:59:59+08:00'],
    ['2026-12-31T21:00:00+08:00', '2027-01-01T08:00:00+08:00'],
    ['2027-01-01T00:30:00+08:00', '2027-01-01T08:00:00+08:00'],
    ['2027-01-01T08:00:00+08:00', '2027-01-01T08:00:00+08:00'],
  ])('%s speaks at %s', (now, expected) => {
    const speakAt = findSpeakingTime(quiet, shanghai, new Date(now))
    expect(speakAt.toISOString()).toBe(new Date(expected).toISOString())
  })

  it('may lie within a day, or be off', () => {
    const noon = new Date('2026-11-27T12:30:00+08:00')
    expect(findSpeakingTime({ from: '12:00', to: '13:00' }, shanghai, noon).toISOString()).toBe(
      '2026-11-27T05:00:00.000Z',
    )
    expect(findSpeakingTime(null, shanghai, noon)).toBe(noon)
  })
})
