import type { Database } from '../storage/database.ts'
import type { GoingMarks } from './going-marks.ts'

/** Finders of what is due and may have lost its job; each gives ids, oldest due first. */
export function createDueFinders(database: Database) {
  return {
    turn: async (now: Date, limit: number): Promise<string[]> => {
      const rows = await database.client.$queryRaw<{ id: string }[]>`
        select id from "Conversation" where "turnDueAt" <= ${now}::timestamptz
          and ("leaseUntil" is null or "leaseUntil" < ${now}::timestamptz) order by "turnDueAt" limit ${limit}`
      return rows.map(row => row.id)
    },
    delivery: async (now: Date, limit: number): Promise<string[]> => {
      // The messages themselves are asked: they cannot be out of step with what their conversation remembers. Only
      // the oldest of a conversation may go, so it alone decides.
      const rows = await database.client.$queryRaw<{ id: string }[]>`
        select "conversationId" as id from (
          select distinct on ("conversationId") "conversationId", "dueAt" from "Outbound"
          where state in ('pending', 'sending') order by "conversationId", id
        ) oldest where "dueAt" <= ${now}::timestamptz order by "dueAt" limit ${limit}`
      return rows.map(row => row.id)
    },
    attachment: async (now: Date, limit: number): Promise<string[]> => {
      const rows = await database.client.$queryRaw<{ id: string }[]>`
        select id from "Attachment" where "dueAt" <= ${now}::timestamptz order by "dueAt" limit ${limit}`
      return rows.map(row => row.id)
    },
  }
}

/**
 * Frees what a dead process held, so that nobody waits for its lease to run out. Only where one process owns the
 * database (the embedded one); with PostgreSQL another process may still be at work.
 */
export async function releaseDeadClaims(
  database: Database,
  now: Date,
  marks?: Pick<GoingMarks, 'readEarlier' | 'clear'>,
): Promise<void> {
  await releaseUnmarked(database, marks?.readEarlier())
  marks?.clear()
  await database.client.$executeRaw`
    update "Conversation" set "leaseUntil" = null, "turnDueAt" = coalesce("turnDueAt", ${now}::timestamptz)
    where "leaseUntil" is not null`
  await database.client.$executeRaw`
    update "Conversation" set "deliverDueAt" = ${now}::timestamptz
    where id in (select "conversationId" from "Outbound" where state = 'sending')`
  await database.client.$executeRaw`
    update "Outbound" set state = 'unknown', error = 'whether it arrived is not known'
    where state = 'sending' and "broadcastId" is not null`
  await database.client
    .$executeRaw`update "Outbound" set "dueAt" = ${now}::timestamptz where state = 'sending'`
}

/** A message of a broadcast that was claimed and has no mark never left: it waits again, as if never claimed. */
async function releaseUnmarked(database: Database, marked: ReadonlySet<string> | undefined): Promise<void> {
  if (marked === undefined) return
  const rows = await database.client.outbound.findMany({
    where: { state: 'sending', broadcastId: { not: null } },
    select: { id: true },
  })
  const unmarked = rows.map(({ id }) => id).filter(id => !marked.has(String(id)))
  await database.client.outbound.updateMany({
    where: { id: { in: unmarked } },
    data: { state: 'pending', attempts: 0 },
  })
}
