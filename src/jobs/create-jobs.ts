import type { Clock } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { OpenedDatabase } from '../storage/open-database.ts'
import { type Jobs, lookAheadMs, type WakeKind } from './jobs.ts'
import { createNearWakes } from './near-wakes.ts'
import { openPostgresQueue } from './open-postgres-queue.ts'
import { openRedisQueue } from './open-redis-queue.ts'
import type { QueueOptions, QueueStore } from './queue-store.ts'

export interface JobsOptions {
  /** Absent: the queue lies in the database. */
  redisUrl?: string
  database: OpenedDatabase
  clock: Clock
  log: Log
  /** How many handlers run at once in this process: so many from the queue, and so many of what the process keeps to itself. */
  concurrency?: number
  /** Processes with the same name share the work. */
  queueName?: string
}

const defaultConcurrency = 32
const defaultGraceMs = 10_000
/** On a queue of several processes, a wake due within so many real milliseconds is kept by the process that hears of it. */
const ownWithinMs = 2_000
const quietTroubleMs = 60_000
/**
 * Real milliseconds that a timer due at once is put back where all share one session: what follows from a turn would else
 * come right behind it, and whoever writes in that instant would wait for both.
 */
const behindTurnMs = 150

/** Gives the queue, ready to take wakes; handlers run from `start` on. Throws 'queue-unreachable'. */
export async function createJobs(options: JobsOptions): Promise<Jobs> {
  const { log, clock } = options
  const queueOptions: QueueOptions = {
    queueName: options.queueName ?? 'linli',
    concurrency: options.concurrency ?? defaultConcurrency,
    onTrouble: createTroubleLog(options),
  }
  const store =
    options.redisUrl === undefined
      ? await openPostgresQueue(options.database, queueOptions)
      : await openRedisQueue(options.redisUrl, queueOptions)
  const isAlone = options.redisUrl === undefined && options.database.kind === 'pglite'
  const near = createNearWakes(queueOptions.concurrency)
  // Where one process owns the database, nobody else needs to hear of what is due soon. Else who hears of something does
  // it, and leaves to others what it has no room for.
  const isOurs = (delayRealMs: number) =>
    isAlone ? delayRealMs <= near.withinMs : delayRealMs <= ownWithinMs && near.hasRoom()
  const add = async (kind: WakeKind, id: string, delayRealMs: number) => {
    try {
      await store.add(kind, id, delayRealMs)
    } catch (error) {
      log.warn({ kind, id, error: messageOf(error) }, 'A wake was lost; the sweeper comes back to it.')
    }
  }
  let stopping: Promise<unknown> | undefined
  return {
    wake: async (kind, id, delayMs = 0) => {
      const delayRealMs = Math.max(0, Math.ceil(clock.toRealMs(delayMs)))
      // Most timers are taken back before they fall due; their rows are enough until then.
      if (kind === 'timer' && delayRealMs > lookAheadMs) return
      const isBehind = isAlone && kind === 'timer' && delayRealMs === 0
      if (isOurs(delayRealMs)) return near.add({ kind, id }, isBehind ? behindTurnMs : delayRealMs)
      await add(kind, id, delayRealMs)
    },
    start: async handlers => {
      await store.startWorker((kind, id) => runHandler(handlers, { kind, id }, log))
      near.start(wake => runHandler(handlers, wake, log))
    },
    stop: async (graceMs = defaultGraceMs) => {
      // What still runs may want to be woken later: the store is there until it has ended.
      stopping ??= Promise.all([near.stop(graceMs), stopWorker(store, graceMs)]).then(async ([left]) => {
        if (!isAlone) for (const { kind, id } of left) await add(kind, id, 0)
        await Promise.race([store.close().catch(() => {}), waitRealMs(1_000)])
      })
      await stopping
    },
    ping: () => store.ping(),
  }
}

/** Never rejects: a failed job is done for the queue, its row stays due. */
async function runHandler(
  handlers: Record<WakeKind, (id: string) => Promise<void>>,
  wake: { kind: WakeKind; id: string },
  log: Log,
): Promise<void> {
  try {
    await handlers[wake.kind](wake.id)
  } catch (error) {
    log.error({ ...wake, error: messageOf(error) }, 'A handler failed; the sweeper comes back to its row.')
  }
}

async function stopWorker(store: QueueStore, graceMs: number): Promise<void> {
  const grace = new AbortController()
  const late = new Promise<'late'>(resolve => {
    const timer = setTimeout(() => resolve('late'), graceMs)
    grace.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  const outcome = await Promise.race([store.stopWorker(false).then(() => 'done'), late])
  if (outcome === 'late') await Promise.race([store.stopWorker(true), waitRealMs(1_000)])
  grace.abort()
}

function waitRealMs(delayMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, delayMs).unref())
}

/** A store that is away reports every try; one line a minute says it all. */
function createTroubleLog({ log }: JobsOptions): (error: Error) => void {
  let quietUntilMs = 0
  return error => {
    const nowMs = performance.now()
    if (nowMs < quietUntilMs) return
    quietUntilMs = nowMs + quietTroubleMs
    log.warn(
      { error: error.message || error.name },
      'The queue has trouble with its store and tries again by itself.',
    )
  }
}
