import type { Clock } from '../../shared/clock.ts'

/**
 * Gives the function that turns Telegram's Unix seconds into product time. While the product's clock runs
 * fast, a message keeps its real age: without that each one would look days old.
 */
export function timeReader(clock: Clock): (seconds: number) => Date {
  if (clock.toRealMs(1) === 1) return seconds => new Date(seconds * 1000)
  return seconds => {
    // Telegram stamps by the world's clock, so its age can only be told by that one.
    const ageMs = Math.max(0, Date.now() - seconds * 1000)
    return new Date(clock.now().getTime() - ageMs)
  }
}
