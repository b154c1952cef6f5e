import { describe, expect, it } from 'vitest'
import { findDueTime } from '../../../src/callbacks/policy.ts'

const timezone = 'Asia/Shanghai'
const quiet = { from: '21:00', to: '08:00' }
/** All times are local. */
const due = (doneAt: string, nextMorningAt = '09:30') => {
  const at = findDueTime({ nextMorningAt }, new Date(`${doneAt}:00+08:00`), { quiet, timezone })
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
}

describe('the next morning', () => {
  it.each([
    ['2026-11-27T00:27', '2026-11-27T09:30'],
    ['2026-11-27T04:59', '2026-11-27T09:30'],
    ['2026-11-27T05:00', '2026-11-28T09:30'],
    ['2026-11-27T08:45', '2026-11-28T09:30'],
    ['2026-11-27T14:00', '2026-11-28T09:30'],
    ['2026-11-27T23:59', '2026-11-28T09:30'],
  ])('of what is done at %s is %s', (doneAt, dueAt) => expect(due(doneAt)).toBe(dueAt))

  it('never comes along with the news, which waits for the end of the quiet hours', () => {
    expect(due('2026-11-27T00:27', '08:30')).toBe('2026-11-27T09:00')
    expect(due('2026-11-27T22:00', '08:30')).toBe('2026-11-28T09:00')
    expect(due('2026-11-27T22:00', '09:30')).toBe('2026-11-28T09:30')
  })

  it('counts minutes from the news', () => {
    const at = findDueTime({ afterMinutes: 120 }, new Date('2026-11-27T00:27:00+08:00'), { quiet, timezone })
    expect(at).toEqual(new Date('2026-11-27T10:00:00+08:00'))
  })
})
