import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseStaff } from '../src/dispatch/choose-staff.ts'
import { dispatchTicket } from '../src/dispatch/dispatch-ticket.ts'
import { loadStaffFacts } from '../src/dispatch/staff-store.ts'
import { runWork } from '../src/run-work.ts'
import { silentLog } from '../src/shared/log.ts'
import { openDatabase } from '../src/storage/open-database.ts'
import { createDispatchWorld } from './dispatch-world.ts'
import { nameMachine, writeTable } from './write-table.ts'

// `tsx bench/dispatch.ts`: 1,000 tickets over 40 technicians on the embedded database, synced to disk as in production.

const share = (sorted: number[], at: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0
const pair = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  return { p50: share(sorted, 0.5), p99: share(sorted, 0.99) }
}

async function timed<T>(into: number[], run: () => Promise<T>): Promise<T> {
  const from = performance.now()
  const result = await run()
  into.push(performance.now() - from)
  return result
}

const folder = mkdtempSync(join(tmpdir(), 'linli-dispatch-'))
const world = await createDispatchWorld(clock => openDatabase({ dataDir: folder, log: silentLog, clock }))
const { parts, dispatchParts } = world
const ids = await world.openTickets(1_000)
const decided: number[] = []
const pure: number[] = []
const whole: number[] = []
for (const ticketId of ids) {
  await runWork(parts, async work => {
    const ticket = await work.tx.ticket.findUniqueOrThrow({ where: { id: ticketId } })
    const staff = await timed(decided, () =>
      loadStaffFacts(work.tx, { now: work.now, timezone: dispatchParts.timezone }),
    )
    const from = performance.now()
    chooseStaff({ ticket: { ...ticket, building: null }, staff, mode: 'assign' })
    const tookMs = performance.now() - from
    pure.push(tookMs)
    decided.push((decided.pop() ?? 0) + tookMs)
  })
  await timed(whole, () => runWork(parts, work => dispatchTicket(dispatchParts, work, { ticketId })))
  world.clock.advance(1_000)
}
const rows: { what: string; p50: number; p99: number; budget?: number }[] = [
  { what: 'choosing among 40, pure', ...pair(pure) },
  { what: 'decision: who is at work with what load (one query), and choosing', ...pair(decided), budget: 20 },
  { what: 'whole dispatch: decision, assignment, event, notice, commit to disk', ...pair(whole) },
]
console.log(
  writeTable(
    rows.map(({ what, p50, p99, budget }) => ({
      what: `${what}, p50 / p99`,
      value: `${p50.toFixed(2)} / ${p99.toFixed(2)} ms`,
      ...(budget === undefined ? {} : { budget: `${budget} ms (p99)`, holds: p99 <= budget }),
    })),
  ),
)
console.log(nameMachine())
await parts.database.close()
rmSync(folder, { recursive: true, force: true })
