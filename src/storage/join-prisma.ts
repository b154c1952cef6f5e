import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transaction } from './database.ts'
import { exposeDirect } from './direct-sql.ts'
import type { PrismaClient } from './generated/client.ts'
import type { RunSql } from './run-sql.ts'
import { transactionOptions } from './transaction-options.ts'

const joining = new AsyncLocalStorage<object>()

/** The session of ours on which Prisma's driver adapter shall begin its transaction; undefined where it opens its own. */
export function joinedSession(): object | undefined {
  return joining.getStore()
}

interface OpenSession {
  client: PrismaClient
  /** What `joinedSession` gives while Prisma joins. */
  session: object
  run: RunSql
}

/**
 * Runs `work` on a session whose transaction the caller has begun and ends. Prisma's client joins it when it is first asked
 * something: most transactions of a message never ask it, and its own beginning and end cost more than a statement.
 * Rejects after `transactionOptions.timeout`; statements that come later reject too.
 */
export async function runOnSession<T>(open: OpenSession, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const guest = invite(open)
  let isOver = false
  const run: RunSql = async (strings, ...values) => {
    if (isOver) throw new Error(tooLong)
    return await open.run(strings, ...values)
  }
  exposeDirect(guest.tx, { run, owner: open.client })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isOver = true
      reject(new Error(tooLong))
    }, transactionOptions.timeout)
  })
  try {
    const result = await Promise.race([work(guest.tx), late])
    await guest.leave()
    return result
  } catch (error) {
    await guest.leave(error).catch(() => {})
    throw error
  } finally {
    isOver = true
    clearTimeout(timer)
  }
}

const tooLong = `The transaction is over, or took longer than ${transactionOptions.timeout} ms.`

interface Guest {
  tx: Transaction
  /** Ends Prisma's part, if it has one; with an error as rolled back. */
  leave(error?: unknown): Promise<void>
}

function invite({ client, session }: OpenSession): Guest {
  let joined: Promise<Transaction> | undefined
  let ended: Promise<void> | undefined
  let end: { resolve(): void; reject(error: unknown): void } | undefined
  const whenLeft = new Promise<void>((resolve, reject) => {
    end = { resolve, reject }
  })
  whenLeft.catch(() => {})
  const join = () => {
    joined ??= new Promise((resolve, reject) => {
      ended = joining.run(session, () =>
        client.$transaction(async tx => {
          resolve(tx)
          await whenLeft
        }),
      )
      ended.catch(reject)
    })
    return joined
  }
  const leave = async (error?: unknown) => {
    if (error === undefined) end?.resolve()
    else end?.reject(error)
    await ended
  }
  return { tx: asTransaction(join), leave }
}

/** An object that looks like Prisma's transaction and joins with the first call. */
function asTransaction(join: () => Promise<Transaction>): Transaction {
  const call =
    (pick: (tx: Transaction) => unknown, name: string | symbol) =>
    async (...given: unknown[]): Promise<unknown> => {
      const owner = pick(await join()) as Record<string | symbol, (...given: unknown[]) => unknown>
      return await owner[name]?.(...given)
    }
  const isNoMember = (name: string | symbol) => typeof name === 'symbol' || name === 'then'
  return new Proxy({} as Transaction, {
    get: (_target, name) => {
      if (isNoMember(name)) return undefined
      if (String(name).startsWith('$')) return call(tx => tx, name)
      return new Proxy(
        {},
        {
          get: (_model, act) =>
            isNoMember(act) ? undefined : call(tx => tx[name as keyof Transaction], act),
        },
      )
    },
  })
}
