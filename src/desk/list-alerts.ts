import { withoutQuote } from '../alerts/digest.ts'
import type { AlertView } from './contract-alerts.ts'
import type { DeskParts } from './desk-parts.ts'
import { inScope, isInScope, type Scope } from './scope.ts'

interface Sight {
  scope: Scope
  masked: boolean
  /** Whether alerts of one resident are theirs to see. */
  seesTalks: boolean
}

export interface AlertQuery extends Sight {
  status?: string | undefined
  community?: string | undefined
  after?: { at: string; id: string } | undefined
  limit: number
}

const withEvidence = { evidence: { orderBy: { at: 'asc' } } } as const

/** A page of alerts, newest first, and where the next begins. */
export async function listAlerts(
  parts: DeskParts,
  query: AlertQuery,
): Promise<{ items: AlertView[]; last: { at: string; id: string } | undefined }> {
  const { status, community, after, limit, scope, seesTalks } = query
  const rows = await parts.database.client.alert.findMany({
    where: {
      AND: [
        inScope(scope),
        after ? { OR: [{ openedAt: { lt: after.at } }, { openedAt: after.at, id: { lt: after.id } }] } : {},
      ],
      ...(status === 'live' ? { status: { in: ['open', 'acknowledged'] } } : status ? { status } : {}),
      ...(community ? { communityId: community } : {}),
      ...(seesTalks ? {} : { conversationId: null }),
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: withEvidence,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const items = await describe(parts, page, query)
  return {
    items,
    last: last && rows.length > limit ? { at: last.openedAt.toISOString(), id: last.id } : undefined,
  }
}

/** One alert as the caller may see it; undefined where there is none for them. */
export async function findAlertView(
  parts: DeskParts,
  id: string,
  sight: Sight,
): Promise<AlertView | undefined> {
  const row = await parts.database.client.alert.findUnique({ where: { id }, include: withEvidence })
  if (!row || !isInScope(sight.scope, row.communityId)) return undefined
  if (row.conversationId !== null && !sight.seesTalks) return undefined
  const [view] = await describe(parts, [row], sight)
  return view
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>
const findRow = (parts: DeskParts) => parts.database.client.alert.findFirst({ include: withEvidence })

const mostQuotes = 30

async function describe(parts: DeskParts, rows: readonly Row[], { masked }: Sight): Promise<AlertView[]> {
  const { client } = parts.database
  const ids = (pick: (row: Row) => string | null) => [...new Set(rows.flatMap(row => pick(row) ?? []))]
  const communities = await client.community.findMany({ where: { id: { in: ids(row => row.communityId) } } })
  const groups = await client.watchedGroup.findMany({ where: { id: { in: ids(row => row.groupId) } } })
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    community: communities.find(({ id }) => id === row.communityId)?.name ?? null,
    building: row.building,
    group: row.kind === 'group' ? groups.find(({ id }) => id === row.groupId)?.name || row.chat : null,
    topic: masked ? withoutQuote(row.topic) : row.topic,
    category: row.category,
    sinceAt: row.sinceAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    lastEvidenceAt: row.lastEvidenceAt.toISOString(),
    people: row.people,
    messages: row.messages,
    evidence: masked
      ? []
      : row.evidence.slice(-mostQuotes).map(({ at, text, conversationId, weight }) => ({
          at: at.toISOString(),
          text,
          conversationId,
          weight,
        })),
    trend: trendOf(row),
    suggestion: row.suggestion,
    draft: row.draft,
    status: row.status,
    level: row.level,
    incidentId: row.incidentId,
    conversationId: masked ? null : row.conversationId,
    assigneeId: row.assigneeId,
    acknowledgedBy: row.acknowledgedBy,
    endedAt: row.endedAt?.toISOString() ?? null,
    outcome: row.outcome,
  }))
}

const stepMs = 5 * 60_000
const mostSteps = 24

function trendOf({ sinceAt, lastEvidenceAt, evidence }: Row): number[] {
  const from = sinceAt.getTime()
  const steps = Math.min(mostSteps, Math.floor((lastEvidenceAt.getTime() - from) / stepMs) + 1)
  const counts = Array.from({ length: Math.max(1, steps) }, () => 0)
  const first = lastEvidenceAt.getTime() - (counts.length - 1) * stepMs
  for (const { at } of evidence) {
    const step = Math.min(counts.length - 1, Math.ceil((at.getTime() - first) / stepMs))
    if (step >= 0) counts[step] = (counts[step] ?? 0) + 1
  }
  return counts
}
