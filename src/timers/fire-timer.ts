import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'
import type { DueTimer, TimerHandler } from './timer-store.ts'

export interface FireParts {
  database: Database
  log: Log
  /** Runs one unit of work in a transaction and sends its wakes afterwards. */
  runWork<T>(work: (unit: Work) => Promise<T>): Promise<T>
  handlers: Readonly<Record<string, TimerHandler>>
}

const firstRetryMs = 5_000
const longestRetryMs = 10 * 60_000

/**
 * Fires the timer `id` if it is due: the handler's effects and the end of the timer commit together, so it has one effect.
 * A handler that rejects leaves the timer, which comes back after 5 s, doubling to 10 min (product time).
 */
export async function fireTimer(parts: FireParts, id: string): Promise<void> {
  let failed: { now: Date; error: unknown } | undefined
  await parts
    .runWork(async work => {
      const timer = await takeDue(work, id)
      if (!timer) return
      const handle = parts.handlers[timer.kind]
      try {
        if (!handle) throw new Error(`There is no handler for timers of kind ${timer.kind}.`)
        await handle(work, timer)
      } catch (error) {
        failed = { now: work.now, error }
        throw error
      }
    })
    .catch((error: unknown) => {
      if (!failed) throw error
    })
  if (failed) await postpone(parts, { id, ...failed })
}

async function takeDue(work: Work, id: string): Promise<DueTimer | undefined> {
  const rows = await sqlOf(work.tx)<DueTimer>`
    delete from "Timer" where id = ${id} and "wakeAt" <= ${work.now}::timestamptz
    returning kind, subject, "dueAt", data`
  return rows[0]
}

async function postpone(
  { database, log }: FireParts,
  { id, now, error }: { id: string; now: Date; error: unknown },
): Promise<void> {
  log.error({ timer: id, error: messageOf(error) }, 'a timer failed; it comes back')
  await database.client.$executeRaw`
    update "Timer" set attempts = attempts + 1,
      "wakeAt" = ${now}::timestamptz + least(${longestRetryMs}::float, ${firstRetryMs}::float * power(2, attempts)) * interval '1 millisecond'
    where id = ${id}`
}

/** Ids of timers that are due at `now`, oldest first. */
export async function findDueTimers(database: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await database.client.$queryRaw<{ id: string }[]>`
    select id from "Timer" where "wakeAt" <= ${now}::timestamptz order by "wakeAt" limit ${limit}`
  return rows.map(row => row.id)
}

/** Timers that fall due up to `until`, soonest first. */
export async function findUpcomingTimers(
  database: Database,
  until: Date,
  limit: number,
): Promise<{ id: string; wakeAt: Date }[]> {
  return await database.sql<{ id: string; wakeAt: Date }>`
    select id, "wakeAt" from "Timer" where "wakeAt" <= ${until}::timestamptz order by "wakeAt" limit ${limit}`
}
