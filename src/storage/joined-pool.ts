import pg from 'pg'
import type { Transaction } from './database.ts'
import type { PrismaClient } from './generated/client.ts'
import { joinedSession, runOnSession } from './join-prisma.ts'
import { runOnConnection } from './run-sql.ts'

/** A pool that hands Prisma the connection of the transaction it joins, of which it can end nothing. */
export class JoinedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(
    callback: (
      error: Error | undefined,
      client: pg.PoolClient | undefined,
      done: (release?: unknown) => void,
    ) => void,
  ): void
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    const joined = joinedSession() as pg.PoolClient | undefined
    if (callback !== undefined) return void super.connect(callback)
    return joined ? Promise.resolve(asGuest(joined)) : super.connect()
  }
}

/** What begins, ends or gives back is the host's. */
const hostsOnly = new Set(['BEGIN', 'COMMIT', 'ROLLBACK'])
const nothing = { rows: [], fields: [], rowCount: 0, command: '', oid: 0 }

function asGuest(connection: pg.PoolClient): pg.PoolClient {
  const guest = {
    query: (query: pg.QueryConfig, ...rest: never[]) =>
      hostsOnly.has(query.text) ? Promise.resolve(nothing) : connection.query(query, ...rest),
    on: () => guest,
    removeListener: () => guest,
    release: () => {},
  }
  return guest as unknown as pg.PoolClient
}

/** Runs `work` in one transaction on a connection of the pool. Its beginning goes out together with the first statement. */
export async function runInTransaction<T>(
  { client, pool }: { client: PrismaClient; pool: JoinedPool },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect()
  const onError = () => {} // The statement under way rejects with it.
  connection.on('error', onError)
  const release = (broken?: boolean) => {
    connection.removeListener('error', onError)
    connection.release(broken)
  }
  try {
    const begun = connection.query('BEGIN')
    begun.catch(() => {}) // The first statement meets the same trouble.
    const result = await runOnSession({ client, session: connection, run: runOnConnection(connection) }, work)
    await begun
    const { command } = await connection.query('COMMIT')
    if (command === 'ROLLBACK')
      throw new Error('A statement of the transaction had failed; nothing of it was kept.')
    release()
    return result
  } catch (error) {
    await connection.query('ROLLBACK').then(
      () => release(),
      () => release(true),
    )
    throw error
  }
}
