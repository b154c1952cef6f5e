import { zhCn } from '../i18n/zh-cn.ts'
import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'
import { followLead, repeatStep } from './follow-lead.ts'
import type { IncidentParts } from './incident-parts.ts'
import { isOpenReport, type ReportRow, readReportsOf } from './report-store.ts'
import { writeTitle } from './write-incident.ts'

/** What came of telling all: who hears it in a chat, and who has none and must be called. */
export interface Told {
  tickets: string[]
  conversations: number
  toCall: { number: string; phone: string | null }[]
}

/**
 * Closes an incident: its open tickets are resolved and everybody who reported hears it once. Rejects with `not-found`,
 * or with `conflict` where it is closed already.
 */
export async function closeIncident(
  parts: IncidentParts,
  work: Work,
  request: { id: string; by: string; note: string },
): Promise<Told> {
  const incident = await lockOpen(work, request.id)
  // First, so that whoever reacts to the resolving of its tickets can see that the incident tells the residents.
  await work.tx.incident.update({
    where: { id: incident.id },
    data: { status: 'closed', closedAt: work.now, closedBy: request.by },
  })
  const linked = await readReportsOf(work.tx, incident.id)
  const title = writeTitle({ ...incident, places: incident.places as string[] }, zhCn)
  const note = zhCn.incident.closedNote({ title, note: request.note })
  const open = linked.filter(isOpenReport)
  for (const { number } of open) await parts.steps.resolve(work, { number, by: 'system', note })
  const lead = linked.filter(row => row.id === incident.leadTicketId && row.status === 'resolved')
  const concerned = [...new Set([...lead, ...open])]
  return await tell(work, { incident, type: 'closed', text: request.note }, concerned)
}

/** Tells everybody who reported how it stands; whoever reports later hears it in the answer. */
export async function reportProgress(work: Work, request: { id: string; text: string }): Promise<Told> {
  const incident = await lockOpen(work, request.id)
  await work.tx.incident.update({ where: { id: incident.id }, data: { progress: request.text } })
  const open = (await readReportsOf(work.tx, incident.id)).filter(isOpenReport)
  return await tell(work, { incident, type: 'progress', text: request.text }, open)
}

type IncidentRow = Awaited<ReturnType<typeof lockOpen>>

async function lockOpen(work: Work, id: string) {
  await work.tx.$queryRaw`select id from "Incident" where id = ${id} for update`
  const incident = await work.tx.incident.findUnique({ where: { id } })
  if (!incident) throw new LinliError('not-found', `There is no incident ${id}.`)
  if (incident.status !== 'open') throw new LinliError('conflict', `Incident ${id} is closed already.`)
  return incident
}

async function tell(
  work: Work,
  word: { incident: IncidentRow; type: 'progress' | 'closed'; text: string },
  concerned: ReportRow[],
): Promise<Told> {
  const { incident, type, text } = word
  const tickets = concerned.flatMap(({ number, conversationId }) =>
    conversationId === null ? [] : [{ number, conversationId }],
  )
  const toCall = concerned.flatMap(({ number, phone, conversationId }) =>
    conversationId === null ? [{ number, phone }] : [],
  )
  await work.emit({
    kind: 'incident-told',
    word: {
      type,
      incidentId: incident.id,
      communityId: incident.communityId,
      cause: incident.cause,
      places: incident.places as string[],
      text,
      tickets,
      toCall: toCall.map(({ number }) => number),
    },
  })
  return {
    tickets: concerned.map(({ number }) => number),
    conversations: new Set(tickets.map(({ conversationId }) => conversationId)).size,
    toCall,
  }
}

interface LeadStep {
  ticketId: string
  action: string
  by: string
  note: string
  assignee: string | null
}

/** A step with the ticket that leads an incident is a step with all of them. Gives a ticket that must be dispatched instead. */
export async function followLeadStep(
  parts: IncidentParts,
  work: Work,
  step: LeadStep,
): Promise<{ newLeadId: string } | undefined> {
  const [incident] = await sqlOf(work.tx)<IncidentRow>`
    select * from "Incident" where "leadTicketId" = ${step.ticketId} and status = 'open' limit 1`
  if (!incident) return undefined
  if (step.action === 'cancel') return await moveLead(work, incident)
  if (step.action === 'resolve') {
    const note = step.note === '' ? zhCn.status('resolved') : step.note
    await closeIncident(parts, work, { id: incident.id, by: step.by, note })
    return undefined
  }
  await passOn(parts, work, { incident, step })
  return undefined
}

/** Who has the leading ticket has the others; what they do with it holds for all, so that no clock runs on unanswered. */
async function passOn(
  parts: IncidentParts,
  work: Work,
  { incident, step }: { incident: IncidentRow; step: LeadStep },
): Promise<void> {
  const linked = await readReportsOf(work.tx, incident.id)
  const lead = linked.find(({ id }) => id === incident.leadTicketId)
  if (!lead) return
  for (const other of linked) {
    if (other.id === lead.id || !isOpenReport(other)) continue
    await followLead(parts, work, { lead, other })
    await repeatStep(parts, work, { lead, other, step })
  }
}

/** Who reported first has no trouble any more, the others have: the next leads. With nobody left the incident is over. */
async function moveLead(work: Work, incident: IncidentRow): Promise<{ newLeadId: string } | undefined> {
  const open = (await readReportsOf(work.tx, incident.id)).filter(isOpenReport)
  const [next] = open
  const data = next ? { leadTicketId: next.id } : { status: 'closed', closedAt: work.now, closedBy: 'system' }
  await work.tx.incident.update({ where: { id: incident.id }, data })
  return next?.assignee === null ? { newLeadId: next.id } : undefined
}

/** What a resident whose report belongs to an open incident is told at once. */
export interface IncidentState {
  cause: string
  /** Who reported it there: in the building, or where that is null in the community. */
  households: number
  building: string | null
  state: 'reported' | 'dispatched' | 'working'
  progress: string
}

/** How the incident of a ticket stands; nothing for a ticket that stands alone, or whose incident is over. */
export async function findIncidentState(
  tx: Transaction,
  ticketId: string,
): Promise<IncidentState | undefined> {
  const rows = await sqlOf(tx)<IncidentState & { leadStatus: string }>`
    select i.cause, i.households, i.building, i.progress, l.status as "leadStatus"
    from "Ticket" t join "Incident" i on i.id = t."incidentId" join "Ticket" l on l.id = i."leadTicketId"
    where t.id = ${ticketId} and i.status = 'open'`
  const row = rows[0]
  if (!row) return undefined
  const { leadStatus, ...incident } = row
  const states: Record<string, IncidentState['state']> = { dispatched: 'dispatched', in_progress: 'working' }
  return { ...incident, state: states[leadStatus] ?? 'reported' }
}

/** Whether the residents hear of this ticket's end from its incident, so that nobody else need tell them. */
export async function isToldByIncident(work: Work, ticketId: string): Promise<boolean> {
  const rows = await sqlOf(work.tx)<{ found: boolean }>`
    select true as found from "Ticket" t join "Incident" i on i.id = t."incidentId"
    where t.id = ${ticketId} and i."closedAt" = ${work.now}::timestamptz`
  return rows.length > 0
}

/** Whether another ticket leads this one's incident: staff hear of that one, not of each. */
export async function followsOther(work: Work, ticketId: string): Promise<boolean> {
  const rows = await work.tx.$queryRaw<{ found: boolean }[]>`
    select true as found from "Ticket" t join "Incident" i on i.id = t."incidentId"
    where t.id = ${ticketId} and i.status = 'open' and i."leadTicketId" <> t.id`
  return rows.length > 0
}
