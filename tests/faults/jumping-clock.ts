import type { Clock } from '../../src/shared/clock.ts'

/** Product time as a formula of real time, so that processes that follow each other agree. */
export interface JumpingTime {
  startsAtMs: number
  /** Real instant of the start. */
  realMs: number
  rate: number
  /** Real milliseconds after which the clock is put an hour forward, then back, then an hour back, then right again. */
  jumpEveryMs: number
}

const hourMs = 3_600_000
const jumps = [0, hourMs, 0, -hourMs]

/** What the clock shows without its jumps. */
export function trueTime({ startsAtMs, realMs, rate }: JumpingTime): number {
  return startsAtMs + (Date.now() - realMs) * rate
}

export function createJumpingClock(time: JumpingTime): Clock {
  const offset = () => jumps[Math.floor((Date.now() - time.realMs) / time.jumpEveryMs) % jumps.length] ?? 0
  return {
    now: () => new Date(trueTime(time) + offset()),
    sleep: async delayMs =>
      await new Promise(resolve => setTimeout(resolve, Math.max(0, delayMs / time.rate))),
    toRealMs: delayMs => delayMs / time.rate,
  }
}
