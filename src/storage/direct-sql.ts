import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transaction } from './database.ts'
import type { RunSql, Session } from './run-sql.ts'

interface AdapterTransaction {
  client: Session
}

interface Adapter {
  startTransaction(...given: never[]): Promise<object>
}

const opening = new AsyncLocalStorage<{ session?: Session }>()
const runners = new WeakMap<object, RunSql>()
const owners = new WeakMap<object, object>()

/** Lets `runDirectly` see the session of each transaction that Prisma opens through this driver adapter. */
export function exposeSessions<Factory extends { connect(): Promise<object> }>(factory: Factory): Factory {
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = (await connect()) as Adapter
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (...given) => {
      const transaction = await start(...given)
      const slot = opening.getStore()
      if (slot) slot.session = (transaction as AdapterTransaction).client
      return transaction
    }
    return adapter
  }
  return factory
}

/** Opens a transaction by `open`, in which `sqlOf` runs on the same session past Prisma. */
export async function runDirectly<T>(
  parts: {
    /** The database; see `ownerOf`. */
    owner: object
    open(work: (tx: Transaction) => Promise<T>): Promise<T>
    runOn(session: Session): RunSql
  },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const slot: { session?: Session } = {}
  return await opening.run(slot, () =>
    parts.open(async tx => {
      owners.set(tx, parts.owner)
      if (slot.session) runners.set(tx, parts.runOn(slot.session))
      return await work(tx)
    }),
  )
}

/**
 * Runs statements of a transaction past Prisma, for the few that every message or ticket needs: a sixth of the processor
 * time of the same statement through Prisma's client. Errors are the driver's. See `RunSql` for what columns come as.
 */
export function sqlOf(tx: Transaction): RunSql {
  return runners.get(tx) ?? ((strings, ...values) => tx.$queryRaw(strings, ...values))
}

/** What stands for the database of a transaction, for what is remembered of it; undefined outside of transactions. */
export function ownerOf(tx: Transaction): object | undefined {
  return owners.get(tx)
}
