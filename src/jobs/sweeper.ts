import { type Clock, toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import { type Jobs, lookAheadMs, type WakeKind, wakeKinds } from './jobs.ts'

export interface UpcomingTimer {
  id: string
  wakeAt: Date
}

export interface SweeperOptions {
  /** Gives the ids whose row is due at `now` and that nobody works on; at most `limit`. */
  findDue: Record<WakeKind, (now: Date, limit: number) => Promise<string[]>>
  /** Gives the timers that fall due up to `until`, soonest first; without it only what is due is woken. */
  findUpcoming?: (until: Date, limit: number) => Promise<UpcomingTimer[]>
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
const limitAhead = 5_000

/**
 * Comes back to every due row: after a crash, an emptied Redis, a handler that failed. Queues timers some seconds before
 * they fall due.
 */
export function createSweeper(options: SweeperOptions): Sweeper {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const lookAhead = createLookAhead(options)
  const sweepNow = async () => {
    const [counts] = await Promise.all([
      Promise.all(wakeKinds.map(kind => sweepKind(options, kind))),
      lookAhead(),
    ])
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

/** Wakes each coming timer once for each time that it is set to. */
function createLookAhead({ findUpcoming, jobs, clock, log }: SweeperOptions): () => Promise<void> {
  let woken = new Map<string, number>()
  return async () => {
    if (!findUpcoming) return
    const now = clock.now()
    const until = new Date(now.getTime() + toProductMs(clock, lookAheadMs))
    try {
      const timers = await findUpcoming(until, limitAhead)
      const before = woken
      woken = new Map(timers.map(({ id, wakeAt }) => [id, wakeAt.getTime()]))
      const fresh = timers.filter(({ id, wakeAt }) => wakeAt > now && before.get(id) !== wakeAt.getTime())
      await Promise.all(
        fresh.map(({ id, wakeAt }) => jobs.wake('timer', id, wakeAt.getTime() - now.getTime())),
      )
    } catch (error) {
      log.error({ error: messageOf(error) }, 'The sweeper could not look ahead; it tries again.')
    }
  }
}
