/** All time of the product. Instants are `Date` in UTC; durations are milliseconds of product time. */
export interface Clock {
  now(): Date
  /** Resolves after `delayMs` of product time; rejects with the signal's reason when aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>
  /** Real milliseconds that `delayMs` of product time take; for timers that run elsewhere (queues). */
  toRealMs(delayMs: number): number
}

/** Gives the machine's time, running `rate` times as fast from the moment of creation (`CLOCK_RATE`). */
export function createClock(rate = 1): Clock {
  const startedAtMs = Date.now()
  return {
    now: () => new Date(startedAtMs + (Date.now() - startedAtMs) * rate),
    sleep: (delayMs, signal) => sleepReal(delayMs / rate, signal),
    toRealMs: delayMs => delayMs / rate,
  }
}

function sleepReal(realMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      },
      Math.max(0, realMs),
    )
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** Product milliseconds that pass in `realMs`: for what happens at human or network speed whatever the clock's rate. */
export function toProductMs(clock: Clock, realMs: number): number {
  return realMs / clock.toRealMs(1)
}
