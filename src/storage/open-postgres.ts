import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { LinliError, messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from './database.ts'
import { PrismaClient } from './generated/client.ts'
import { JoinedPool, runInTransaction } from './joined-pool.ts'
import { migrate } from './migrate.ts'
import { runOnPool } from './run-sql.ts'
import { transactionOptions } from './transaction-options.ts'

export interface PostgresDatabase extends Database {
  readonly kind: 'postgres'
  readonly databaseUrl: string
}

export interface PostgresOptions {
  databaseUrl: string
  log: Log
}

const poolSize = 10
/** Connections of the statements that every message needs; none of them is ever held. */
const hotPoolSize = 6
const connectTimeoutMs = 5_000
/** Statements go out at once, behind those that are under way. */
const pipelined: pg.PoolConfig & { pipeline: boolean } = { pipeline: true }

/** Opens a PostgreSQL server's database, with the newest schema. Throws 'database-unreachable', 'migration-…'. */
export async function openPostgres(options: PostgresOptions): Promise<PostgresDatabase> {
  const { databaseUrl, log } = options
  const names = await migrateOnce(databaseUrl)
  if (names.length > 0) log.info({ migrations: names }, 'The database has a newer schema now.')
  // An idle connection that breaks (server restart) is replaced by the next query.
  const onPoolError = (error: Error) =>
    log.warn({ error: error.message }, 'A connection to PostgreSQL broke; the next query opens another.')
  const shared = new JoinedPool({ ...connectionOptions(databaseUrl), ...pipelined, max: poolSize })
  shared.on('error', onPoolError)
  const adapter = new PrismaPg(shared as unknown as ConstructorParameters<typeof PrismaPg>[0], {
    statementNameGenerator: createStatementNames(),
  })
  const pool = new pg.Pool({ ...connectionOptions(databaseUrl), max: hotPoolSize })
  pool.on('error', onPoolError)
  const client = new PrismaClient({ adapter, transactionOptions })
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    databaseUrl,
    client,
    sql: runOnPool(pool),
    transaction: work => runInTransaction({ client, pool: shared }, work),
    close: () => {
      closing ??= client.$disconnect().then(async () => void (await Promise.all([shared.end(), pool.end()])))
      return closing
    },
  }
}

const mostStatements = 300

/** Named statements are parsed once a connection. Those that come in endless forms (lists of any length) stay nameless. */
function createStatementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= mostStatements) return ''
    const name = `linli_${names.size + 1}`
    names.set(sql, name)
    return name
  }
}

function connectionOptions(databaseUrl: string) {
  return {
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'linli',
    // A process that dies without a word must not hold its row locks for hours.
    options: '-c timezone=UTC -c idle_in_transaction_session_timeout=30000',
  }
}

async function migrateOnce(databaseUrl: string): Promise<string[]> {
  const client = createClient(databaseUrl)
  try {
    await connect(client, databaseUrl)
    return await migrate({
      exec: sql => client.query(sql),
      query: (sql, params) => client.query(sql, params),
    })
  } finally {
    await client.end().catch(() => {})
  }
}

function createClient(databaseUrl: string): pg.Client {
  try {
    const client = new pg.Client(connectionOptions(databaseUrl))
    client.on('error', () => {}) // The query under way rejects with it.
    return client
  } catch {
    // The reason is left out: it may quote the address, and with it the password.
    throw new LinliError('database-unreachable', 'DATABASE_URL is not an address of PostgreSQL.')
  }
}

async function connect(client: pg.Client, databaseUrl: string): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    throw new LinliError(
      'database-unreachable',
      `PostgreSQL at ${nameServer(databaseUrl)} cannot be used (${reasonOf(error)}). Is it running, and is DATABASE_URL right?`,
      { cause: error },
    )
  }
}

/** Host and port only: the address also holds the password. */
function nameServer(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl)
    const host = url.hostname || (url.searchParams.get('host') ?? 'localhost')
    return `${host}:${url.port || '5432'}`
  } catch {
    return 'the address in DATABASE_URL'
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return messageOf(error) || code
}
