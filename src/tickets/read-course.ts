import { type Policy, policySchema } from './policy.ts'
import { type TicketStatus, type WaitReason, waitReasons } from './ticket.ts'
import { statusAfter } from './transitions.ts'

/** One event of a ticket's record, oldest first. */
export interface CourseEvent {
  at: Date
  type: string
  by: string
  note: string
  data: Record<string, unknown>
}

export interface Wait {
  from: Date
  to: Date | null
  reason: WaitReason
}

/** From the report, or a reopening, until it is solved or withdrawn: both clocks begin anew with each. */
export interface Round {
  startedAt: Date
  /** When a responsible person took it on. Being assigned by others is no response. */
  respondedAt: Date | null
  resolvedAt: Date | null
  cancelledAt: Date | null
  waits: Wait[]
  warned: Set<ClockName>
  /** Levels told of a missed deadline, with the instants. */
  told: Map<ClockName, Date[]>
  acknowledgedAt: Map<ClockName, Date>
  urges: number
}

export type ClockName = 'respond' | 'resolve'

export interface Stage {
  status: TicketStatus
  from: Date
  to: Date | null
}

/** All that a ticket's record says about its times. */
export interface Course {
  status: TicketStatus
  stages: Stage[]
  rounds: Round[]
  /** As the events recorded it; absent in records older than policies. */
  policy: Policy | undefined
}

const responses = new Set(['accepted', 'started', 'waiting', 'resolved'])

/** Reads the course of a ticket out of its events, and out of nothing else. */
export function readCourse(events: readonly CourseEvent[]): Course {
  const course: Course = { status: 'received', stages: [], rounds: [], policy: undefined }
  for (const event of events) {
    if (event.type === 'received' || event.type === 'reopened') course.rounds.push(createRound(event.at))
    const policy = policySchema.safeParse(event.data['policy'])
    if (policy.success) course.policy = policy.data
    const status = statusAfter(event.type)
    if (status) enterStage(course, status, event.at)
    const round = course.rounds.at(-1)
    if (round) enterRound(round, event, status)
  }
  return course
}

function createRound(startedAt: Date): Round {
  return {
    startedAt,
    respondedAt: null,
    resolvedAt: null,
    cancelledAt: null,
    waits: [],
    warned: new Set(),
    told: new Map(),
    acknowledgedAt: new Map(),
    urges: 0,
  }
}

function enterStage(course: Course, status: TicketStatus, at: Date): void {
  const last = course.stages.at(-1)
  if (last) last.to = at
  course.stages.push({ status, from: at, to: null })
  course.status = status
}

function enterRound(round: Round, event: CourseEvent, status: TicketStatus | undefined): void {
  if (responses.has(event.type)) round.respondedAt ??= event.at
  if (status) endWait(round, event.at)
  switch (event.type) {
    case 'waiting':
      round.waits.push({ from: event.at, to: null, reason: readReason(event) })
      break
    case 'resolved':
      round.resolvedAt = event.at
      break
    case 'cancelled':
      round.cancelledAt = event.at
      break
    case 'urged':
      round.urges += 1
      break
    default:
      enterClockEvent(round, event)
  }
}

function endWait(round: Round, at: Date): void {
  const last = round.waits.at(-1)
  if (last && last.to === null) last.to = at
}

function enterClockEvent(round: Round, event: CourseEvent): void {
  const clock = event.data['clock']
  if (clock !== 'respond' && clock !== 'resolve') return
  if (event.type === 'clock-warning') round.warned.add(clock)
  if (event.type === 'clock-breached') round.told.set(clock, [...(round.told.get(clock) ?? []), event.at])
  if (event.type === 'acknowledged') round.acknowledgedAt.set(clock, event.at)
}

function readReason(event: CourseEvent): WaitReason {
  return waitReasons.find(reason => reason === event.data['reason']) ?? 'resident'
}
