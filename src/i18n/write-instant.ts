import { toLocalMs } from '../shared/zoned-time.ts'
import type { Texts } from './texts.ts'

/** An instant in the zone's own words, to the minute. */
export function writeInstant(instant: Date, timezone: string, texts: Texts): string {
  const local = new Date(toLocalMs(timezone, instant.getTime()))
  const two = (value: number) => String(value).padStart(2, '0')
  return texts.time({
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: two(local.getUTCHours()),
    minute: two(local.getUTCMinutes()),
  })
}
