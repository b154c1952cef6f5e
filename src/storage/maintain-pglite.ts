import type { PGlite } from '@electric-sql/pglite'
import type { Clock } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'

interface MaintenanceOptions {
  log: Log
  clock: Clock
}

const lookEveryMs = 15_000
const checkpointEveryMs = 5 * 60_000
const checkpointAtBytes = 64 * 1024 * 1024
const vacuumEveryMs = 24 * 3_600_000
// 03:30 in China, where nobody writes.
const vacuumAtUtcMs = 19.5 * 3_600_000

/**
 * Keeps the embedded database small and quick to open: it never checkpoints or vacuums by itself.
 * The returned function ends it and waits for what runs.
 */
export function startMaintenance(lite: PGlite, options: MaintenanceOptions): () => Promise<void> {
  const stop = new AbortController()
  const running = runMaintenance(lite, options, stop.signal)
  return async () => {
    stop.abort()
    await running
  }
}

async function runMaintenance(lite: PGlite, options: MaintenanceOptions, signal: AbortSignal): Promise<void> {
  const { clock, log } = options
  // Disks do not run faster with CLOCK_RATE: intervals are real time, told in product time.
  const productMsPerMs = 1 / clock.toRealMs(1)
  let checkpointed = { atMs: clock.now().getTime(), bytes: await readWalBytes(lite) }
  let vacuumAtMs = nextVacuumAfter(clock.now().getTime())
  for (;;) {
    if (!(await sleepUnlessStopped(clock, lookEveryMs * productMsPerMs, signal))) return
    try {
      const nowMs = clock.now().getTime()
      const bytes = await readWalBytes(lite)
      const isOld = nowMs - checkpointed.atMs >= checkpointEveryMs * productMsPerMs
      if (bytes - checkpointed.bytes >= checkpointAtBytes || (isOld && bytes > checkpointed.bytes)) {
        await lite.exec('checkpoint')
        checkpointed = { atMs: nowMs, bytes: await readWalBytes(lite) }
      }
      if (nowMs >= vacuumAtMs) {
        await vacuumTables(lite, signal)
        vacuumAtMs = nextVacuumAfter(clock.now().getTime())
      }
    } catch (error) {
      log.error({ error: messageOf(error) }, 'The upkeep of the database failed; it is tried again.')
    }
  }
}

function nextVacuumAfter(nowMs: number): number {
  const midnightMs = Math.floor(nowMs / vacuumEveryMs) * vacuumEveryMs
  const todayMs = midnightMs + vacuumAtUtcMs
  return todayMs > nowMs ? todayMs : todayMs + vacuumEveryMs
}

async function sleepUnlessStopped(clock: Clock, delayMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(delayMs, signal)
    return true
  } catch {
    return false
  }
}

async function readWalBytes(lite: PGlite): Promise<number> {
  const found = await lite.query<{ bytes: number }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes",
  )
  return found.rows[0]?.bytes ?? 0
}

/** Vacuums all tables at once, but table by table, so that messages get their turn in between. */
export async function vacuumTables(lite: PGlite, signal?: AbortSignal): Promise<void> {
  const found = await lite.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'bullmq')",
  )
  for (const { name } of found.rows) {
    if (signal?.aborted) return
    await lite.exec(`vacuum (analyze) ${name}`)
  }
}
