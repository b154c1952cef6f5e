import { readTicketPlace, type TicketPlace } from '../shared/read-ticket-place.ts'
import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'

/** A ticket as incidents and improvements see it. */
export interface ReportRow {
  id: string
  number: string
  kind: string
  category: string
  status: string
  description: string
  place: TicketPlace
  communityId: string | null
  /** The household, or who wrote where none is known. */
  reporter: string
  conversationId: string | null
  phone: string | null
  assignee: string | null
  respondedAt: Date | null
  waitReason: string | null
  incidentId: string | null
  createdAt: Date
}

type StoredReport = Omit<ReportRow, 'place' | 'reporter'> & {
  location: string
  householdId: string | null
  channel: string
  sender: string
  /** Of the household it is about. */
  homeBuilding: string | null
  homeUnit: string | null
  homeRoom: string | null
}

const mostRows = 1_000

/** Gives one ticket with its place. */
export async function readReport(tx: Transaction, id: string): Promise<ReportRow | undefined> {
  const [row] = await sqlOf(tx)<StoredReport>`
    select t.*, h.building as "homeBuilding", h.unit as "homeUnit", h.room as "homeRoom"
    from "Ticket" t left join "Household" h on h.id = t."householdId" where t.id = ${id}`
  return row && toReport(row)
}

/** Gives the tickets of an incident in the order in which they were opened. */
export async function readReportsOf(tx: Transaction, incidentId: string): Promise<ReportRow[]> {
  const rows = await sqlOf(tx)<StoredReport>`
    select t.*, h.building as "homeBuilding", h.unit as "homeUnit", h.room as "homeRoom"
    from "Ticket" t left join "Household" h on h.id = t."householdId"
    where t."incidentId" = ${incidentId} order by t.serial limit ${mostRows}`
  return rows.map(toReport)
}

/** Which tickets of a community: none that were cancelled. */
export interface ReportFilter {
  communityId: string | null
  from: Date
  to?: Date
  /** Absent: of any category and kind. */
  category?: string
  /** Only those that belong to no incident. */
  isLoose?: boolean
  except?: string
}

/** Gives repairs and complaints, or what is loose, in the order in which they were opened. */
export async function findReports(tx: Transaction, filter: ReportFilter): Promise<ReportRow[]> {
  const { communityId, from, to = null, category = null, isLoose = false, except = '' } = filter
  const rows = await sqlOf(tx)<StoredReport>`
    select t.*, h.building as "homeBuilding", h.unit as "homeUnit", h.room as "homeRoom"
    from "Ticket" t left join "Household" h on h.id = t."householdId"
    where (t."communityId" = ${communityId} or (${communityId}::text is null and t."communityId" is null))
      and t."createdAt" >= ${from}::timestamptz and (${to}::timestamptz is null or t."createdAt" <= ${to}::timestamptz)
      and (${category}::text is null or (t.category = ${category} and t.kind in ('repair', 'complaint')))
      and (not ${isLoose}::boolean or t."incidentId" is null) and t.id <> ${except} and t.status <> 'cancelled'
    order by t.serial limit ${mostRows}`
  return rows.map(toReport)
}

/** Its place is what was told, else the household's. */
function toReport(row: StoredReport): ReportRow {
  const { location, householdId, channel, sender, homeBuilding, homeUnit, homeRoom, ...rest } = row
  const place: TicketPlace =
    location === '' && homeBuilding !== null
      ? { building: homeBuilding, unit: homeUnit ?? '', room: homeRoom ?? '' }
      : readTicketPlace(location)
  const writer = sender === '' ? (row.phone ?? row.id) : `${channel}:${sender}`
  return { ...rest, place, reporter: householdId ?? writer }
}

const open = ['received', 'classified', 'dispatched', 'in_progress', 'waiting', 'reopened']

export function isOpenReport({ status }: Pick<ReportRow, 'status'>): boolean {
  return open.includes(status)
}
