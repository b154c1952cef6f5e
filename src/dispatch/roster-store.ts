import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import { listOnDuty } from './choose-staff.ts'
import type { ShiftKind, WeeklyShift } from './shifts.ts'
import type { StaffFacts } from './staff-facts.ts'
import { loadStaffFacts } from './staff-store.ts'

export interface StaffView {
  id: string
  name: string
  role: string
  skills: string[]
  buildings: string[]
  communities: string[]
  active: boolean
  dutyOrder: number | null
}

/** Gives all staff in the order of their roles and names. */
export async function listStaff(tx: Transaction): Promise<StaffView[]> {
  const rows = await tx.staff.findMany({ orderBy: [{ role: 'asc' }, { name: 'asc' }], take: 1_000 })
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    role: row.role,
    skills: row.skills as string[],
    buildings: row.buildings as string[],
    communities: row.communities as string[],
    active: row.active,
    dutyOrder: row.duty,
  }))
}

export interface StaffChange {
  skills?: string[] | undefined
  buildings?: string[] | undefined
  communities?: string[] | undefined
  active?: boolean | undefined
  dutyOrder?: number | null | undefined
}

/** Changes what is given; rejects with `not-found` for an id that is nobody's. */
export async function changeStaff(tx: Transaction, id: string, change: StaffChange): Promise<StaffView> {
  const { dutyOrder, ...fields } = change
  const data = Object.fromEntries(
    Object.entries({ ...fields, duty: dutyOrder }).filter(([, value]) => value !== undefined),
  )
  const { count } = await tx.staff.updateMany({ where: { id }, data })
  if (count === 0) throw new LinliError('not-found', `There is no staff ${id}.`)
  const changed = (await listStaff(tx)).find(member => member.id === id)
  if (!changed) throw new LinliError('not-found', `There is no staff ${id}.`)
  return changed
}

export interface ShiftView {
  id: string
  staffId: string
  kind: string
  /** A dated shift has instants, a weekly one weekdays and times of day. */
  startsAt: string
  endsAt: string
  weekdays: number[] | null
}

/** Gives the weekly shifts, and the dated ones that end after `from` and begin before `to`. */
export async function listShifts(tx: Transaction, stretch: { from: Date; to: Date }): Promise<ShiftView[]> {
  const dated = await tx.shift.findMany({
    where: { endsAt: { gt: stretch.from }, startsAt: { lt: stretch.to } },
    orderBy: { startsAt: 'asc' },
    take: 2_000,
  })
  const weekly = await tx.weeklyShift.findMany({ orderBy: { id: 'asc' }, take: 2_000 })
  return [
    ...weekly.map(({ id, staffId, kind, startsAt, endsAt, weekdays }) => ({
      ...{ id, staffId, kind, startsAt, endsAt },
      weekdays: weekdays as number[],
    })),
    ...dated.map(({ id, staffId, kind, startsAt, endsAt }) => ({
      ...{ id, staffId, kind, weekdays: null },
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  ]
}

export type NewShift = { staffId: string; kind: ShiftKind } & (
  | { startsAt: Date; endsAt: Date }
  | Pick<WeeklyShift, 'weekdays' | 'startsAt' | 'endsAt'>
)

/** Adds a dated or weekly shift and gives its id; rejects with `bad-request` for staff that is not there. */
export async function addShift(tx: Transaction, shift: NewShift): Promise<{ id: string }> {
  const known = await tx.staff.count({ where: { id: shift.staffId } })
  if (known === 0) throw new LinliError('bad-request', `staffId: there is no staff ${shift.staffId}.`)
  const id = createId()
  if ('weekdays' in shift) await tx.weeklyShift.create({ data: { ...shift, id } })
  else await tx.shift.create({ data: { ...shift, id } })
  return { id }
}

/** Takes a shift away; rejects with `not-found`. */
export async function removeShift(tx: Transaction, id: string): Promise<void> {
  const dated = await tx.shift.deleteMany({ where: { id } })
  const weekly = await tx.weeklyShift.deleteMany({ where: { id } })
  if (dated.count + weekly.count === 0) throw new LinliError('not-found', `There is no shift ${id}.`)
}

export interface RosterMember {
  id: string
  name: string
  role: string
  isOnDuty: boolean
  openTickets: number
}

/** Who is at work now, those on duty first, in the order in which they are rung. */
export async function readRoster(
  tx: Transaction,
  at: { now: Date; timezone: string; communityId: string | null },
): Promise<RosterMember[]> {
  const place = { category: '', queue: '', priority: 'normal', communityId: at.communityId, building: null }
  const staff = await loadStaffFacts(tx, at)
  const onDuty = listOnDuty(staff, place)
  const others = staff.filter(member => member.presence.isOnShift && !onDuty.includes(member))
  return [...onDuty, ...others].map(toMember)
}

function toMember({ id, name, role, presence, openTickets }: StaffFacts): RosterMember {
  return { id, name, role, isOnDuty: presence.isOnDuty, openTickets }
}
