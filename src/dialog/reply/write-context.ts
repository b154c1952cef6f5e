import type { Texts } from '../../i18n/texts.ts'
import { writeInstant } from '../../i18n/write-instant.ts'
import type { Language } from '../../shared/vocabulary.ts'
import type { Outcome } from './outcome.ts'

export interface WriteContext {
  texts: Texts
  language: Language
  /** Whether this reply opens the talk and must say that an automatic assistant answers. */
  introduce: boolean
  /** Others read along: what is known of the resident's household is not said. */
  isGroup: boolean
  /** An instant in the community's zone, in words. */
  writeTime(instant: Date): string
}

/** Gives a writer of instants in `timezone`, to the minute. */
export function createTimeWriter(texts: Texts, timezone: string): (instant: Date) => string {
  return instant => writeInstant(instant, timezone, texts)
}

/** Where in the reply an outcome stands: danger, what was done, answers, questions back, and last the handover. */
export function priorityOf(outcome: Outcome): number {
  if (outcome.kind === 'opened') return outcome.ticket.priority === 'emergency' ? 0 : 2
  if (outcome.kind === 'answered') return 3
  if (outcome.kind === 'said' && outcome.what.kind === 'heard') return 1
  if (outcome.kind === 'handover') return 5
  return outcome.kind === 'asked' ? 4 : 2
}
