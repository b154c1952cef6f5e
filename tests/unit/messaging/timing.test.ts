import { describe, expect, it } from 'vitest'
import {
  defaultBurst,
  mostAttempts,
  retryDelayMs,
  scaleBurst,
  waitForBurstMs,
} from '../../../src/messaging/timing.ts'

const at = (ms: number) => ({ receivedAt: new Date(ms) })

describe('waitForBurstMs', () => {
  it('waits until 1.2 s after the last message', () => {
    expect(waitForBurstMs([at(0), at(1_000)], new Date(1_100), defaultBurst)).toBe(1_100)
  })

  it('waits no longer than 4 s after the first, even if the resident goes on', () => {
    expect(waitForBurstMs([at(0), at(3_900)], new Date(3_950), defaultBurst)).toBe(50)
  })

  it('begins at once when the burst has ended, or nothing waits', () => {
    expect(waitForBurstMs([at(0)], new Date(1_200), defaultBurst)).toBe(0)
    expect(waitForBurstMs([], new Date(0), defaultBurst)).toBe(0)
  })

  it('counts human time when the clock runs fast', () => {
    expect(waitForBurstMs([at(0)], new Date(0), scaleBurst(defaultBurst, 600))).toBe(720_000)
  })
})

describe('retryDelayMs', () => {
  it('doubles from 2 s to 5 min', () => {
    expect([1, 2, 3, 8, 9, 10].map(retryDelayMs)).toEqual([2_000, 4_000, 8_000, 256_000, 300_000, 300_000])
  })

  it('gives up after about an hour', () => {
    const total = Array.from({ length: mostAttempts }, (_, index) => retryDelayMs(index + 1))
    expect(total.reduce((sum, delayMs) => sum + delayMs, 0) / 60_000).toBeCloseTo(68.5, 0)
  })
})
