import type { Clock } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import { type Jobs, type WakeKind, wakeKinds } from './jobs.ts'

export interface SweeperOptions {
  /** Gives the ids whose row is due at `now` and that nobody works on; at most `limit`. */
  findDue: Record<WakeKind, (now: Date, limit: number) => Promise<string[]>>
  jobs: Pick<Jobs, 'wake'>
  clock: Clock
  log: Log
  /** Milliseconds of product time between two sweeps. */
  everyMs: number
}

export interface Sweeper {
  start(): void
  /** Ends the sweeping and waits for a sweep under way. */
  stop(): Promise<void>
  /** Wakes all that is due and gives how many were woken. */
  sweepNow(): Promise<number>
}

const limitPerKind = 500

/** Comes back to every due row: after a crash, an emptied Redis, a handler that failed. */
export function createSweeper(options: SweeperOptions): Sweeper {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const sweepNow = async () => {
    const counts = await Promise.all(wakeKinds.map(kind => sweepKind(options, kind)))
    return counts.reduce((sum, count) => sum + count, 0)
  }
  return {
    start: () => {
      running = sweepUntilStopped(options, sweepNow, stopping.signal)
    },
    stop: async () => {
      stopping.abort()
      await running
    },
    sweepNow,
  }
}

async function sweepUntilStopped(
  options: SweeperOptions,
  sweepNow: () => Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sweepNow()
    try {
      await options.clock.sleep(options.everyMs, signal)
    } catch {
      return
    }
  }
}

async function sweepKind(options: SweeperOptions, kind: WakeKind): Promise<number> {
  const { findDue, jobs, clock, log } = options
  try {
    const ids = await findDue[kind](clock.now(), limitPerKind)
    for (const id of ids) await jobs.wake(kind, id)
    if (ids.length > 0) log.debug({ kind, count: ids.length }, 'The sweeper woke what was due.')
    return ids.length
  } catch (error) {
    log.error(
      { kind, error: messageOf(error) },
      'The sweeper could not look for what is due; it tries again.',
    )
    return 0
  }
}
