import { createId } from '../shared/ids.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'
import { findJoinable, isLive, isRekindled, placeKinds } from './alert-life.ts'
import type { AlertParts } from './alert-parts.ts'
import type { AlertPolicy } from './alert-policy.ts'
import {
  type AlertRow,
  type EvidenceLine,
  findAlert,
  growAlertNotice,
  keepEvidence,
  postAlertNotice,
  recount,
  writeNotice,
} from './alert-store.ts'
import { watchAlertSoon } from './alert-timers.ts'
import { isClearer, writeTopic } from './write-alert.ts'

/** A place that is upset beyond what is usual there. */
export interface PlaceSpike {
  /** `place`: some or all of it was said in private. */
  kind: 'group' | 'place'
  channel: string
  chat: string
  groupId: string | null
  communityId: string | null
  building: string | null
  category: TicketCategory
  share: number
  at: Date
  evidence: readonly EvidenceLine[]
}

const hourMs = 3_600_000

/** Opens an alert, or lets the one of the same cause grow; gives its id. One cause has one alert, whoever notices it. */
export async function raiseGroupAlert(
  parts: AlertParts,
  work: Work,
  { spike, policy }: { spike: PlaceSpike; policy: AlertPolicy },
): Promise<string> {
  const { tx } = work
  const place = spike.communityId ?? spike.groupId ?? ''
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`alert/${place}`}))`
  const recent = await tx.alert.findMany({
    where: {
      kind: { in: [...placeKinds] },
      lastEvidenceAt: { gt: new Date(spike.at.getTime() - policy.mergeHours * hourMs) },
      OR: [
        ...(spike.communityId ? [{ communityId: spike.communityId }] : []),
        ...(spike.groupId ? [{ groupId: spike.groupId }] : []),
      ],
    },
    include: { evidence: { select: { person: true } } },
    orderBy: { openedAt: 'desc' },
  })
  const people = new Set(spike.evidence.map(({ person }) => person))
  const joined = findJoinable(
    recent,
    {
      ...spike,
      atMs: spike.at.getTime(),
      newcomers: id => {
        const known = new Set(recent.find(alert => alert.id === id)?.evidence.map(({ person }) => person))
        return [...people].filter(person => !known.has(person)).length
      },
    },
    policy.mergeHours,
  )
  return joined ? await join(parts, work, { spike, alert: joined }) : await open(parts, work, spike)
}

async function join(
  parts: AlertParts,
  work: Work,
  { spike, alert }: { spike: PlaceSpike; alert: Omit<AlertRow, 'evidence'> },
): Promise<string> {
  const wakes = isRekindled(alert, spike.at.getTime())
  if (wakes) {
    await work.tx.alert.update({
      where: { id: alert.id },
      data: {
        status: 'open',
        level: 0,
        endedAt: null,
        endedBy: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
      },
    })
  }
  await keepEvidence(work.tx, alert.id, spike.evidence)
  await widen(work, { alert, spike })
  await renameIfClearer(parts, work, { alert, spike })
  await addEvidence(parts, work, { alertId: alert.id, lines: spike.evidence })
  if (wakes) await tell(parts, work, alert.id)
  return alert.id
}

/** An alert of one building that people of others share is the community's. */
async function widen(
  { tx }: Work,
  { alert, spike }: { alert: Omit<AlertRow, 'evidence'>; spike: PlaceSpike },
): Promise<void> {
  if (alert.groupId !== null || alert.building === null || alert.building === spike.building) return
  await tx.alert.update({ where: { id: alert.id }, data: { building: null } })
}

/** What the first words hardly named may become clear by the next: the alert is then called by what people name. */
async function renameIfClearer(
  { texts }: AlertParts,
  work: Work,
  { alert, spike }: { alert: Omit<AlertRow, 'evidence'>; spike: PlaceSpike },
): Promise<void> {
  if (spike.groupId === null || spike.groupId !== alert.groupId) return
  const evidence = await work.tx.alertEvidence.findMany({ where: { alertId: alert.id } })
  if (!isClearer(evidence, { old: alert.category, next: spike.category })) return
  const { category } = spike
  await work.tx.alert.update({
    where: { id: alert.id },
    data: {
      category,
      cause: `${alert.communityId ?? alert.groupId ?? ''}/${category}`,
      topic: writeTopic(category, evidence, texts),
      draft: texts.draft({ category: texts.category[category] ?? category }),
    },
  })
}

/** Adds lines to an alert, and its notice grows; also what came late. */
export async function addEvidence(
  parts: AlertParts,
  work: Work,
  { alertId, lines }: { alertId: string; lines: readonly EvidenceLine[] },
): Promise<void> {
  await keepEvidence(work.tx, alertId, lines)
  const grown = await recount(work, alertId)
  if (isLive(grown.status)) await growAlertNotice(parts, work, grown)
}

async function open(parts: AlertParts, work: Work, spike: PlaceSpike): Promise<string> {
  const { tx, now } = work
  const { texts } = parts
  const id = createId()
  const incident = await findIncident(work, spike)
  const first = spike.evidence[0]?.at ?? now
  const { channel, chat, groupId, communityId, building, category, kind } = spike
  await tx.alert.create({
    data: {
      id,
      kind,
      cause: `${communityId ?? groupId ?? ''}/${category}`,
      channel,
      chat,
      groupId,
      communityId,
      building,
      topic: writeTopic(category, spike.evidence, texts),
      category,
      sinceAt: first,
      openedAt: now,
      lastEvidenceAt: spike.at,
      people: 0,
      messages: 0,
      suggestion: texts.suggestion[kind],
      draft: (kind === 'place' ? texts.draftToPlace : texts.draft)({
        category: texts.category[category] ?? category,
      }),
      incidentId: incident?.id ?? null,
    },
  })
  await keepEvidence(tx, id, spike.evidence)
  await recount(work, id)
  await tell(parts, work, id)
  return id
}

async function tell(parts: AlertParts, work: Work, id: string): Promise<void> {
  const alert = await findAlert(work.tx, id)
  if (!alert) return
  const text = await writeNotice(parts, work, alert)
  const noticeId = await postAlertNotice(work, alert, { text })
  await watchAlertSoon(work, { id, noticeId })
}

/** What residents reported as tickets about the same at the same time. */
async function findIncident(work: Work, spike: PlaceSpike): Promise<{ id: string } | null> {
  if (!spike.communityId) return null
  return await work.tx.incident.findFirst({
    where: {
      communityId: spike.communityId,
      category: spike.category,
      lastReportAt: { gt: new Date(spike.at.getTime() - 6 * hourMs) },
    },
    orderBy: { openedAt: 'desc' },
    select: { id: true },
  })
}

/** An incident that opens after the alert belongs to it too. */
export async function linkIncident(work: Work, incidentId: string): Promise<void> {
  const since = new Date(work.now.getTime() - 6 * hourMs)
  await sqlOf(work.tx)`
    update "Alert" a set "incidentId" = i.id from "Incident" i
    where i.id = ${incidentId} and a."communityId" = i."communityId" and a.category = i.category and a."incidentId" is null
      and a.status in ('open', 'acknowledged') and a."lastEvidenceAt" > ${since}::timestamptz
    returning a.id`
}
