import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { always, calendarSchema, createBusinessCalendar } from '../../../src/tickets/calendar.ts'
import { readClocks, type TicketClock } from '../../../src/tickets/clocks.ts'
import { choosePolicy, type Policy } from '../../../src/tickets/policy.ts'
import { type CourseEvent, readCourse } from '../../../src/tickets/read-course.ts'
import { ticketActions } from '../../../src/tickets/transitions.ts'
import { type Account, playHistory } from './play-history.ts'
import { drawAlways, drawMinutes, firstMinute, type SlowHours, walkToDeadline } from './slow-clock.ts'

const minuteMs = 60_000
const histories = 100_000

const offices: SlowHours[] = [
  { hours: [['08:30', '18:00']], weekdays: [1, 2, 3, 4, 5], days: {} },
  {
    hours: [
      ['00:00', '12:00'],
      ['13:30', '24:00'],
    ],
    weekdays: [1, 2, 3, 4, 5, 6],
    days: { '2027-02-09': 'off', '2027-02-20': 'work', '2026-12-31': 'off' },
  },
]
const tables = [drawAlways(), ...offices.map(drawMinutes)]
const calendars = [
  always,
  ...offices.map(office => createBusinessCalendar(calendarSchema.parse(office), 'Asia/Shanghai')),
]

/** Starts crowd around what goes wrong: ends of months and years, eves of holidays, make-up days, opening times. */
const edges = [
  '2025-12-31T23:59:00+08:00',
  '2026-02-13T17:30:00+08:00',
  '2026-02-28T08:29:00+08:00',
  '2026-09-30T18:00:00+08:00',
  '2026-12-31T17:59:00+08:00',
  '2027-02-28T23:58:00+08:00',
  '2025-09-27T12:00:00+08:00',
].map(text => Date.parse(text) / minuteMs - firstMinute)
const start = fc.oneof(
  fc.integer({ min: 0, max: 900 * 1440 }),
  fc.tuple(fc.constantFrom(...edges), fc.integer({ min: -90, max: 90 })).map(([edge, by]) => edge + by),
)

/** A ticket's life: what was tried, and how many minutes after the step before. */
const history = fc.record({
  start,
  calendar: fc.integer({ min: 0, max: 2 }),
  respond: fc.integer({ min: 1, max: 1500 }),
  resolve: fc.integer({ min: 1, max: 4500 }),
  steps: fc.array(
    fc.tuple(
      fc.constantFrom(...ticketActions, 'wait' as const, 'start' as const, 'note' as const),
      fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3000 })),
    ),
    { maxLength: 7 },
  ),
})

type Life = typeof history extends fc.Arbitrary<infer T> ? T : never
const standard = choosePolicy(
  [],
  { communityId: null, category: 'other', kind: 'repair', priority: 'normal' },
  'Asia/Shanghai',
)

/** Due, done and state of both clocks by the slow reckoning. */
function reckonSlowly(life: Life, account: Account) {
  const table = tables[life.calendar] ?? drawAlways()
  const walk = (allowance: number, pauses: Account['pauses']) =>
    walkToDeadline(table, { start: account.start, allowance, pauses }) * minuteMs
  const isWaiting = account.pauses.at(-1)?.to === null
  const isAnswered = account.responded !== null || account.over
  return {
    respond: [walk(life.respond, []), account.responded, isAnswered ? 'ended' : 'running'],
    resolve: [
      walk(life.resolve, account.pauses),
      account.solved,
      account.over ? 'ended' : isWaiting ? 'stopped' : 'running',
    ],
  }
}

/** The same by ours. */
function reckon(life: Life, events: CourseEvent[]) {
  const policy: Policy = {
    ...standard,
    respondMinutes: life.respond,
    resolveMinutes: life.resolve,
    respondOn: 'business',
    resolveOn: 'business',
  }
  const business = calendars[life.calendar] ?? always
  const clocks = readClocks(readCourse(events), policy, { always, business })
  const tell = ({ dueMs, doneMs, state }: TicketClock) => [
    dueMs,
    doneMs === undefined ? null : doneMs / minuteMs,
    state,
  ]
  return { respond: tell(clocks.respond), resolve: tell(clocks.resolve) }
}

describe('the clocks', () => {
  it(`equal the slow reckoning, minute by minute, on ${histories} random histories`, () => {
    let played = 0
    let paused = 0
    const property = fc.property(history, life => {
      const startMinute = firstMinute + life.start
      const { events, account } = playHistory({ startMinute, steps: life.steps })
      const ours = reckon(life, events)
      const expected = reckonSlowly(life, account)
      played += 1
      if (account.pauses.length > 0) paused += 1
      if (JSON.stringify(ours) !== JSON.stringify(expected)) expect(ours).toEqual(expected)
    })
    fc.assert(property, { numRuns: histories })
    expect(played).toBe(histories)
    // A generator that never waits would prove nothing about pauses.
    expect(paused).toBeGreaterThan(histories / 10)
  }, 180_000)

  it('agree to the millisecond: what add gives, between measures', () => {
    const zones = ['Asia/Shanghai', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns']
    const calendarsOfZones = zones.map(zone => createBusinessCalendar(calendarSchema.parse(offices[1]), zone))
    const property = fc.property(
      fc.constantFrom(...calendarsOfZones),
      fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2027-11-01T00:00:00Z') }),
      fc.integer({ min: 1, max: 12 * 86_400_000 }),
      (calendar, fromMs, ms) => {
        const dueMs = calendar.add(fromMs, ms)
        expect(calendar.between(fromMs, dueMs)).toBe(ms)
        expect(calendar.between(fromMs, dueMs - 1)).toBe(ms - 1)
      },
    )
    fc.assert(property, { numRuns: 2_000 })
  })
})
