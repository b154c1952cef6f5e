import { readTicketPlace, type TicketPlace } from '../shared/read-ticket-place.ts'
import type { Transaction } from '../storage/database.ts'

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

const fields = {
  id: true,
  number: true,
  kind: true,
  category: true,
  status: true,
  description: true,
  location: true,
  communityId: true,
  householdId: true,
  channel: true,
  sender: true,
  conversationId: true,
  phone: true,
  assignee: true,
  respondedAt: true,
  waitReason: true,
  incidentId: true,
  createdAt: true,
} as const

export type ReportFilter = NonNullable<Parameters<Transaction['ticket']['findMany']>[0]>['where']

/** Gives tickets in the order in which they were opened, each with its place: what was told, else the household's. */
export async function readReports(tx: Transaction, where: NonNullable<ReportFilter>): Promise<ReportRow[]> {
  const rows = await tx.ticket.findMany({ where, orderBy: { serial: 'asc' }, select: fields, take: 1_000 })
  const unplaced = rows.flatMap(row => (row.location === '' && row.householdId ? [row.householdId] : []))
  const homes = new Map(
    unplaced.length === 0
      ? []
      : (await tx.household.findMany({ where: { id: { in: unplaced } } })).map(home => [home.id, home]),
  )
  return rows.map(({ location, householdId, channel, sender, ...row }) => {
    const home = homes.get(householdId ?? '')
    const place: TicketPlace =
      location === '' && home
        ? { building: home.building, unit: home.unit, room: home.room }
        : readTicketPlace(location)
    const writer = sender === '' ? (row.phone ?? row.id) : `${channel}:${sender}`
    return { ...row, place, reporter: householdId ?? writer }
  })
}

const open = ['received', 'classified', 'dispatched', 'in_progress', 'waiting', 'reopened']

export function isOpenReport({ status }: Pick<ReportRow, 'status'>): boolean {
  return open.includes(status)
}
