import type { Calendar } from './calendar.ts'
import type { Policy } from './policy.ts'
import type { ClockName, Course, Round } from './read-course.ts'

const minuteMs = 60_000

export interface ClockRun {
  startMs: number
  allowanceMs: number
  /** In order; an open one lasts still. */
  pauses: readonly { fromMs: number; toMs: number | null }[]
}

/**
 * The instant at which the allowance is used up. While a pause lasts, as it would be if the pause ended where it began:
 * it moves on once the pause is over.
 */
export function findDeadline(run: ClockRun, calendar: Calendar): number {
  let leftMs = run.allowanceMs
  let fromMs = run.startMs
  for (const pause of run.pauses) {
    const spentMs = calendar.between(fromMs, pause.fromMs)
    if (spentMs >= leftMs) break
    leftMs -= spentMs
    fromMs = pause.toMs ?? pause.fromMs
  }
  return calendar.add(fromMs, leftMs)
}

/** `stopped`: work waits; `ended`: it was answered or solved, in time or not, or withdrawn. */
export type ClockState = 'running' | 'stopped' | 'ended'

/** One clock of one round, as it stands after the last event. Milliseconds since 1970. */
export interface TicketClock {
  name: ClockName
  state: ClockState
  dueMs: number
  warnMs: number
  /** Answered or solved then; undefined while it has not been. */
  doneMs: number | undefined
  calendar: Calendar
}

export interface Calendars {
  always: Calendar
  business: Calendar
}

/** Gives both clocks of the present round. */
export function readClocks(
  course: Course,
  policy: Policy,
  calendars: Calendars,
): Record<ClockName, TicketClock> {
  const round = course.rounds.at(-1)
  if (!round) throw new Error('A ticket without a first event has no clocks.')
  return {
    respond: readClock(round, {
      name: 'respond',
      allowanceMs: policy.respondMinutes * minuteMs,
      warnBeforeMs: policy.warnRespondMinutes * minuteMs,
      calendar: calendars[policy.respondOn],
    }),
    resolve: readClock(round, {
      name: 'resolve',
      allowanceMs: policy.resolveMinutes * minuteMs,
      warnBeforeMs: policy.warnResolveMinutes * minuteMs,
      calendar: calendars[policy.resolveOn],
    }),
  }
}

interface ClockTerms {
  name: ClockName
  allowanceMs: number
  warnBeforeMs: number
  calendar: Calendar
}

function readClock(round: Round, terms: ClockTerms): TicketClock {
  const { name, allowanceMs, calendar } = terms
  // Whoever says that work must wait has answered: only the second clock knows pauses.
  const waits = name === 'resolve' ? round.waits : []
  const run: ClockRun = {
    startMs: round.startedAt.getTime(),
    allowanceMs,
    pauses: waits.map(wait => ({ fromMs: wait.from.getTime(), toMs: wait.to?.getTime() ?? null })),
  }
  // A warning that is as long as the time itself would come with the report.
  const warnBeforeMs = Math.min(terms.warnBeforeMs, allowanceMs / 2)
  const done = name === 'respond' ? round.respondedAt : round.resolvedAt
  return {
    name,
    state: stateOf(round, done, waits.at(-1)?.to === null),
    dueMs: findDeadline(run, calendar),
    warnMs: findDeadline({ ...run, allowanceMs: allowanceMs - warnBeforeMs }, calendar),
    doneMs: done?.getTime(),
    calendar,
  }
}

function stateOf(round: Round, done: Date | null, isWaiting: boolean): ClockState {
  if (done || round.cancelledAt || round.resolvedAt) return 'ended'
  return isWaiting ? 'stopped' : 'running'
}

/** The deadline that runs next; null while the clock is stopped and when all is over. */
export function findNextDue(clocks: Record<ClockName, TicketClock>): Date | null {
  const running = [clocks.respond, clocks.resolve].filter(clock => clock.state === 'running')
  return running.length === 0 ? null : new Date(Math.min(...running.map(clock => clock.dueMs)))
}
