import { lookAheadMs, type WakeKind } from './jobs.ts'

export interface Wake {
  kind: WakeKind
  id: string
}

/** Wakes kept in this process: for the embedded database, which one process owns. */
export interface NearWakes {
  /** Real milliseconds; the longest delay that is taken. */
  readonly withinMs: number
  add(wake: Wake, delayRealMs: number): void
  /** Runs what is due and what falls due; `run` never rejects. */
  start(run: (wake: Wake) => Promise<void>): void
  /** Begins nothing more and waits for what runs, at most `graceMs`; what did not begin stays due in its row. */
  stop(graceMs: number): Promise<void>
}

const withinMs = lookAheadMs

/**
 * Gives timers instead of stored jobs. A crash loses them and the sweeper finds their rows, just as it does after a lost
 * job; see docs/decisions/2026-11-23-near-wakes-in-process.md.
 */
export function createNearWakes(concurrency: number): NearWakes {
  const timers = new Set<NodeJS.Timeout>()
  const ready = new Map<string, Wake>()
  const running = new Set<Promise<void>>()
  let runWake: ((wake: Wake) => Promise<void>) | undefined
  const runReady = () => {
    for (const [key, wake] of ready) {
      if (!runWake || running.size >= concurrency) return
      ready.delete(key)
      const work = runWake(wake).finally(() => {
        running.delete(work)
        runReady()
      })
      running.add(work)
    }
  }
  const queue = (wake: Wake) => {
    // One that waits already will see what this one is for.
    ready.set(`${wake.kind} ${wake.id}`, wake)
    runReady()
  }
  const add = (wake: Wake, delayRealMs: number) => {
    // A timer of no time takes a millisecond; who adds is not to be called back before it has ended.
    if (delayRealMs === 0) return void setImmediate(queue, wake)
    const timer = setTimeout(() => {
      timers.delete(timer)
      queue(wake)
    }, delayRealMs)
    timers.add(timer)
  }
  return {
    withinMs,
    add,
    start: run => {
      runWake = run
      runReady()
    },
    stop: async graceMs => {
      runWake = undefined
      for (const timer of timers) clearTimeout(timer)
      ready.clear()
      await waitAtMost(running, graceMs)
    },
  }
}

async function waitAtMost(running: Set<Promise<void>>, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, graceMs)
  })
  await Promise.race([Promise.all(running), late])
  clearTimeout(timer)
}
