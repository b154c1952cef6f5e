/** A burst of messages has ended after this much silence (milliseconds). */
export const afterQuiet = 1_200
/** … and is answered after this long even if the resident goes on writing (milliseconds). */
export const atMost = 4_000

/**
 * How long a turn must still wait for the burst to end; 0 when it may begin. Messages of one album, or a
 * bare photo, often come before their words, which the same rule covers.
 */
export function waitForBurstMs(messages: { receivedAt: Date }[], now: Date): number {
  const first = messages[0]
  const last = messages.at(-1)
  if (!first || !last) return 0
  const quietAt = last.receivedAt.getTime() + afterQuiet
  const latestAt = first.receivedAt.getTime() + atMost
  return Math.max(0, Math.min(quietAt, latestAt) - now.getTime())
}

const firstRetryMs = 2_000
const longestRetryMs = 300_000
/** Attempts after which a message is given up: with the waits below about 70 minutes. */
export const mostAttempts = 20

/** Wait before attempt `attempts + 1`: doubling from 2 s to 5 min. */
export function retryDelayMs(attempts: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, attempts - 1))
}
