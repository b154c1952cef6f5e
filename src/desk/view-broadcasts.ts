import { draftOf } from '../broadcasts/broadcast.ts'
import { type BroadcastState, listActions } from '../broadcasts/course.ts'
import { type Progress, readProgress } from '../broadcasts/progress.ts'
import type { Database } from '../storage/database.ts'
import type { BroadcastView } from './contract-broadcasts.ts'
import type { Scope } from './scope.ts'

const shownEvents = 100

/** Notices as the desk shows them, newest first; with `id` only that one. */
export async function readBroadcasts(
  { client }: Database,
  filter: {
    id?: string
    state?: string | undefined
    scope: Scope
    cursor?: string | undefined
    limit: number
  },
): Promise<BroadcastView[]> {
  const { id, state, scope, cursor, limit } = filter
  const rows = await client.broadcast.findMany({
    where: {
      ...(id === undefined ? {} : { id }),
      ...(state === undefined ? {} : { state }),
      ...(scope === undefined ? {} : { OR: [{ communityId: null }, { communityId: { in: [...scope] } }] }),
      ...(cursor === undefined ? {} : { id: { lt: cursor } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
    include: { events: { orderBy: { id: 'desc' }, take: shownEvents } },
  })
  const progress = await readProgress(
    client,
    rows.map(row => row.id),
  )
  return rows.map(row => toView(row, progress.get(row.id)))
}

type Row = Awaited<ReturnType<Database['client']['broadcast']['findMany']>>[number] & {
  events: { at: Date; by: string; action: string; note: string }[]
}

const write = (at: Date | null) => at?.toISOString() ?? null

function toView(row: Row, progress: Progress | undefined): BroadcastView {
  const file = row.attachment as BroadcastView['file']
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    version: row.version,
    draft: draftOf(row),
    file: file && { id: file.id, kind: file.kind, fileName: file.fileName, sizeBytes: file.sizeBytes },
    actions: listActions(row.state as BroadcastState),
    startAt: write(row.startAt),
    startedAt: write(row.startedAt),
    endedAt: write(row.endedAt),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedBy: row.updatedBy,
    updatedAt: row.updatedAt.toISOString(),
    approvedBy: row.approvedBy,
    testedAt: write(row.testedAt),
    progress: progress as BroadcastView['progress'],
    events: row.events.map(({ at, by, action, note }) => ({ at: at.toISOString(), by, action, note })),
  }
}
