import type { Jobs } from './jobs/jobs.ts'
import { type Reactions, react } from './reactions.ts'
import type { Clock } from './shared/clock.ts'
import type { DomainEvent } from './shared/events.ts'
import type { Database, Transaction } from './storage/database.ts'
import type { Work, WorkWake } from './storage/work.ts'

export interface WorkParts {
  database: Database
  clock: Clock
  jobs: Pick<Jobs, 'wake'>
  reactions: Reactions
}

/** A unit of work around a transaction that is already open; `finish` before its commit, `sendWakes` after. */
export interface OpenWork {
  work: Work
  /** Does what was left for the end; nothing of the work may come after it. */
  finish(): Promise<void>
  sendWakes(): Promise<void>
}

export function openWork(parts: WorkParts, tx: Transaction): OpenWork {
  const wakes: WorkWake[] = []
  const lastSteps: (() => Promise<void>)[] = []
  const now = parts.clock.now()
  const work: Work = {
    tx,
    now,
    emit: (event: DomainEvent) => react(parts.reactions, work, event),
    beforeCommit: async step => void lastSteps.push(step),
    wake: wake => void wakes.push(wake),
  }
  return {
    work,
    finish: async () => {
      for (const step of lastSteps) await step()
    },
    sendWakes: async () => {
      const nowMs = parts.clock.now().getTime()
      await Promise.all(
        wakes.map(({ kind, id, dueAt }) => parts.jobs.wake(kind, id, Math.max(0, dueAt.getTime() - nowMs))),
      )
    },
  }
}

/** Runs `run` in one transaction with its reactions, then sends the wakes. Rolls everything back when it rejects. */
export async function runWork<T>(parts: WorkParts, run: (work: Work) => Promise<T>): Promise<T> {
  let opened: OpenWork | undefined
  const result = await parts.database.transaction(async tx => {
    opened = openWork(parts, tx)
    const result = await run(opened.work)
    await opened.finish()
    return result
  })
  await opened?.sendWakes()
  return result
}
