import { describe, expect, it } from 'vitest'
import { findNext, type Recurrence } from '../../../src/broadcasts/recurrence.ts'

const timezone = 'Asia/Shanghai'
function next(rule: Recurrence, after: string, exceptions: string[] = []): string | undefined {
  return findNext(rule, { after: new Date(after), timezone, exceptions })?.toISOString()
}

describe('when a notice comes again', () => {
  it('is every week on its day, later than now', () => {
    const rule = { every: 'week', weekday: 5, at: '09:00' } as const
    expect(next(rule, '2026-11-27T00:59:00Z')).toBe('2026-11-27T01:00:00.000Z')
    expect(next(rule, '2026-11-27T01:00:00Z')).toBe('2026-12-04T01:00:00.000Z')
  })
  it('leaves exceptions out', () => {
    const rule = { every: 'week', weekday: 5, at: '09:00' } as const
    expect(next(rule, '2026-11-27T01:00:00Z', ['2026-12-04'])).toBe('2026-12-11T01:00:00.000Z')
  })
  it('means the last day where a month has no 31st', () => {
    expect(next({ every: 'month', day: 31, at: '10:00' }, '2027-02-01T00:00:00Z')).toBe(
      '2027-02-28T02:00:00.000Z',
    )
  })
  it('never is on a day that no year has', () => {
    expect(next({ every: 'year', month: 2, day: 30, at: '10:00' }, '2026-01-01T00:00:00Z')).toBeUndefined()
  })
  // Dates as the State Council announced them.
  it.each([
    ['spring-festival', '2026-11-27', '2027-02-06'],
    ['lantern', '2026-11-27', '2027-02-20'],
    ['qingming', '2026-11-27', '2027-04-05'],
    ['dragon-boat', '2026-01-01', '2026-06-19'],
    ['mid-autumn', '2026-01-01', '2026-09-25'],
    ['mid-autumn', '2025-01-01', '2025-10-06'],
    ['double-ninth', '2026-01-01', '2026-10-18'],
    ['national-day', '2026-01-01', '2026-10-01'],
  ] as const)('finds %s after %s on %s', (festival, after, day) => {
    const found = next({ every: 'festival', festival, daysBefore: 0, at: '10:00' }, `${after}T00:00:00Z`)
    expect(found).toBe(`${day}T02:00:00.000Z`)
  })
  it('can be days before a festival', () => {
    const rule = { every: 'festival', festival: 'spring-festival', daysBefore: 7, at: '10:00' } as const
    expect(next(rule, '2026-11-27T00:00:00Z')).toBe('2027-01-30T02:00:00.000Z')
  })
})
