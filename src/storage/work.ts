import type { DomainEvent } from '../shared/events.ts'
import type { Transaction } from './database.ts'

/** What can be woken after a commit; `jobs/jobs.ts` knows how. */
export interface WorkWake {
  kind: 'turn' | 'delivery' | 'attachment' | 'timer'
  id: string
  dueAt: Date
}

/**
 * One unit of work: a transaction, its instant, and what shall follow. Features get it as an argument.
 * Events are reacted to inside the transaction; wakes are sent after it has committed, and a lost one is found by the sweeper.
 */
export interface Work {
  readonly tx: Transaction
  readonly now: Date
  emit(event: DomainEvent): Promise<void>
  /** Runs `step` as the last of the transaction, after all else; at once where nobody commits later. */
  beforeCommit(step: () => Promise<void>): Promise<void>
  wake(wake: WorkWake): void
}

/** A unit of work that nobody listens to: for tools and tests that change rows and nothing else. */
export function quietWork(tx: Transaction, now: Date): Work {
  return { tx, now, emit: async () => {}, beforeCommit: step => step(), wake: () => {} }
}
