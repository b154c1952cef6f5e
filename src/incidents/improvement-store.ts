import { zhCn } from '../i18n/zh-cn.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { TicketPlace } from '../shared/read-ticket-place.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, type DueTimer, setTimer } from '../timers/timer-store.ts'
import { computeFigures, type ImprovementFigures } from './improvement-figures.ts'
import { ofCommunities } from './list-incidents.ts'
import { loadIncidentPolicy } from './policy-store.ts'
import { isSamePlace } from './repeat-rules.ts'
import { findReports } from './report-store.ts'

/** The fishbone's bones 人机料法环测. */
export const causeFields = ['people', 'machine', 'material', 'method', 'environment', 'measurement'] as const
export type CauseField = (typeof causeFields)[number]

export interface Measure {
  id: string
  text: string
  owner: string
  /** YYYY-MM-DD. */
  dueOn: string
  doneOn: string | null
}

export interface ImprovementChange {
  ownerId?: string | null | undefined
  causes?: Partial<Record<CauseField, string | undefined>> | undefined
  /** The whole list; those without an id are new. */
  measures?: (Omit<Measure, 'id'> & { id?: string | undefined })[] | undefined
  dueOn?: string | null | undefined
}

/** Changes what is given; rejects with `conflict` where it is closed, with `bad-request` for an owner who is no staff. */
export async function changeImprovement(work: Work, id: string, change: ImprovementChange): Promise<void> {
  const row = await lockOpen(work, id)
  if (change.ownerId) {
    const known = await work.tx.staff.count({ where: { id: change.ownerId } })
    if (known === 0) throw new LinliError('bad-request', `ownerId: there is no staff ${change.ownerId}.`)
  }
  const measures = change.measures?.map(measure => ({ ...measure, id: measure.id ?? createId() }))
  await work.tx.improvement.update({
    where: { id },
    data: {
      ...(change.ownerId !== undefined && { ownerId: change.ownerId }),
      ...(change.dueOn !== undefined && { dueOn: change.dueOn }),
      ...(change.causes && { causes: { ...(row.causes as object), ...change.causes } }),
      ...(measures && { measures }),
    },
  })
  if (measures) await watchMeasures(work, id, measures)
}

/** Ends it with what came of it; needs a root cause and a measure that was carried out, else `conflict`. */
export async function closeImprovement(
  work: Work,
  request: { id: string; by: string; outcome: string },
): Promise<void> {
  const row = await lockOpen(work, request.id)
  const hasCause = Object.values(row.causes as object).some(text => String(text ?? '').trim() !== '')
  const hasDone = (row.measures as unknown as Measure[]).some(({ doneOn }) => doneOn !== null)
  if (!hasCause || !hasDone) {
    throw new LinliError('conflict', 'An improvement ends with a root cause and at least one measure done.')
  }
  await work.tx.improvement.update({
    where: { id: request.id },
    data: { status: 'closed', closedAt: work.now, closedBy: request.by, outcome: request.outcome },
  })
  await clearTimer(work, 'improvement-measure', request.id)
}

async function lockOpen(work: Work, id: string) {
  await work.tx.$queryRaw`select id from "Improvement" where id = ${id} for update`
  const row = await work.tx.improvement.findUnique({ where: { id } })
  if (!row) throw new LinliError('not-found', `There is no improvement ${id}.`)
  if (row.status !== 'open') throw new LinliError('conflict', `Improvement ${id} is closed already.`)
  return row
}

/** One timer an improvement: at the end of the day on which the next measure is due. */
async function watchMeasures(work: Work, id: string, measures: Measure[]): Promise<void> {
  const [next] = measures
    .filter(({ doneOn, dueOn }) => doneOn === null && endOf(dueOn) > work.now)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
  if (!next) return await clearTimer(work, 'improvement-measure', id)
  await setTimer(work, { kind: 'improvement-measure', subject: id, dueAt: endOf(next.dueOn) })
}

/** In the zone of mainland China, where the companies are; an hour more or less matters to no measure. */
const endOf = (day: string) => new Date(`${day}T23:59:59+08:00`)

