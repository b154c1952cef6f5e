import type { Clock } from '../../shared/clock.ts'

/** Resolves after real time, however fast the product's clock runs, or at once when `signal` aborts. Never rejects. */
export async function waitReal(clock: Clock, realMs: number, signal: AbortSignal): Promise<void> {
  await clock.sleep(realMs / clock.toRealMs(1), signal).catch(() => {})
}

/** Gives how long to wait before the next try: doubled each time from `firstMs`, `mostMs` at most. */
export function backOff(attempt: number, { firstMs, mostMs }: { firstMs: number; mostMs: number }): number {
  return Math.min(firstMs * 2 ** Math.min(attempt, 20), mostMs)
}
