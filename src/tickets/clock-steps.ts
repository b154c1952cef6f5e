import type { TicketClock } from './clocks.ts'
import type { Policy } from './policy.ts'
import type { Round } from './read-course.ts'

const minuteMs = 60_000

/** Who is told of a missed deadline: 0 the owner, 1 the lead, 2 the manager. */
export type EscalationLevel = 0 | 1 | 2
const highestLevel = 2

export type ClockStep =
  | { kind: 'warning'; atMs: number }
  | { kind: 'breach'; atMs: number; level: EscalationLevel }

/**
 * What a clock brings next: a warning to the owner, the missed deadline, then one level up after the other. An
 * acknowledgement buys the next level a longer wait. Undefined while the clock does not run, and when all were told.
 */
export function findNextStep(clock: TicketClock, round: Round, policy: Policy): ClockStep | undefined {
  if (clock.state !== 'running') return undefined
  const told = round.told.get(clock.name) ?? []
  const last = told.at(-1)
  if (!last) {
    const isWarned = round.warned.has(clock.name)
    return isWarned
      ? { kind: 'breach', atMs: clock.dueMs, level: 0 }
      : { kind: 'warning', atMs: clock.warnMs }
  }
  const level = told.length
  if (level > highestLevel) return undefined
  const acknowledged = round.acknowledgedAt.get(clock.name)
  const isAcknowledged = acknowledged !== undefined && acknowledged >= last
  const atMs = isAcknowledged
    ? clock.calendar.add(acknowledged.getTime(), policy.acknowledgedMinutes * minuteMs)
    : clock.calendar.add(last.getTime(), policy.escalateMinutes * minuteMs)
  return { kind: 'breach', atMs, level: level as EscalationLevel }
}
