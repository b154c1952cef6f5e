import { zhCn } from '../i18n/zh-cn.ts'
import { LinliError } from '../shared/errors.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { DispatchParts } from './dispatch-parts.ts'
import { startChain } from './emergency-chain.ts'

export interface DrillRequest {
  communityId: string | null
  building: string | null
  category: TicketCategory
  /** What is played, in the words of whoever leads the drill. */
  scenario: string
  startedBy: string
}

/**
 * Starts a drill: the way of a real emergency, each word marked as a drill, and no ticket, so that no figure counts it.
 * Rejects with `conflict` while another drill runs, with `bad-request` for a community that does not exist.
 */
export async function startDrill(
  parts: DispatchParts,
  work: Work,
  request: DrillRequest,
): Promise<{ id: string }> {
  const running = await work.tx.emergencyChain.findFirst({ where: { isDrill: true, status: 'ringing' } })
  if (running) throw new LinliError('conflict', `Drill ${running.id} is still running; wait for its end.`)
  if (request.communityId !== null) {
    const known = await work.tx.community.count({ where: { id: request.communityId } })
    if (known === 0) throw new LinliError('bad-request', `communityId: there is no ${request.communityId}.`)
  }
  const place = request.building ? zhCn.place({ building: request.building }) : ''
  const what = [zhCn.category(request.category), place, request.scenario].filter(Boolean).join('｜')
  const { communityId, building, category, startedBy } = request
  const id = await startChain(parts, work, {
    isDrill: true,
    communityId,
    building,
    category,
    what,
    startedBy,
  })
  return { id }
}

export interface DrillReport {
  id: string
  what: string
  status: 'ringing' | 'answered' | 'ended'
  startedBy: string
  startedAt: string
  answeredBy: string | null
  /** From the first ring to the answer; null while or if nobody answered. */
  answeredAfterSeconds: number | null
  rings: {
    level: number
    name: string
    /** From the start of the drill. */
    afterSeconds: number
    answeredAfterSeconds: number | null
  }[]
}

/** The timed reports of drills, newest first; of one where `id` is given, of some where `communities` are. */
export async function listDrills(
  tx: Transaction,
  filter: { id?: string; communities?: readonly string[] | undefined; limit: number },
): Promise<DrillReport[]> {
  const chains = await tx.emergencyChain.findMany({
    where: {
      isDrill: true,
      ...(filter.id ? { id: filter.id } : {}),
      ...(filter.communities
        ? { OR: [{ communityId: null }, { communityId: { in: [...filter.communities] } }] }
        : {}),
    },
    include: { rings: { orderBy: [{ round: 'asc' }, { level: 'asc' }] } },
    orderBy: { startedAt: 'desc' },
    take: filter.limit,
  })
  const ids = chains.flatMap(chain => [
    chain.startedBy,
    chain.answeredBy ?? '',
    ...chain.rings.map(ring => ring.staffId ?? ''),
  ])
  const staff = await tx.staff.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  const names = new Map(staff.map(row => [row.id, row.name]))
  const nameOf = (id: string | null) => (id === null ? zhCn.emergency.everybody : (names.get(id) ?? id))
  return chains.map(chain => ({
    id: chain.id,
    what: chain.what,
    status: chain.status as DrillReport['status'],
    startedBy: nameOf(chain.startedBy),
    startedAt: chain.startedAt.toISOString(),
    answeredBy: chain.answeredBy === null ? null : nameOf(chain.answeredBy),
    answeredAfterSeconds: secondsBetween(chain.startedAt, chain.answeredAt),
    rings: chain.rings.map(ring => ({
      level: ring.level,
      name: nameOf(ring.staffId),
      afterSeconds: secondsBetween(chain.startedAt, ring.at) ?? 0,
      answeredAfterSeconds: secondsBetween(ring.at, ring.answeredAt),
    })),
  }))
}

function secondsBetween(from: Date, to: Date | null): number | null {
  return to && Math.round((to.getTime() - from.getTime()) / 1_000)
}
