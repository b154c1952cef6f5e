import type { Clock } from './clock.ts'

/** A clock that stands still until it is moved; for evaluations and tests. Sleeps end when the time has come. */
export interface ManualClock extends Clock {
  advance(byMs: number): void
}

export function createManualClock(start: Date): ManualClock {
  let nowMs = start.getTime()
  const sleepers = new Set<{ dueMs: number; wake(): void }>()
  return {
    now: () => new Date(nowMs),
    toRealMs: delayMs => delayMs,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper = { dueMs: nowMs + delayMs, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    advance: byMs => {
      nowMs += byMs
      for (const sleeper of sleepers) {
        if (sleeper.dueMs > nowMs) continue
        sleepers.delete(sleeper)
        sleeper.wake()
      }
    },
  }
}
