import type { Context } from 'hono'
import { type Clock, toProductMs } from '../clock.ts'

export interface RateLimit {
  /** Counts one use; gives false when `key` has used up its share of the window. */
  take(key: string): boolean
  /** Gives `key` its whole share again. */
  forget(key: string): void
}

/** A fixed window of real time per key, held in memory; at most `maxKeys` keys, then the oldest are forgotten. */
export function createRateLimit(options: {
  clock: Clock
  uses: number
  windowMs: number
  maxKeys?: number
}): RateLimit {
  const windows = new Map<string, { endsAtMs: number; used: number }>()
  const maxKeys = options.maxKeys ?? 10_000
  return {
    forget: key => void windows.delete(key),
    take(key) {
      const nowMs = options.clock.now().getTime()
      let window = windows.get(key)
      if (!window || window.endsAtMs <= nowMs) {
        windows.delete(key)
        window = { endsAtMs: nowMs + toProductMs(options.clock, options.windowMs), used: 0 }
        windows.set(key, window)
        if (windows.size > maxKeys) windows.delete(windows.keys().next().value ?? key)
      }
      window.used += 1
      return window.used <= options.uses
    },
  }
}

/** The peer's address; behind a proxy that is the proxy's, so limits by address must be generous. */
export function callerAddress(c: Context): string {
  const env: { incoming?: { socket?: { remoteAddress?: string } } } | undefined = c.env
  return env?.incoming?.socket?.remoteAddress ?? 'unknown'
}
