import type { Texts } from '../../i18n/texts.ts'
import type { Outcome } from './outcome.ts'

export interface WriteContext {
  texts: Texts
  /** Whether this reply opens the talk and must say that an automatic assistant answers. */
  introduce: boolean
  /** Others read along: what is known of the resident's household is not said. */
  isGroup: boolean
  /** An instant in the community's zone, in words. */
  writeTime(instant: Date): string
}

/** Gives a writer of instants in `timezone`, to the minute. */
export function createTimeWriter(texts: Texts, timezone: string): (instant: Date) => string {
  const format = formatFor(timezone)
  return instant => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(part => [part.type, part.value]))
    return texts.time({
      month: Number(parts['month']),
      day: Number(parts['day']),
      hour: parts['hour'] ?? '',
      minute: parts['minute'] ?? '',
    })
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one takes 0.4 ms: one is kept for each of the few zones there are. */
function formatFor(timezone: string): Intl.DateTimeFormat {
  const kept = formats.get(timezone)
  if (kept) return kept
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timezone, made)
  return made
}

/** Where in the reply an outcome stands: danger, what was done, answers, questions back, and last the handover. */
export function priorityOf(outcome: Outcome): number {
  if (outcome.kind === 'opened') return outcome.ticket.priority === 'emergency' ? 0 : 2
  if (outcome.kind === 'answered') return 3
  if (outcome.kind === 'said' && outcome.what.kind === 'heard') return 1
  if (outcome.kind === 'handover') return 5
  return outcome.kind === 'asked' ? 4 : 2
}
