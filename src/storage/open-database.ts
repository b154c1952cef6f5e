import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import { openPglite, type PgliteDatabase } from './open-pglite.ts'
import { openPostgres, type PostgresDatabase } from './open-postgres.ts'

export interface DatabaseOptions {
  /** A PostgreSQL server. Absent: the embedded database. */
  databaseUrl?: string
  /** Where the embedded database keeps its files. Absent: in memory, for tests. */
  dataDir?: string
  /** In memory: what `dumpDataDir` gave, instead of an empty database. */
  snapshot?: Blob
  log: Log
  clock: Clock
}

/** A database with what its own kind offers to the queue: the embedded session, or the server's address. */
export type OpenedDatabase = PgliteDatabase | PostgresDatabase

/**
 * Opens the database with the newest schema; `close` it before the process ends.
 * Throws 'database-unreachable', 'data-dir-in-use', 'data-dir-damaged', 'migration-failed' or 'migration-edited'.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenedDatabase> {
  const { databaseUrl, log, clock, ...embedded } = options
  if (databaseUrl !== undefined) return await openPostgres({ databaseUrl, log })
  return await openPglite({ ...embedded, log, clock })
}
