/** A burst of messages has ended after this much silence (real milliseconds: people type in real time). */
export const afterQuietMs = 1_200
/** … and is answered after this long even if the resident goes on writing (real milliseconds). */
export const atMostMs = 4_000

/**
 * How long a turn must still wait for the burst to end; 0 when it may begin. `scale` is product
 * milliseconds per real millisecond.
 */
export function waitForBurstMs(messages: { receivedAt: Date }[], now: Date, scale: number): number {
  const first = messages[0]
  const last = messages.at(-1)
  if (!first || !last) return 0
  const quietAt = last.receivedAt.getTime() + afterQuietMs * scale
  const latestAt = first.receivedAt.getTime() + atMostMs * scale
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
