import type { StaffRole } from '../../src/desk/staff.ts'
import type { ShiftKind } from '../../src/dispatch/shifts.ts'
import type { Database } from '../../src/storage/database.ts'

export interface NewMember {
  id: string
  role?: StaffRole
  skills?: string[]
  buildings?: string[]
  communities?: string[]
  duty?: number
  /** A shift round the clock, every day; null: none. */
  shift?: ShiftKind | null
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Adds members of staff with shifts round the clock. */
export async function addStaff(database: Database, ...members: NewMember[]): Promise<void> {
  for (const { id, shift = 'shift', role = 'technician', ...fields } of members) {
    await database.client.staff.create({
      data: {
        id,
        login: id,
        name: id,
        role,
        passwordHash: '',
        createdAt: new Date('2026-01-01T00:00:00Z'),
        ...fields,
      },
    })
    if (shift === null) continue
    await database.client.weeklyShift.create({
      data: {
        id: `shift-${id}`,
        staffId: id,
        weekdays: everyDay,
        startsAt: '00:00',
        endsAt: '00:00',
        kind: shift,
      },
    })
  }
}

/** Lets time pass in steps; what falls due on the way is done when it falls due. */
export async function passTime(
  company: {
    app: {
      findDue: { timer(now: Date, limit: number): Promise<string[]> }
      handlers: { timer(id: string): Promise<void> }
    }
    clock: { now(): Date; advance(ms: number): void }
  },
  ms: number,
  stepMs = 10_000,
): Promise<void> {
  const { app, clock } = company
  for (let passed = 0; passed <= ms; passed += stepMs) {
    if (passed > 0) clock.advance(Math.min(stepMs, ms - passed + stepMs))
    for (const id of await app.findDue.timer(clock.now(), 1_000)) await app.handlers.timer(id)
  }
}
