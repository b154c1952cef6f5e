import { zhCn } from '../i18n/zh-cn.ts'
import { growStaffNotice, postStaffNotice } from '../notices/staff-notice.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import { readCause } from './causes.ts'
import { type Clustering, clusterReport, type Report } from './cluster.ts'
import { catchUp, followLead } from './follow-lead.ts'
import type { IncidentParts } from './incident-parts.ts'
import type { IncidentPolicy } from './policy.ts'
import { loadIncidentPolicy } from './policy-store.ts'
import { type ReportRow, readReports } from './report-store.ts'
import { writeAlert, writeTitle } from './write-incident.ts'

/** The incident that a new ticket belongs to. */
export interface Linked {
  incidentId: string
  leadTicketId: string
}

/**
 * Links a new ticket to the incident it reports, opening one where enough households have reported the same cause. Staff
 * get one notice an incident, which grows. Gives nothing for a ticket that stands alone.
 */
export async function linkReport(
  parts: IncidentParts,
  work: Work,
  ticket: { id: string; kind: string; description: string },
): Promise<Linked | undefined> {
  if (!causeOf(ticket)) return undefined
  const [row] = await readReports(work.tx, { id: ticket.id })
  const report = row && toReport(row)
  if (!row || !report) return undefined
  await oneAtATime(work, `${row.communityId}/${report.cause.id}`)
  const policy = await loadIncidentPolicy(work.tx)
  const clustering = clusterReport(report, {
    open: await work.tx.incident.findMany({
      where: { status: 'open', communityId: row.communityId, cause: report.cause.id },
      orderBy: { openedAt: 'desc' },
    }),
    earlier: await readEarlier(work, row, policy),
    policy,
  })
  return await carryOut({ parts, work, row, report }, clustering)
}

/** Reports of one cause are linked one after another: two third reports at once open one incident. */
async function oneAtATime(work: Work, key: string): Promise<void> {
  await work.tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`incident/${key}`}))`
}

function causeOf({ kind, description }: { kind: string; description: string }): Report['cause'] | undefined {
  return kind === 'repair' || kind === 'complaint' ? readCause(description) : undefined
}

function toReport(row: ReportRow): Report | undefined {
  const cause = causeOf(row)
  if (!cause) return undefined
  const { id: ticketId, number, reporter, createdAt: at } = row
  return { ticketId, number, reporter, cause, building: row.place.building ?? null, at }
}

async function readEarlier(work: Work, row: ReportRow, policy: IncidentPolicy): Promise<Report[]> {
  const since = new Date(row.createdAt.getTime() - policy.withinMinutes * 60_000)
  const rows = await readReports(work.tx, {
    id: { not: row.id },
    communityId: row.communityId,
    createdAt: { gte: since },
    incidentId: null,
    status: { not: 'cancelled' },
  })
  return rows.flatMap(other => toReport(other) ?? [])
}

interface Linking {
  parts: IncidentParts
  work: Work
  row: ReportRow
  report: Report
}

async function carryOut(linking: Linking, clustering: Clustering): Promise<Linked | undefined> {
  switch (clustering.kind) {
    case 'none':
      return undefined
    case 'join': {
      await join(linking, clustering.incidentId, [linking.row.id])
      break
    }
    case 'open':
      return await open(linking, clustering)
  }
  const incident = await linking.work.tx.incident.findUniqueOrThrow({ where: { id: clustering.incidentId } })
  return { incidentId: incident.id, leadTicketId: incident.leadTicketId }
}

async function open(
  linking: Linking,
  { reports, building }: Extract<Clustering, { kind: 'open' }>,
): Promise<Linked> {
  const { work, row, report } = linking
  const [first = report] = reports
  const id = createId()
  await work.tx.incident.create({
    data: {
      id,
      cause: report.cause.id,
      category: row.category,
      communityId: row.communityId,
      building,
      leadTicketId: first.ticketId,
      households: 0,
      openedAt: first.at,
      lastReportAt: work.now,
    },
  })
  const ticketIds = reports.map(({ ticketId }) => ticketId)
  await join(linking, id, ticketIds)
  return { incidentId: id, leadTicketId: first.ticketId }
}

/** Adds tickets, counts anew, and lets the notice grow. */
async function join({ parts, work, report }: Linking, id: string, ticketIds: string[]): Promise<void> {
  await work.tx.ticket.updateMany({ where: { id: { in: ticketIds } }, data: { incidentId: id } })
  const linked = await readReports(work.tx, { incidentId: id })
  const places = [...new Set(linked.flatMap(({ place }) => place.building ?? []))].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  const households = new Set(linked.map(({ reporter }) => reporter)).size
  const incident = await work.tx.incident.update({
    where: { id },
    data: { places, households, lastReportAt: work.now },
  })
  const facts = { cause: report.cause.id, places, households, openedAt: incident.openedAt }
  const note = zhCn.incident.linked({ title: writeTitle(facts, zhCn) })
  const lead = linked.find(other => other.id === incident.leadTicketId)
  for (const other of linked.filter(each => ticketIds.includes(each.id))) {
    await parts.steps.note(work, { number: other.number, by: 'system', note })
    if (!lead) continue
    await followLead(parts, work, { lead, other })
    await catchUp(parts, work, { lead, other })
  }
  const numbers = linked.map(({ number }) => number)
  const text = writeAlert(facts, numbers, parts.timezone)
  const data = { incidentId: id, households, numbers }
  if (incident.noticeId) return await growStaffNotice(work, { id: incident.noticeId, text, data })
  const notice = await postStaffNotice(work, {
    kind: 'incident',
    level: 'urgent',
    text,
    communityId: incident.communityId,
    needsAck: true,
    data,
    ...(lead ? { ticketNumber: lead.number } : {}),
  })
  await work.tx.incident.update({ where: { id }, data: { noticeId: notice.id } })
}
