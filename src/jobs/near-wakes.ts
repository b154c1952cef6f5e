import { lookAheadMs, type WakeKind } from './jobs.ts'

export interface Wake {
  kind: WakeKind
  id: string
}

/** Wakes kept in this process, which spare the queue the most frequent of its work. */
export interface NearWakes {
  /** Real milliseconds; the longest delay that is taken. */
  readonly withinMs: number
  add(wake: Wake, delayRealMs: number): void
  /** Whether this process runs wakes and would come to one more within a moment. */
  hasRoom(): boolean
  /** Runs what is due and what falls due; `run` never rejects. */
  start(run: (wake: Wake) => Promise<void>): void
  /**
   * Begins nothing more and waits for what runs, at most `graceMs`. Gives what did not begin and would fall due at once
   * or in a moment; its rows stay due.
   */
  stop(graceMs: number): Promise<Wake[]>
}

const withinMs = lookAheadMs
/** So many wakes a place may be under way or wait; a wake takes some milliseconds, and the way over the queue takes longer than that. */
const mostPerPlace = 4

/**
 * Gives timers instead of stored jobs. A crash loses them and the sweeper finds their rows, just as it does after a lost
 * job; see docs/decisions/2026-11-23-near-wakes-in-process.md.
 */
export function createNearWakes(concurrency: number): NearWakes {
  const timers = new Map<NodeJS.Timeout, Wake>()
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
    timers.set(timer, wake)
  }
  return {
    withinMs,
    add,
    hasRoom: () =>
      runWake !== undefined && timers.size + ready.size + running.size < concurrency * mostPerPlace,
    start: run => {
      runWake = run
      runReady()
    },
    stop: async graceMs => {
      runWake = undefined
      const left = [...timers.values(), ...ready.values()]
      for (const timer of timers.keys()) clearTimeout(timer)
      timers.clear()
      ready.clear()
      await waitAtMost(running, graceMs)
      return left
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
