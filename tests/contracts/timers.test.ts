import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runWork, type WorkParts } from '../../src/run-work.ts'
import { silentLog } from '../../src/shared/log.ts'
import { createManualClock } from '../../src/shared/manual-clock.ts'
import type { Database } from '../../src/storage/database.ts'
import { findDueTimers, fireTimer } from '../../src/timers/fire-timer.ts'
import { clearTimer, rememberTimers, setTimer, type TimerHandler } from '../../src/timers/timer-store.ts'
import { openMemoryDatabase } from '../support/databases.ts'

const clock = createManualClock(new Date('2026-11-23T02:00:00Z'))
const woken: string[] = []
let database: Database
let parts: WorkParts

beforeAll(async () => {
  database = await openMemoryDatabase(clock)
  const jobs = { wake: async (_kind: string, id: string) => void woken.push(id) }
  parts = { database, clock, jobs, reactions: {} }
})
afterAll(() => database.close())
beforeEach(async () => {
  woken.length = 0
  await database.client.timer.deleteMany()
})

const inMs = (ms: number) => new Date(clock.now().getTime() + ms)
const set = (subject: string, ms: number, data = {}) =>
  runWork(parts, work => setTimer(work, { kind: 'test', subject, dueAt: inMs(ms), data }))

async function fireDue(handler: TimerHandler): Promise<number> {
  const ids = await findDueTimers(database, clock.now(), 100)
  const fire = (id: string) =>
    fireTimer(
      { database, log: silentLog, runWork: run => runWork(parts, run), handlers: { test: handler } },
      id,
    )
  await Promise.all(ids.flatMap(id => [fire(id), fire(id)]))
  return ids.length
}

describe('timers', () => {
  it('fire once when due, not before, though woken twice at once', async () => {
    const seen: unknown[] = []
    await set('a', 60_000, { n: 1 })
    expect(woken).toEqual(['test:a'])
    await fireDue(async (_work, timer) => void seen.push(timer.data))
    expect(seen).toEqual([])
    clock.advance(60_000)
    await fireDue(async (_work, timer) => void seen.push(timer.data))
    await fireDue(async (_work, timer) => void seen.push(timer.data))
    expect(seen).toEqual([{ n: 1 }])
  })

  it('are replaced by a later word and taken back', async () => {
    const seen: string[] = []
    await set('a', 1_000)
    await set('a', 90_000)
    await set('b', 1_000)
    await runWork(parts, work => clearTimer(work, 'test', 'b'))
    clock.advance(2_000)
    await fireDue(async (_work, timer) => void seen.push(timer.subject))
    expect(seen).toEqual([])
    clock.advance(90_000)
    await fireDue(async (_work, timer) => void seen.push(timer.subject))
    expect(seen).toEqual(['a'])
  })

  it('of a part that is undone alone are undone with it', async () => {
    await set('kept', 1_000)
    await runWork(parts, async work => {
      await setTimer(work, { kind: 'test', subject: 'before', dueAt: inMs(1_000) })
      const undo = rememberTimers(work)
      await setTimer(work, { kind: 'test', subject: 'undone', dueAt: inMs(1_000) })
      await setTimer(work, { kind: 'test', subject: 'before', dueAt: inMs(99_000) })
      await clearTimer(work, 'test', 'kept')
      undo()
    })
    const rows = await database.client.timer.findMany({ orderBy: { subject: 'asc' } })
    expect(rows.map(({ subject, dueAt }) => [subject, dueAt])).toEqual([
      ['before', inMs(1_000)],
      ['kept', inMs(1_000)],
    ])
  })

  it('come back with back-off when the handler rejects, and nothing of it stays', async () => {
    let tries = 0
    const failing: TimerHandler = async work => {
      tries++
      await setTimer(work, { kind: 'test', subject: 'child', dueAt: inMs(0) })
      if (tries < 3) throw new Error('not now')
    }
    await set('a', 0)
    await fireDue(failing)
    const tried = tries
    expect(await database.client.timer.count({ where: { subject: 'child' } })).toBe(0)
    await fireDue(failing)
    expect(tries).toBe(tried)
    while ((await database.client.timer.count({ where: { subject: 'a' } })) > 0) {
      clock.advance(10_000)
      await fireDue(failing)
    }
    expect(tries).toBeGreaterThanOrEqual(3)
    expect(await database.client.timer.count({ where: { subject: 'child' } })).toBe(1)
  })
})
