import type { Prisma, PrismaClient } from './generated/client.ts'
import type { RunSql } from './run-sql.ts'

/** A transaction of the database; features and dialog get it as an argument and never open one. */
export type Transaction = Prisma.TransactionClient

export interface Database {
  readonly kind: 'pglite' | 'postgres'
  /** For single statements outside a transaction. Never use it inside `transaction` (it would wait for itself). */
  readonly client: PrismaClient
  /** The same past Prisma, for the few statements that every message needs. */
  readonly sql: RunSql
  /** Runs `work` in one transaction; rolls back when it rejects. No network call inside. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}
