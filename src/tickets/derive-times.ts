import type { CalendarSetting } from './calendar.ts'
import { findNextStep } from './clock-steps.ts'
import { type Calendars, findNextDue, readClocks, type TicketClock } from './clocks.ts'
import { choosePolicy, fallbackTimezone, type Policy, type PolicySubject } from './policy.ts'
import { type ClockName, type Course, type CourseEvent, readCourse } from './read-course.ts'
import type { TicketStatus, WaitReason } from './ticket.ts'

/** What a ticket's row says of its course: computed from its events, never typed in. */
export interface TicketTimes {
  status: TicketStatus
  waitReason: WaitReason | null
  respondBy: Date
  resolveBy: Date
  respondedAt: Date | null
  resolvedAt: Date | null
  nextDueAt: Date | null
}

/** A ticket's course with its clocks, ready to be asked. */
export interface TicketStanding {
  course: Course
  policy: Policy
  clocks: Record<ClockName, TicketClock>
}

export interface StandingSource {
  subject: PolicySubject
  calendar: CalendarSetting
  calendarsFor(setting: CalendarSetting, timezone: string): Calendars
}

/** Reads course, policy and clocks out of a ticket's events. */
export function readStanding(events: readonly CourseEvent[], source: StandingSource): TicketStanding {
  const course = readCourse(events)
  const policy = course.policy ?? choosePolicy([], source.subject, fallbackTimezone)
  const clocks = readClocks(course, policy, source.calendarsFor(source.calendar, policy.timezone))
  return { course, policy, clocks }
}

/** Gives what the row must say. */
export function deriveTimes({ course, clocks }: TicketStanding): TicketTimes {
  const round = course.rounds.at(-1)
  const wait = round?.waits.at(-1)
  return {
    status: course.status,
    waitReason: wait && wait.to === null ? wait.reason : null,
    respondBy: new Date(clocks.respond.dueMs),
    resolveBy: new Date(clocks.resolve.dueMs),
    respondedAt: round?.respondedAt ?? null,
    resolvedAt: round?.resolvedAt ?? null,
    nextDueAt: findNextDue(clocks),
  }
}

/** The instant at which the clocks must be looked at next, or undefined. */
export function findNextLook({ course, policy, clocks }: TicketStanding): Date | undefined {
  const round = course.rounds.at(-1)
  if (!round) return undefined
  const steps = [clocks.respond, clocks.resolve].flatMap(clock => findNextStep(clock, round, policy) ?? [])
  return steps.length === 0 ? undefined : new Date(Math.min(...steps.map(step => step.atMs)))
}
