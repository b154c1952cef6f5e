import type { Transaction } from './database.ts'

/** Runs a part of a transaction of which nothing stays when it rejects, while the rest goes on. Not for parts within parts. */
export async function runPart<T>(tx: Transaction, run: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`savepoint part`
  try {
    const result = await run()
    await tx.$executeRaw`release savepoint part`
    return result
  } catch (error) {
    await tx.$executeRaw`rollback to savepoint part`
    throw error
  }
}
