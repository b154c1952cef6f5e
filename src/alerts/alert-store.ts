import { growStaffNotice, postStaffNotice } from '../notices/staff-notice.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { AlertParts } from './alert-parts.ts'
import { type Quote, writeGroupAlert } from './write-alert.ts'

/** A line as evidence of an alert. */
export interface EvidenceLine extends Quote {
  inboundId: bigint
  conversationId: string
}

/** Keeps lines with an alert, each once. */
export async function keepEvidence(
  tx: Transaction,
  alertId: string,
  lines: readonly EvidenceLine[],
): Promise<void> {
  const data = lines.map(({ isPrivate: _isPrivate, ...line }) => ({ ...line, alertId }))
  await tx.alertEvidence.createMany({ data, skipDuplicates: true })
}

export type AlertRow = NonNullable<Awaited<ReturnType<typeof findAlert>>>

export async function findAlert(tx: Transaction, id: string) {
  return await tx.alert.findUnique({ where: { id }, include: { evidence: { orderBy: { at: 'asc' } } } })
}

/** Counts people and lines anew from the evidence. */
export async function recount(work: Work, id: string): Promise<AlertRow> {
  const { tx } = work
  const lines = await tx.alertEvidence.findMany({ where: { alertId: id }, orderBy: { at: 'asc' } })
  const last = lines.at(-1)
  const first = lines[0]
  await tx.alert.update({
    where: { id },
    data: {
      people: new Set(lines.map(({ person }) => person)).size,
      messages: lines.length,
      ...(last && first ? { lastEvidenceAt: last.at, sinceAt: first.at } : {}),
    },
  })
  return (await findAlert(tx, id)) as AlertRow
}

/** Writes the notice of an alert of a group or place as it stands now; what was said in private is not quoted. */
export async function writeNotice(parts: AlertParts, work: Work, alert: AlertRow): Promise<string> {
  const { tx } = work
  const group = alert.groupId ? await tx.watchedGroup.findUnique({ where: { id: alert.groupId } }) : null
  const community = alert.communityId
    ? await tx.community.findUnique({
        where: { id: alert.communityId },
        select: { name: true, timezone: true },
      })
    : null
  const incident = alert.incidentId
    ? await tx.incident.findUnique({ where: { id: alert.incidentId }, select: { cause: true, places: true } })
    : null
  return writeGroupAlert(
    {
      community: community?.name ?? '',
      building: alert.building ?? '',
      group: group?.name ?? '',
      topic: alert.topic,
      category: alert.category,
      sinceAt: alert.sinceAt,
      people: alert.people,
      messages: alert.messages,
      quotes: await markPrivate(tx, alert),
      suggestion: alert.suggestion,
      draft: alert.draft,
      incident: incident
        ? (parts.nameIncident?.({ ...incident, places: incident.places as string[] }) ?? '')
        : '',
      level: alert.level,
      nowMs: work.now.getTime(),
    },
    parts.texts,
    community?.timezone ?? parts.timezone,
  )
}

async function markPrivate(tx: Transaction, { evidence }: AlertRow): Promise<Quote[]> {
  const ids = [...new Set(evidence.map(({ conversationId }) => conversationId))]
  const groups = await tx.conversation.findMany({
    where: { id: { in: ids }, chatKind: 'group' },
    select: { id: true },
  })
  const ofGroups = new Set(groups.map(({ id }) => id))
  return evidence.map(line => ({ ...line, isPrivate: !ofGroups.has(line.conversationId) }))
}

/** Posts the notice of an alert, to one of the staff or to all on duty; the row remembers the newest. */
export async function postAlertNotice(
  work: Work,
  alert: { id: string; communityId: string | null; conversationId: string | null },
  notice: { text: string; toStaffId?: string | undefined; level?: number },
): Promise<string> {
  const { id } = await postStaffNotice(work, {
    kind: 'alert',
    level: 'urgent',
    text: notice.text,
    communityId: alert.communityId,
    conversationId: alert.conversationId,
    needsAck: true,
    ...(notice.toStaffId ? { toStaffId: notice.toStaffId } : {}),
    data: { alertId: alert.id, level: notice.level ?? 0 },
  })
  await work.tx.alert.update({ where: { id: alert.id }, data: { noticeId: id } })
  return id
}

/** Gives the notice of an alert its new wording; nobody is rung again. */
export async function growAlertNotice(parts: AlertParts, work: Work, alert: AlertRow): Promise<void> {
  if (!alert.noticeId) return
  const data = { alertId: alert.id, level: alert.level, people: alert.people }
  await growStaffNotice(work, { id: alert.noticeId, text: await writeNotice(parts, work, alert), data })
}
