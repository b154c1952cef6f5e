import type { Clock } from '../../../shared/clock.ts'

/**
 * Turns the platform's milliseconds into product time. While the product's clock runs fast, a message keeps its real age:
 * without that each one would look days old.
 */
export function readPlatformTime(clock: Clock, platformMs: number): Date {
  if (clock.toRealMs(1) === 1) return new Date(platformMs)
  // The platform stamps by the world's clock, so its age can only be told by that one.
  const ageMs = Math.max(0, Date.now() - platformMs)
  return new Date(clock.now().getTime() - ageMs)
}

/** Resolves after real time, however fast the product's clock runs, or at once when `signal` aborts. Never rejects. */
export async function waitReal(clock: Clock, realMs: number, signal?: AbortSignal): Promise<void> {
  await clock.sleep(realMs / clock.toRealMs(1), signal).catch(() => {})
}
