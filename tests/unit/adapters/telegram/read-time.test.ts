import { describe, expect, it } from 'vitest'
import { timeReader } from '../../../../src/adapters/telegram/read-time.ts'
import { createClock } from '../../../../src/shared/clock.ts'

describe('the time on a message', () => {
  it('is taken as it is while the clock runs as the world does', () => {
    expect(timeReader(createClock())(1_700_000_000)).toEqual(new Date(1_700_000_000_000))
  })

  it('keeps its real age while the clock runs fast', () => {
    const now = new Date('2030-01-01T00:00:00Z')
    const fast = { now: () => now, sleep: async () => {}, toRealMs: (delayMs: number) => delayMs / 600 }
    const minuteAgo = Math.floor(Date.now() / 1000) - 60
    const ageMs = now.getTime() - timeReader(fast)(minuteAgo).getTime()
    expect(ageMs).toBeGreaterThanOrEqual(60_000)
    expect(ageMs).toBeLessThan(63_000)
  })
})
