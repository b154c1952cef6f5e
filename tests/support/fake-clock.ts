import type { Clock } from '../../src/shared/clock.ts'

interface Sleeper {
  dueMs: number
  wake: () => void
}

/** A clock that stands until a test moves it; sleeps end in the order of their due times. */
export class FakeClock implements Clock {
  #nowMs: number
  #sleepers: Sleeper[] = []

  constructor(startsAt = '2026-11-23T02:00:00Z') {
    this.#nowMs = new Date(startsAt).getTime()
  }

  now(): Date {
    return new Date(this.#nowMs)
  }

  toRealMs(delayMs: number): number {
    return delayMs
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const sleeper = { dueMs: this.#nowMs + delayMs, wake: resolve }
      this.#sleepers.push(sleeper)
      signal?.addEventListener(
        'abort',
        () => {
          this.#sleepers = this.#sleepers.filter(other => other !== sleeper)
          reject(signal.reason)
        },
        { once: true },
      )
    })
  }

  /** How many sleeps are under way. */
  get sleeping(): number {
    return this.#sleepers.length
  }

  /** Moves the time on; what each ended sleep causes runs before the next one ends. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs
    for (;;) {
      const next = this.#sleepers.toSorted((a, b) => a.dueMs - b.dueMs)[0]
      if (next === undefined || next.dueMs > untilMs) break
      this.#sleepers = this.#sleepers.filter(other => other !== next)
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      next.wake()
      await new Promise(resolve => setImmediate(resolve))
    }
    this.#nowMs = untilMs
  }
}
