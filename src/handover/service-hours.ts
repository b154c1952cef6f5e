/** When people answer, and how long is waited for them. Times of day are local, `HH:MM`. */
export interface HandoverPolicy {
  openFrom: string
  openTo: string
  /** Minutes without anyone taking over, after which the next person is asked. */
  unansweredMinutes: number
  /** Minutes without a word from staff, after which the bot answers again. */
  idleMinutes: number
  /** Telephone of the duty room at night; empty where there is none. */
  dutyPhone: string
}

export const defaultHandoverPolicy: HandoverPolicy = {
  openFrom: '08:00',
  openTo: '20:00',
  unansweredMinutes: 5,
  idleMinutes: 30,
  dutyPhone: '',
}

const minuteMs = 60_000
const dayMinutes = 1_440

/** Whether people answer at `instant`. Hours may run over midnight; the same time twice means always. */
export function isOpenAt(policy: HandoverPolicy, timezone: string, instant: Date): boolean {
  const [from, to] = [minutesOf(policy.openFrom), minutesOf(policy.openTo)]
  const now = localMinutes(timezone, instant)
  if (from === to) return true
  return from < to ? now >= from && now < to : now >= from || now < to
}

/** The instant from which people answer: `instant` itself within hours, else the next opening. */
export function nextOpening(policy: HandoverPolicy, timezone: string, instant: Date): Date {
  if (isOpenAt(policy, timezone, instant)) return instant
  const ahead = (minutesOf(policy.openFrom) - localMinutes(timezone, instant) + dayMinutes) % dayMinutes
  const opening = instant.getTime() + ahead * minuteMs
  return new Date(opening - (opening % minuteMs))
}

function minutesOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number)
  return hours * 60 + minutes
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localMinutes(timezone: string, instant: Date): number {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timezone, format)
  }
  return minutesOf(format.format(instant))
}