/** Fires an `improvement-measure` timer: tells the owner which measures are late. */
export async function onMeasureDue(work: Work, timer: DueTimer): Promise<void> {
  const row = await work.tx.improvement.findUnique({ where: { id: timer.subject } })
  if (row?.status !== 'open') return
  const measures = row.measures as unknown as Measure[]
  const late = measures.filter(
    ({ doneOn, dueOn }) => doneOn === null && endOf(dueOn).getTime() === timer.dueAt.getTime(),
  )
  for (const measure of late) {
    await postStaffNotice(work, {
      kind: 'improvement-overdue',
      level: 'warning',
      text: zhCn.improvement.overdue({
        place: row.placeText,
        category: zhCn.category(row.category as TicketCategory),
        measure: measure.text,
        dueOn: measure.dueOn,
      }),
      ...(row.ownerId ? { toStaffId: row.ownerId } : {}),
      communityId: row.communityId,
    })
  }
  await watchMeasures(work, row.id, measures)
}

export interface ImprovementView {
  id: string
  communityId: string | null
  category: string
  place: string
  status: string
  owner: { id: string; name: string } | null
  causes: Partial<Record<CauseField, string>>
  measures: Measure[]
  dueOn: string | null
  tickets: string[]
  outcome: string
  openedAt: string
  closedAt: string | null
  /** The days before it was opened. */
  before: ImprovementFigures
  /** The days since the last measure was done; null while none is. */
  after: ImprovementFigures | null
}

/** Gives improvements, newest first, with what the tickets' events say of before and after. */
export async function listImprovements(
  tx: Transaction,
  filter: {
    id?: string
    status?: string | undefined
    /** Theirs and what belongs to none; undefined: all. */
    communities?: readonly string[] | undefined
    limit: number
    now: Date
  },
): Promise<ImprovementView[]> {
  const rows = await tx.improvement.findMany({
    where: {
      ...(filter.id ? { id: filter.id } : {}),
      ...(filter.status ? { status: filter.status } : {}),
      ...ofCommunities(filter.communities),
    },
    orderBy: { openedAt: 'desc' },
    take: filter.limit,
  })
  const owners = await tx.staff.findMany({
    where: { id: { in: rows.flatMap(row => row.ownerId ?? []) } },
    select: { id: true, name: true },
  })
  const { improvementDays } = await loadIncidentPolicy(tx)
  const views: ImprovementView[] = []
  for (const row of rows) {
    const place = { category: row.category, communityId: row.communityId, place: row.place as TicketPlace }
    const measures = row.measures as unknown as Measure[]
    const lengthMs = improvementDays * 86_400_000
    const doneOn = measures
      .flatMap(measure => measure.doneOn ?? [])
      .toSorted()
      .at(-1)
    const doneAt = doneOn === undefined ? undefined : endOf(doneOn)
    const afterTo = doneAt && new Date(Math.min(filter.now.getTime(), doneAt.getTime() + lengthMs))
    views.push({
      id: row.id,
      communityId: row.communityId,
      category: row.category,
      place: row.placeText,
      status: row.status,
      owner: owners.find(({ id }) => id === row.ownerId) ?? null,
      causes: row.causes as ImprovementView['causes'],
      measures,
      dueOn: row.dueOn,
      tickets: row.tickets as string[],
      outcome: row.outcome,
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      before: await figuresFor(tx, place, {
        from: new Date(row.openedAt.getTime() - lengthMs),
        to: row.openedAt,
      }),
      after:
        doneAt && afterTo && afterTo > doneAt
          ? await figuresFor(tx, place, { from: doneAt, to: afterTo })
          : null,
    })
  }
  return views
}

async function figuresFor(
  tx: Transaction,
  about: { category: string; communityId: string | null; place: TicketPlace },
  stretch: { from: Date; to: Date },
): Promise<ImprovementFigures> {
  const { category, communityId } = about
  const rows = await findReports(tx, { category, communityId, ...stretch })
  const ids = rows.filter(row => isSamePlace(category, about.place, row.place)).map(({ id }) => id)
  const events = await tx.ticketEvent.findMany({
    where: { ticketId: { in: ids } },
    orderBy: { id: 'asc' },
    select: { ticketId: true, type: true, at: true, note: true },
  })
  const courses = ids.map(id => events.filter(event => event.ticketId === id))
  return computeFigures(courses, stretch)
}
