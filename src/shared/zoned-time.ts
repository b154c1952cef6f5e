const dayMs = 86_400_000
const minuteMs = 60_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timezone: string): Intl.DateTimeFormat {
  const kept = formats.get(timezone)
  if (kept) return kept
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  })
  formats.set(timezone, made)
  return made
}

/** What the clocks on the wall in `timezone` show at `instant`, as if it were UTC (milliseconds). */
export function toLocalMs(timezone: string, instantMs: number): number {
  const parts = formatFor(timezone).formatToParts(instantMs)
  const read = (type: string) => Number(parts.find(part => part.type === type)?.value)
  const seconds = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  )
  return seconds + (((instantMs % 1000) + 1000) % 1000)
}

/** Number of the local day at `instant`, counted from 1970-01-01. */
export function localDayAt(timezone: string, instantMs: number): number {
  return Math.floor(toLocalMs(timezone, instantMs) / dayMs)
}

/** The ISO date of a local day. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** Monday is 1, Sunday 7. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The instant at which local clocks show `minutes` after the midnight that begins `day`; in a skipped hour, its end. */
export function instantAt(timezone: string, day: number, minutes: number): number {
  const localMs = day * dayMs + minutes * minuteMs
  const first = localMs - (toLocalMs(timezone, localMs) - localMs)
  const second = localMs - (toLocalMs(timezone, first) - first)
  return toLocalMs(timezone, second) === localMs ? second : Math.max(first, second)
}
