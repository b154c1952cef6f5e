import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type Clock, createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { type OpenedDatabase, openDatabase } from '../../src/storage/open-database.ts'
import { openPglite, type PgliteDatabase } from '../../src/storage/open-pglite.ts'

export type OpenTestDatabase = () => Promise<OpenedDatabase>

/** Runs the suite on both kinds. `open` gives the one database of the suite, emptied; it is closed after the suite. */
export function describeDatabases(suite: (name: string, open: OpenTestDatabase) => void): void {
  for (const name of ['PGlite', 'PostgreSQL'] as const) {
    describe(name, () => suite(name, createOpener(name)))
  }
}

/** Call it in a `describe` or at the top of a test file: gives `open` for the embedded database in memory, or PostgreSQL. */
export function createOpener(name: 'PGlite' | 'PostgreSQL' = 'PGlite'): OpenTestDatabase {
  let opened: Promise<OpenedDatabase> | undefined
  // Its first start takes seconds, on a busy machine many.
  beforeAll(async () => {
    opened = name === 'PGlite' ? openMemoryDatabase() : openOnServer()
    await opened
  }, 120_000)
  afterAll(async () => {
    await (await opened)?.close()
  })
  return async () => {
    if (opened === undefined) throw new Error('Call `open` within a test or a hook.')
    const database = await opened
    await emptyTables(database)
    return database
  }
}

const shared = { log: silentLog, clock: createClock() }

/** A new embedded database in memory, with the newest schema and nothing in it. */
export async function openMemoryDatabase(clock: Clock = shared.clock): Promise<PgliteDatabase> {
  const snapshot = new Blob([await readFile(await askFor('snapshot'))])
  return await openPglite({ log: silentLog, clock, snapshot })
}

async function openOnServer(): Promise<OpenedDatabase> {
  return await openDatabase({ databaseUrl: await askForPostgres(), ...shared })
}

/** Gives the address of a new empty database on the run's PostgreSQL. */
export async function askForPostgres(): Promise<string> {
  return await askFor('postgres')
}

/** Gives the address of the run's Redis; shared, so use own queue names and never empty it. */
export async function askForRedis(): Promise<string> {
  return await askFor('redis')
}

async function askFor(name: string): Promise<string> {
  const response = await fetch(`${inject('serversUrl')}/${name}`, {
    // A kept connection may be closed by the other side at the moment it is used again.
    headers: { connection: 'close' },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}

async function emptyTables(database: OpenedDatabase): Promise<void> {
  const rows = await database.client.$queryRaw<{ names: string }[]>`
    select string_agg(format('%I', tablename), ', ') as names from pg_tables
    where schemaname = 'public' and tablename <> '_prisma_migrations'`
  await database.client.$executeRawUnsafe(`truncate ${rows[0]?.names} restart identity cascade`)
}
