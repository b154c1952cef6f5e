import type { Transaction } from './database.ts'
import type { RunSql } from './run-sql.ts'

/** What of a transaction is needed beside Prisma's interface. */
interface Direct {
  run: RunSql
  owner: object
}

const directs = new WeakMap<object, Direct>()

/** Makes known how statements of a transaction run past Prisma, and what stands for its database. */
export function exposeDirect(tx: Transaction, direct: Direct): void {
  directs.set(tx, direct)
}

/**
 * Runs statements of a transaction past Prisma, for the few that every message or ticket needs: a sixth of the processor
 * time of the same statement through Prisma's client. Errors are the driver's. See `RunSql` for what columns come as.
 */
export function sqlOf(tx: Transaction): RunSql {
  return directs.get(tx)?.run ?? ((strings, ...values) => tx.$queryRaw(strings, ...values))
}

/** What stands for the database of a transaction, for what is remembered of it; undefined outside of transactions. */
export function ownerOf(tx: Transaction): object | undefined {
  return directs.get(tx)?.owner
}
