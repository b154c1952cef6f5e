import { type Clock, toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import type { ConversationView } from './contract.ts'
import { findConversations } from './list-conversations.ts'

/** What changed since the last look. Ticket changes name the ticket only: pages ask for what they show. */
export type LiveChange =
  | { kind: 'conversation'; conversation: ConversationView }
  | { kind: 'ticket'; number: string; communityId: string | null }
  | { kind: 'notice'; communityId: string | null; toStaffId: string | null }

export interface LiveFeed {
  /** Hears of every change from now on, in order; gives what ends it. */
  follow(listener: (change: LiveChange) => void): () => void
}

/** Real time between two looks at the database; an idle desk makes none. */
const lookEveryMs = 200
/** Rows are numbered when they are written and seen when they are committed: a late one may have a lower number. */
const lateRows = 200
const mostRows = 500

/**
 * Tells open desks what changed. It looks at the database rather than listening to the process, so that desks hear of what
 * another process did, and nothing that happens has to remember to tell them.
 */
export function createLiveFeed(parts: { database: Database; clock: Clock; log: Log }): LiveFeed {
  const listeners = new Set<(change: LiveChange) => void>()
  let running = false
  const run = async () => {
    let position = await findStart(parts.database)
    while (listeners.size > 0) {
      try {
        const found = await look(parts.database, position)
        position = found.position
        for (const change of found.changes) for (const listener of listeners) listener(change)
      } catch (error) {
        parts.log.warn({ error: messageOf(error) }, 'open desks are not told of changes just now')
      }
      await parts.clock.sleep(toProductMs(parts.clock, lookEveryMs))
    }
  }
  const start = () => {
    if (running) return
    running = true
    run()
      .catch((error: unknown) => parts.log.warn({ error: messageOf(error) }, 'the live feed ended'))
      .finally(() => {
        running = false
        if (listeners.size > 0) setTimeout(start, 1_000).unref()
      })
  }
  return {
    follow(listener) {
      listeners.add(listener)
      start()
      return () => listeners.delete(listener)
    },
  }
}

interface Position {
  /** Highest row number by table. */
  rows: Record<string, bigint>
  /** Rows seen among the last `lateRows` of each table. */
  seen: Set<string>
  /** Open handovers, who has them and what the bot suggests, to notice taking, returning and drafting. */
  handovers: Map<string, string>
  noticesFrom: Date
  notesFrom: Date
}

interface ChangedRow {
  source: string
  id: bigint
  subject: string
}

const sources = ['Inbound', 'Outbound', 'TicketEvent'] as const

async function findStart(database: Database): Promise<Position> {
  const [row] = await database.client.$queryRaw<Record<string, bigint>[]>`
    select coalesce((select max(id) from "Inbound"), 0) as "Inbound",
           coalesce((select max(id) from "Outbound"), 0) as "Outbound",
           coalesce((select max(id) from "TicketEvent"), 0) as "TicketEvent"`
  const position: Position = {
    rows: Object.fromEntries(sources.map(source => [source, BigInt(row?.[source] ?? 0)])),
    seen: new Set(),
    handovers: await readHandovers(database),
    noticesFrom: new Date(0),
    notesFrom: new Date(0),
  }
  // What lies within the late rows already is no news.
  for (const found of await readRows(database, position)) position.seen.add(`${found.source} ${found.id}`)
  const newest = await database.client.staffNotice.findFirst({ orderBy: { createdAt: 'desc' } })
  position.noticesFrom = newest?.createdAt ?? new Date(0)
  const newestNote = await database.client.conversationNote.findFirst({ orderBy: { at: 'desc' } })
  position.notesFrom = newestNote?.at ?? new Date(0)
  return position
}

async function look(
  database: Database,
  position: Position,
): Promise<{ changes: LiveChange[]; position: Position }> {
  const rows = await readRows(database, position)
  const fresh = rows.filter(row => !position.seen.has(`${row.source} ${row.id}`))
  const handovers = await readHandovers(database)
  const moved = findMoved(position.handovers, handovers)
  const notes = await readNotes(database, position.notesFrom)
  const talks = new Set([
    ...fresh.filter(row => row.source !== 'TicketEvent').map(row => row.subject),
    ...moved,
    ...notes.map(note => note.conversationId),
  ])
  const ticketIds = [...new Set(fresh.filter(row => row.source === 'TicketEvent').map(row => row.subject))]
  const notices = await readNotices(database, position.noticesFrom)
  return {
    changes: [
      ...(await findConversations(database, [...talks])).map(
        conversation => ({ kind: 'conversation', conversation }) as const,
      ),
      ...(await findTickets(database, ticketIds)),
      ...notices.map(({ communityId, toStaffId }) => ({ kind: 'notice', communityId, toStaffId }) as const),
    ],
    position: {
      rows: Object.fromEntries(
        sources.map(source => [
          source,
          rows.reduce(
            (highest, row) => (row.source === source && row.id > highest ? row.id : highest),
            position.rows[source] ?? 0n,
          ),
        ]),
      ),
      seen: new Set(rows.map(row => `${row.source} ${row.id}`)),
      handovers,
      noticesFrom: notices.at(-1)?.createdAt ?? position.noticesFrom,
      notesFrom: notes.at(-1)?.at ?? position.notesFrom,
    },
  }
}

function readRows(database: Database, { rows }: Position): Promise<ChangedRow[]> {
  const after = (source: string) => (rows[source] ?? 0n) - BigInt(lateRows)
  return database.client.$queryRaw<ChangedRow[]>`
    (select 'Inbound' as source, id, "conversationId" as subject from "Inbound"
      where id > ${after('Inbound')} order by id limit ${mostRows})
    union all
    (select 'Outbound', id, "conversationId" from "Outbound"
      where id > ${after('Outbound')} order by id limit ${mostRows})
    union all
    (select 'TicketEvent', id, "ticketId" from "TicketEvent"
      where id > ${after('TicketEvent')} order by id limit ${mostRows})`
}

async function readHandovers({ client }: Database): Promise<Map<string, string>> {
  const rows = await client.handover.findMany({
    where: { state: { in: ['waiting', 'taken'] } },
    select: { conversationId: true, state: true, takenBy: true },
  })
  const suggested = await client.replySuggestion.findMany({
    where: { status: 'open' },
    select: { id: true, conversationId: true },
  })
  const drafts = new Map(suggested.map(row => [row.conversationId, row.id]))
  return new Map(
    rows.map(({ conversationId, state, takenBy }) => [
      conversationId,
      `${state} ${takenBy ?? ''} ${drafts.get(conversationId) ?? ''}`,
    ]),
  )
}

function findMoved(before: Map<string, string>, after: Map<string, string>): string[] {
  const changed = [...after].filter(([id, state]) => before.get(id) !== state).map(([id]) => id)
  const gone = [...before.keys()].filter(id => !after.has(id))
  return [...changed, ...gone]
}

function readNotices({ client }: Database, from: Date) {
  return client.staffNotice.findMany({
    where: { createdAt: { gt: from } },
    select: { communityId: true, toStaffId: true, createdAt: true },
    orderBy: { createdAt: 'asc' },
    take: mostRows,
  })
}

function readNotes({ client }: Database, from: Date) {
  return client.conversationNote.findMany({
    where: { at: { gt: from } },
    select: { conversationId: true, at: true },
    orderBy: { at: 'asc' },
    take: mostRows,
  })
}

async function findTickets({ client }: Database, ids: string[]): Promise<LiveChange[]> {
  if (ids.length === 0) return []
  const rows = await client.ticket.findMany({
    where: { id: { in: ids } },
    select: { number: true, communityId: true },
  })
  return rows.map(row => ({ kind: 'ticket', ...row }))
}
