import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite, PGliteOptions } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { Clock } from '../shared/clock.ts'
import { LinliError, messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from './database.ts'
import { DurableNodeFs, durableStartParams, memoryStartParams } from './durable-node-fs.ts'
import { PrismaClient } from './generated/client.ts'
import { joinedSession, runOnSession } from './join-prisma.ts'
import { lockDirectory } from './lock-directory.ts'
import { startMaintenance } from './maintain-pglite.ts'
import { migrate } from './migrate.ts'
import { PreparedPGlite } from './prepared-pglite.ts'
import { runOnLiteSession, runOnPglite } from './run-sql.ts'
import { transactionOptions } from './transaction-options.ts'

export interface PgliteDatabase extends Database {
  readonly kind: 'pglite'
  /** The one session everybody shares; statements of others wait while a transaction runs. */
  readonly lite: PGlite
}

export interface PgliteOptions {
  /** The durable database lies in its folder `pglite`. Absent: in memory. */
  dataDir?: string
  /** In memory: what `dumpDataDir` gave, instead of an empty database. */
  snapshot?: Blob
  log: Log
  clock: Clock
}

/** Opens the embedded database, with the newest schema. Throws 'data-dir-in-use', 'data-dir-damaged', 'migration-…'. */
export async function openPglite(options: PgliteOptions): Promise<PgliteDatabase> {
  const unlock = options.dataDir === undefined ? () => {} : lockDirectory(options.dataDir)
  try {
    const lite =
      options.dataDir === undefined
        ? await create({
            startParams: memoryStartParams,
            ...(options.snapshot ? { loadDataDir: options.snapshot } : {}),
          })
        : await openDurable(options.dataDir)
    return await prepare(lite, options, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function prepare(lite: PGlite, options: PgliteOptions, unlock: () => void): Promise<PgliteDatabase> {
  try {
    const names = await migrate(lite)
    if (names.length > 0) options.log.info({ migrations: names }, 'The database has a newer schema now.')
  } catch (error) {
    await lite.close()
    throw error
  }
  const client = new PrismaClient({ adapter: new PrismaPGlite(joinable(lite)), transactionOptions })
  const stopMaintenance = options.dataDir === undefined ? async () => {} : startMaintenance(lite, options)
  let closing: Promise<void> | undefined
  const close = async () => {
    await stopMaintenance()
    await client.$disconnect()
    await lite.close()
    unlock()
  }
  return {
    kind: 'pglite',
    lite,
    client,
    sql: runOnPglite(lite),
    transaction: work =>
      lite.transaction(session => runOnSession({ client, session, run: runOnLiteSession(session) }, work)),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** What Prisma sees of the database: a transaction of ours, where it joins one, stands for one of its own. */
function joinable(lite: PGlite): PGlite {
  const transaction: PGlite['transaction'] = async work => {
    const session = joinedSession()
    if (!session) return await lite.transaction(work)
    await null // The adapter counts on being called back later.
    return await work(session as Parameters<typeof work>[0])
  }
  return new Proxy(lite, {
    get: (target, name) => {
      if (name === 'transaction') return transaction
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

async function create(options: PGliteOptions & { fs?: DurableNodeFs }): Promise<PreparedPGlite> {
  const lite = new PreparedPGlite(options)
  await lite.waitReady
  return lite
}

async function openDurable(dataDir: string): Promise<PGlite> {
  const directory = join(dataDir, 'pglite')
  mkdirSync(directory, { recursive: true })
  // A process killed while it wrote this file leaves it empty, and then nothing opens. We hold the lock, so it is nobody's.
  rmSync(join(directory, 'postmaster.pid'), { force: true })
  try {
    const lite = await create({ fs: new DurableNodeFs(directory), startParams: durableStartParams })
    lite.syncBeside()
    return lite
  } catch (error) {
    throw new LinliError(
      'data-dir-damaged',
      `The database in ${directory} cannot be opened (${messageOf(error)}). ` +
        'Restore a backup with `npx linli restore`, or move this folder away to begin empty.',
      { cause: error },
    )
  }
}
