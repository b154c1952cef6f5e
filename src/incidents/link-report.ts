import { zhCn } from '../i18n/zh-cn.ts'
import { growStaffNotice, postStaffNotice } from '../notices/staff-notice.ts'
import { createId } from '../shared/ids.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'
import { readCause } from './causes.ts'
import { type Clustering, clusterReport, type OpenIncident, type Report } from './cluster.ts'
import { catchUp, followLead } from './follow-lead.ts'
import type { IncidentParts } from './incident-parts.ts'
import type { IncidentPolicy } from './policy.ts'
import { loadIncidentPolicy } from './policy-store.ts'
import { findReports, type ReportRow, readReport, readReportsOf } from './report-store.ts'
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
  const row = await readReport(work.tx, ticket.id)
  const report = row && toReport(row)
  if (!row || !report) return undefined
  await oneAtATime(work, `${row.communityId}/${report.cause.id}`)
  return await carryOut({ parts, work, row, report }, await cluster(work, row, report))
}

/** Earlier reports are read only where no incident runs that it joins. */
async function cluster(work: Work, row: ReportRow, report: Report): Promise<Clustering> {
  const policy = await loadIncidentPolicy(work.tx)
  const open = await readOpen(work, row.communityId, report.cause.id)
  const joined = clusterReport(report, { open, earlier: [], policy })
  if (joined.kind === 'join') return joined
  return clusterReport(report, { open, earlier: await readEarlier(work, row, policy), policy })
}

async function readOpen(work: Work, communityId: string | null, cause: string): Promise<OpenIncident[]> {
  return await sqlOf(work.tx)<OpenIncident>`
    select id, cause, building from "Incident"
    where status = 'open' and cause = ${cause} and "communityId" is not distinct from ${communityId}
    order by "openedAt" desc`
}

/** Reports of one cause are linked one after another: two third reports at once open one incident. */
async function oneAtATime(work: Work, key: string): Promise<void> {
  await sqlOf(work.tx)`select pg_advisory_xact_lock(hashtext(${`incident/${key}`}))::text`
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
  const from = new Date(row.createdAt.getTime() - policy.withinMinutes * 60_000)
  const rows = await findReports(work.tx, {
    communityId: row.communityId,
    from,
    isLoose: true,
    except: row.id,
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
    case 'join':
      if (clustering.reports) await spread(linking.work, clustering.incidentId)
      return await join(
        linking,
        clustering.incidentId,
        clustering.reports?.map(({ ticketId }) => ticketId) ?? [linking.row.id],
      )
    case 'open':
      return await open(linking, clustering)
  }
}

/** What began in one building is the community's. */
async function spread({ tx }: Work, id: string): Promise<void> {
  await tx.incident.update({ where: { id }, data: { building: null } })
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
  return await join(linking, id, ticketIds)
}

/** Adds tickets, counts anew, and lets the notice grow. */
async function join({ parts, work, report }: Linking, id: string, ticketIds: string[]): Promise<Linked> {
  await sqlOf(work.tx)`update "Ticket" set "incidentId" = ${id} where id = any(${ticketIds}::text[])`
  const linked = await readReportsOf(work.tx, id)
  const places = [...new Set(linked.flatMap(({ place }) => place.building ?? []))].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  const households = new Set(linked.map(({ reporter }) => reporter)).size
  const incident = await grow(work, id, { places, households })
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
  await tellStaff(work, incident, { text, data: { incidentId: id, households, numbers }, lead })
  return { incidentId: id, leadTicketId: incident.leadTicketId }
}

interface GrownIncident {
  id: string
  communityId: string | null
  leadTicketId: string
  noticeId: string | null
  openedAt: Date
}

async function grow(
  work: Work,
  id: string,
  { places, households }: { places: string[]; households: number },
): Promise<GrownIncident> {
  const [incident] = await sqlOf(work.tx)<GrownIncident>`
    update "Incident" set places = ${JSON.stringify(places)}::jsonb, households = ${households}::int, "lastReportAt" = ${work.now}::timestamptz
    where id = ${id} returning id, "communityId", "leadTicketId", "noticeId", "openedAt"`
  if (!incident) throw new Error(`There is no incident ${id}.`)
  return incident
}

/** One notice an incident: it grows. */
async function tellStaff(
  work: Work,
  incident: GrownIncident,
  told: { text: string; data: Record<string, unknown>; lead: ReportRow | undefined },
): Promise<void> {
  const { text, data, lead } = told
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
  await work.tx.incident.update({ where: { id: incident.id }, data: { noticeId: notice.id } })
}
