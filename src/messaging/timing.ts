/** When a burst of messages is answered (real milliseconds: people type in real time). */
export interface Burst {
  /** After this much silence … */
  quietMs: number
  /** … and after this long even if the resident goes on writing. */
  atMostMs: number
}

export const defaultBurst: Burst = { quietMs: 1_200, atMostMs: 4_000 }

/** The burst in milliseconds of product time; `scale` is product milliseconds per real millisecond. */
export function scaleBurst(burst: Burst, scale: number): Burst {
  return { quietMs: burst.quietMs * scale, atMostMs: burst.atMostMs * scale }
}

/** How long a turn must still wait for the burst to end; 0 when it may begin. */
export function waitForBurstMs(messages: { receivedAt: Date }[], now: Date, burst: Burst): number {
  const first = messages[0]
  const last = messages.at(-1)
  if (!first || !last) return 0
  const quietAt = last.receivedAt.getTime() + burst.quietMs
  const latestAt = first.receivedAt.getTime() + burst.atMostMs
  return Math.max(0, Math.min(quietAt, latestAt) - now.getTime())
}

const firstRetryMs = 2_000
const longestRetryMs = 300_000
/** Attempts after which a message is given up: with the waits below about an hour. */
export const mostAttempts = 20

/** Real milliseconds to wait after the `attempts`-th failure: doubling from 2 s to 5 min. */
export function retryDelayMs(attempts: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, attempts - 1))
}
