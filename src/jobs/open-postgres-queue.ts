import type { PGlite } from '@electric-sql/pglite'
import { createPostgresBackend, type PgPool, Queue, runMigrations, Worker } from 'bullmq'
import pg from 'pg'
import { createId } from '../shared/ids.ts'
import type { OpenedDatabase } from '../storage/open-database.ts'
import { LitePool, runQuery } from './lite-pool.ts'
import {
  jobOptions,
  type ProcessWake,
  processJob,
  type QueueOptions,
  type QueueStore,
  workerOptions,
} from './queue-store.ts'

type Pool = LitePool | pg.Pool

// One connection listens, the others claim, finish and add.
const poolSize = 5

/** Opens the queue in the product's own database: tables in its schema `bullmq`. */
export async function openPostgresQueue(
  database: OpenedDatabase,
  options: QueueOptions,
): Promise<QueueStore> {
  if (database.kind === 'pglite') {
    await prepareEmbedded(database.lite)
    return createStore(new LitePool(database.lite), options)
  }
  const pool = new pg.Pool({
    connectionString: database.databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'linli-jobs',
    // A wake lost in a crash is found by the sweeper: it need not wait for the disk.
    options: '-c search_path=bullmq -c timezone=UTC -c synchronous_commit=off',
  })
  pool.on('error', options.onTrouble)
  const client = await pool.connect()
  try {
    await runMigrations(client)
  } finally {
    client.release()
  }
  return createStore(pool, options)
}

/**
 * All in one transaction of the shared session, so BullMQ's own begin and commit are left out.
 *
 * Then the queue is made light, for here it costs the event loop. Unlogged tables and sequences: a wake waits for no
 * disk, and after a crash they are empty and the sweeper finds what is due. No event stream: nobody reads it.
 */
async function prepareEmbedded(lite: PGlite): Promise<void> {
  await lite.transaction(async tx => {
    await runMigrations({
      query: async (text: string, params?: readonly unknown[]) =>
        /^\s*(begin|commit|rollback)\s*$/i.test(text)
          ? { rows: [], rowCount: 0 }
          : await runQuery(tx, text, params),
    })
    const relations = await tx.query<{ statement: string }>(listLogged)
    for (const { statement } of relations.rows) await tx.exec(statement)
    await tx.exec(dropEvents)
  })
}

// Tables that others refer to come last, as PostgreSQL asks.
const listLogged = `
  select format('alter %s %s set unlogged', case relkind when 'r' then 'table' else 'sequence' end, oid::regclass) as statement
  from pg_class c
  where relnamespace = 'bullmq'::regnamespace and relkind in ('r', 'S') and relpersistence = 'p' and relname <> 'migration'
  order by exists (select from pg_constraint f where f.confrelid = c.oid)`
const dropEvents = `
  create or replace function bullmq.publish_event(p_queue text, p_event text, p_data jsonb) returns bigint
  language sql as 'select 0::bigint'`

function createStore(pool: Pool, options: QueueOptions): QueueStore {
  // BullMQ describes the part of `pg.Pool` it needs by a type that the real one does not quite match.
  const connection = pool as unknown as PgPool
  const queue = new Queue(options.queueName, { connection, skipMetasUpdate: true }, createPostgresBackend)
  queue.on('error', options.onTrouble)
  let worker: { close(force?: boolean): Promise<void> } | undefined
  return {
    add: async (kind, id, delayRealMs) => {
      await queue.add(kind, { id }, { ...jobOptions, jobId: `w${createId()}`, delay: delayRealMs })
    },
    startWorker: async process => {
      worker = await createWorker(connection, options, process)
    },
    stopWorker: async force => worker?.close(force),
    ping: async () => {
      await pool.query('select 1')
    },
    close: async () => {
      await queue.close()
      await pool.end()
    },
  }
}

async function createWorker(connection: PgPool, options: QueueOptions, process: ProcessWake) {
  const worker = new Worker(
    options.queueName,
    job => processJob(job, process),
    { connection, concurrency: options.concurrency, ...workerOptions },
    createPostgresBackend,
  )
  worker.on('error', options.onTrouble)
  await worker.waitUntilReady()
  return worker
}
