import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LinliError, messageOf } from '../shared/errors.ts'

/** One connection, of `pg` or PGlite. */
export interface Session {
  /** Runs one or more statements. */
  exec(sql: string): Promise<unknown>
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[] }>
}

interface Migration {
  name: string
  sql: string
  checksum: string
}

interface AppliedRow {
  migration_name: string
  checksum: string
  finished_at: Date | null
  rolled_back_at: Date | null
}

/** The folder with the migrations; the same two steps up from `src/storage` and from `dist/storage`. */
export const migrationsDirectory = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url))

// The table and the lock number are those of Prisma Migrate, so that its own commands agree with ours.
const lockNumber = 72_707_369
const createTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`
const insertRow = `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
  values ($1, $2, $3, now(), now(), 1)`

/**
 * Brings the database to the newest schema and gives the names of the migrations applied now.
 * Throws 'migration-edited' when an applied file has changed, 'migration-failed' when one does not run (and undoes that one).
 */
export async function migrate(session: Session, directory = migrationsDirectory): Promise<string[]> {
  await session.query(`select pg_advisory_lock(${lockNumber})`)
  try {
    return await applyPending(session, readMigrations(directory))
  } finally {
    await session.query(`select pg_advisory_unlock(${lockNumber})`)
  }
}

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
    .map(name => {
      const sql = readFileSync(`${directory}/${name}/migration.sql`, 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function applyPending(session: Session, migrations: Migration[]): Promise<string[]> {
  await session.exec(createTable)
  const found = await session.query(
    'select migration_name, checksum, finished_at, rolled_back_at from _prisma_migrations',
  )
  const rows = (found.rows as AppliedRow[]).filter(row => row.rolled_back_at === null)
  const applied = new Map(rows.map(row => [row.migration_name, row]))
  const names: string[] = []
  for (const migration of migrations) {
    const row = applied.get(migration.name)
    if (row !== undefined) {
      checkApplied(migration, row)
      continue
    }
    await applyOne(session, migration)
    names.push(migration.name)
  }
  return names
}

function checkApplied(migration: Migration, row: AppliedRow): void {
  if (row.finished_at === null) {
    throw new LinliError(
      'migration-failed',
      `Migration ${migration.name} began earlier and did not finish. Restore the backup made before it, or finish it by hand.`,
    )
  }
  if (row.checksum !== migration.checksum) {
    throw new LinliError(
      'migration-edited',
      `Migration ${migration.name} was changed after this database had applied it. Put the file back and add a new migration instead.`,
    )
  }
}

async function applyOne(session: Session, migration: Migration): Promise<void> {
  await session.exec('begin')
  try {
    await session.exec(migration.sql)
    await session.query(insertRow, [randomUUID(), migration.checksum, migration.name])
    await session.exec('commit')
  } catch (error) {
    await session.exec('rollback')
    throw new LinliError(
      'migration-failed',
      `Migration ${migration.name} failed and was undone: ${messageOf(error)}`,
      { cause: error },
    )
  }
}
