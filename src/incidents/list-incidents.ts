import { zhCn } from '../i18n/zh-cn.ts'
import type { Transaction } from '../storage/database.ts'
import { isDispute } from './causes.ts'
import { writeTitle } from './write-incident.ts'

export interface IncidentView {
  id: string
  title: string
  cause: string
  category: string
  communityId: string | null
  status: string
  households: number
  /** Of a quarrel between neighbours none are shown: they would say who complained. */
  tickets: string[]
  progress: string
  openedAt: string
  lastReportAt: string
  closedAt: string | null
}

/** Conditions on a column `communityId`. */
export function ofCommunities(communities: readonly string[] | undefined) {
  return communities ? { OR: [{ communityId: null }, { communityId: { in: [...communities] } }] } : {}
}

/** Gives incidents, newest first. */
export async function listIncidents(
  tx: Transaction,
  filter: {
    status?: string | undefined
    /** Theirs and what belongs to none; undefined: all. */
    communities?: readonly string[] | undefined
    limit: number
  },
): Promise<IncidentView[]> {
  const rows = await tx.incident.findMany({
    where: { ...(filter.status ? { status: filter.status } : {}), ...ofCommunities(filter.communities) },
    orderBy: { openedAt: 'desc' },
    take: filter.limit,
  })
  const tickets = await tx.ticket.findMany({
    where: { incidentId: { in: rows.map(row => row.id) } },
    orderBy: { serial: 'asc' },
    select: { number: true, incidentId: true },
  })
  return rows.map(row => ({
    id: row.id,
    title: writeTitle({ cause: row.cause, places: row.places as string[] }, zhCn),
    cause: row.cause,
    category: row.category,
    communityId: row.communityId,
    status: row.status,
    households: row.households,
    tickets: isDispute(row.cause)
      ? []
      : tickets.filter(ticket => ticket.incidentId === row.id).map(({ number }) => number),
    progress: row.progress,
    openedAt: row.openedAt.toISOString(),
    lastReportAt: row.lastReportAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }))
}
