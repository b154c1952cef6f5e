import { zhCn } from '../i18n/zh-cn.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import { createId } from '../shared/ids.ts'
import type { TicketPlace } from '../shared/read-ticket-place.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'
import { loadIncidentPolicy } from './policy-store.ts'
import { canComeBack, findRepeats, isSamePlace } from './repeat-rules.ts'
import { findReports, type ReportRow, readReport } from './report-store.ts'

const dayMs = 86_400_000

function isWatched({ kind, category }: Pick<ReportRow, 'kind' | 'category'>): boolean {
  return canComeBack(category) && (kind === 'repair' || kind === 'complaint')
}

/** Opens an improvement where the trouble of a new ticket has come back too often, once; later tickets are added to it. */
export async function watchRepeats(work: Work, ticketId: string): Promise<void> {
  const ticket = await readReport(work.tx, ticketId)
  if (!ticket || !isWatched(ticket)) return
  const { category, communityId } = ticket
  const all = await readKnown(work, ticket)
  const known = all.filter(row => isSamePlace(category, row.place, ticket.place))
  const running = known.find(row => row.status === 'open')
  if (running) {
    const tickets = [...running.tickets, ticket.number]
    await sqlOf(
      work.tx,
    )`update "Improvement" set tickets = ${JSON.stringify(tickets)}::jsonb where id = ${running.id} returning id`
    return
  }
  const policy = await loadIncidentPolicy(work.tx)
  const sinceMs = work.now.getTime() - policy.improvementDays * dayMs
  const closedMs = known.map(row => row.closedAt?.getTime() ?? 0)
  const from = new Date(Math.max(sinceMs, ...closedMs))
  const earlier = await findReports(work.tx, { communityId, category, from, except: ticket.id })
  const repeats = findRepeats(category, ticket, earlier)
  if (repeats.times < policy.improvementTimes) return
  await open(work, { ticket, ...repeats, days: policy.improvementDays })
}

interface KnownImprovement {
  id: string
  status: string
  place: TicketPlace
  tickets: string[]
  closedAt: Date | null
}

async function readKnown(
  work: Work,
  { communityId, category }: Pick<ReportRow, 'communityId' | 'category'>,
): Promise<KnownImprovement[]> {
  return await sqlOf(work.tx)<KnownImprovement>`
    select id, status, place, tickets, "closedAt" from "Improvement"
    where category = ${category} and "communityId" is not distinct from ${communityId}`
}

async function open(
  work: Work,
  found: { ticket: ReportRow; tickets: ReportRow[]; times: number; days: number },
): Promise<void> {
  const { ticket, tickets, times, days } = found
  const { category, communityId } = ticket
  const place = placeOf(ticket)
  const placeText = zhCn.place(place)
  const numbers = tickets.map(({ number }) => number)
  await work.tx.improvement.create({
    data: {
      id: createId(),
      communityId,
      category,
      place: place as object,
      placeText,
      tickets: numbers,
      openedAt: work.now,
    },
  })
  const manager = await work.tx.staff.findFirst({
    where: { role: 'manager', active: true },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  })
  await postStaffNotice(work, {
    kind: 'improvement',
    level: 'warning',
    text: zhCn.improvement.opened({
      place: placeText,
      category: zhCn.category(category as TicketCategory),
      count: times,
      days,
      numbers: numbers.slice(-10).join('、'),
    }),
    ...(manager ? { toStaffId: manager.id } : {}),
    communityId,
    ticketNumber: ticket.number,
  })
}

/** Public trouble is kept without the flat from which it was reported. */
function placeOf({ place, category }: ReportRow): TicketPlace {
  const { room, floor, ...rest } = place
  const isSameWithout = isSamePlace(category, place, rest)
  return isSameWithout ? rest : { ...rest, ...(room ? { room } : {}), ...(floor ? { floor } : {}) }
}
