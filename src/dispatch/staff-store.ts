import { readLocalMoment } from '../shared/local-time.ts'
import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import { type DatedShift, findPresence, type WeeklyShift } from './shifts.ts'
import type { StaffFacts } from './staff-facts.ts'

interface StaffRow {
  id: string
  name: string
  role: string
  skills: string[]
  buildings: string[]
  communities: string[]
  duty: number | null
  lastDispatchedAt: Date | null
  dated: { startsAt: string; endsAt: string; kind: DatedShift['kind'] }[]
  weekly: WeeklyShift[]
  openTickets: number
  load: number
}

/** Gives all active staff with who is at work at `now` on the wall clock of `timezone`, and what each has to do: one query. */
export async function loadStaffFacts(
  tx: Transaction,
  { now, timezone }: { now: Date; timezone: string },
): Promise<StaffFacts[]> {
  const rows = await sqlOf(tx)<StaffRow>`
    with work as (
      select assignee, count(*)::int as open, sum(
        (case priority when 'emergency' then 4 when 'high' then 2 when 'low' then 0.5 else 1 end)
        * (case status when 'waiting' then 0.5 else 1 end))::float as load
      from "Ticket" where assignee is not null and status in ('received', 'classified', 'dispatched', 'in_progress', 'waiting', 'reopened')
      group by assignee
    ), dated as (
      select "staffId", jsonb_agg(jsonb_build_object('startsAt', "startsAt", 'endsAt', "endsAt", 'kind', kind)) as list
      from "Shift" where "startsAt" <= ${now}::timestamptz and "endsAt" > ${now}::timestamptz group by "staffId"
    ), weekly as (
      select "staffId", jsonb_agg(jsonb_build_object('weekdays', weekdays, 'startsAt', "startsAt", 'endsAt', "endsAt", 'kind', kind)) as list
      from "WeeklyShift" group by "staffId"
    )
    select s.id, s.name, s.role, s.skills, s.buildings, s.communities, s.duty, s."lastDispatchedAt",
      coalesce(dated.list, '[]') as dated, coalesce(weekly.list, '[]') as weekly,
      coalesce(work.open, 0) as "openTickets", coalesce(work.load, 0) as load
    from "Staff" s left join work on work.assignee = s.id
      left join dated on dated."staffId" = s.id left join weekly on weekly."staffId" = s.id
    where s.active order by s.id`
  const at = { now, local: readLocalMoment(now, timezone) }
  return rows.map(({ duty, dated, weekly, ...row }) => ({
    ...row,
    dutyOrder: duty,
    presence: findPresence({ dated: dated.map(readDated), weekly }, at),
  }))
}

function readDated(shift: StaffRow['dated'][number]): DatedShift {
  return { kind: shift.kind, startsAt: new Date(shift.startsAt), endsAt: new Date(shift.endsAt) }
}
