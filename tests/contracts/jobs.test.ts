import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createJobs, type JobsOptions } from '../../src/jobs/create-jobs.ts'
import type { Jobs, WakeKind } from '../../src/jobs/jobs.ts'
import { createSweeper } from '../../src/jobs/sweeper.ts'
import { createClock } from '../../src/shared/clock.ts'
import { createId } from '../../src/shared/ids.ts'
import { type Log, silentLog } from '../../src/shared/log.ts'
import { askForRedis, createOpener } from '../support/databases.ts'
import { type RedisServer, startRedis } from '../support/start-redis.ts'
import { until } from '../support/until.ts'

const clock = createClock()
type Handlers = Record<WakeKind, (id: string) => Promise<void>>
const ignore = async () => {}
/** Beyond what a process keeps to itself. */
const laterMs = 2_500
const pause = (delayMs: number) => new Promise(resolve => setTimeout(resolve, delayMs))
const handle = (turn: (id: string) => Promise<void>): Handlers => ({
  turn,
  delivery: ignore,
  attachment: ignore,
  timer: ignore,
})

const stores = [
  ['Redis', 'PGlite', askForRedis],
  ['PostgreSQL', 'PostgreSQL', async () => undefined],
  ['PGlite', 'PGlite', async () => undefined],
] as const

describe.each(stores)('jobs on %s', (_name, databaseName, askForUrl) => {
  const open = createOpener(databaseName)
  const made: Jobs[] = []
  const make = async (more: Partial<JobsOptions> = {}): Promise<Jobs> => {
    const redisUrl = await askForUrl()
    const jobs = await createJobs({
      database: await open(),
      clock,
      log: silentLog,
      queueName: `test-${createId()}`,
      ...(redisUrl === undefined ? {} : { redisUrl }),
      ...more,
    })
    made.push(jobs)
    return jobs
  }
  afterEach(async () => {
    await Promise.all(made.splice(0).map(jobs => jobs.stop(2_000)))
  })

  it('let a handler end that wants to be woken far ahead while they stop', async () => {
    const jobs = await make()
    let isRunning = false
    let isDone = false
    await jobs.start(
      handle(async () => {
        isRunning = true
        await pause(200)
        await jobs.wake('timer', 'later', 3_600_000)
        isDone = true
      }),
    )
    await jobs.wake('turn', 'a')
    await until('the handler runs', () => isRunning)
    await jobs.stop()
    expect(isDone).toBe(true)
  })

  it('run the handler of the kind with the id, once', async () => {
    const jobs = await make()
    const seen: string[] = []
    await jobs.start({
      turn: async id => void seen.push(`turn ${id}`),
      delivery: async id => void seen.push(`delivery ${id}`),
      attachment: async id => void seen.push(`attachment ${id}`),
      timer: async id => void seen.push(`timer ${id}`),
    })
    await jobs.wake('turn', 'a')
    await jobs.wake('delivery', 'b')
    await jobs.wake('attachment', 'c')
    await until('three handlers ran', () => seen.length === 3)
    // A job that ran twice would come before a later one.
    await jobs.wake('turn', 'last')
    await until('the last handler ran', () => seen.includes('turn last'))
    expect(seen.toSorted()).toEqual(['attachment c', 'delivery b', 'turn a', 'turn last'])
  })

  it('wake at the due time: never early, and seldom late', async () => {
    const jobs = await make()
    const lateMs: number[] = []
    const dueAtMs = new Map<string, number>()
    await jobs.start(handle(async id => void lateMs.push(Date.now() - (dueAtMs.get(id) ?? 0))))
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const delayMs = 200 + i * 25
        dueAtMs.set(`t${i}`, Date.now() + delayMs)
        return jobs.wake('turn', `t${i}`, delayMs)
      }),
    )
    await until('all timers ran', () => lateMs.length === 40)
    const sorted = lateMs.toSorted((a, b) => a - b)
    expect(sorted[0]).toBeGreaterThanOrEqual(-3)
    // The product's bar is 250 ms; a loaded test machine stalls by itself.
    expect(sorted[30]).toBeLessThan(1_000)
  })

  it('count delays in product time', async () => {
    const jobs = await make({ clock: createClock(600) })
    let ran = false
    await jobs.start(
      handle(async () => {
        ran = true
      }),
    )
    await jobs.wake('turn', 'a', 10 * 60_000)
    await until('ten minutes at 600 times the speed', () => ran, 10_000)
  })

  it('go on after a handler that rejects', async () => {
    const errors: object[] = []
    const log: Log = { ...silentLog, error: fields => void errors.push(fields) }
    const jobs = await make({ log })
    const seen: string[] = []
    await jobs.start(
      handle(async id => {
        if (id === 'bad') throw new Error('broken handler')
        seen.push(id)
      }),
    )
    await jobs.wake('turn', 'bad')
    await jobs.wake('turn', 'good')
    await until('the good one ran', () => seen.includes('good'))
    await until('the failure is logged', () => errors.length === 1)
    expect(errors[0]).toMatchObject({ kind: 'turn', id: 'bad', error: 'broken handler' })
  })

  it('wait at stop for running handlers and take no new one', async () => {
    const jobs = await make({ concurrency: 1 })
    const begun: string[] = []
    const ended: string[] = []
    const finish: (() => void)[] = []
    await jobs.start(
      handle(async id => {
        begun.push(id)
        await new Promise<void>(resolve => finish.push(resolve))
        ended.push(id)
      }),
    )
    for (const id of ['a', 'b', 'c', 'd']) await jobs.wake('turn', id)
    await until('what may run at once runs', () => begun.length > 0)
    await pause(500)
    const running = [...begun]
    expect(running.length).toBeLessThan(4)
    const stopped = jobs.stop().then(() => [...ended])
    for (const end of finish) end()
    expect((await stopped).toSorted()).toEqual(running.toSorted())
    expect(begun).toEqual(running)
  })

  it('stop in time although a handler hangs', async () => {
    const jobs = await make()
    let begun = false
    await jobs.start(
      handle(() => {
        begun = true
        return new Promise(() => {})
      }),
    )
    await jobs.wake('turn', 'hangs')
    await until('it runs', () => begun)
    const startMs = performance.now()
    await jobs.stop(300)
    expect(performance.now() - startMs).toBeLessThan(5_000)
  })

  it('answer a ping', async () => {
    const jobs = await make()
    await jobs.ping()
  })
})

describe('jobs on a Redis that fails', () => {
  const open = createOpener('PGlite')
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  const make = async () =>
    await createJobs({
      database: await open(),
      redisUrl: redis.url,
      clock,
      log: silentLog,
      queueName: createId(),
    })

  it('run what was forgotten once the sweeper finds it due', async () => {
    const jobs = await make()
    const due = new Set(['a', 'b', 'c'])
    await jobs.start(handle(async id => void due.delete(id)))
    for (const id of due) await jobs.wake('turn', id, 3_600_000)
    await flush(redis.url)
    const sweeper = createSweeper({
      findDue: {
        turn: async () => [...due],
        delivery: async () => [],
        attachment: async () => [],
        timer: async () => [],
      },
      jobs,
      clock,
      log: silentLog,
      everyMs: 100,
    })
    sweeper.start()
    await until('nothing is due any more', () => due.size === 0)
    await sweeper.stop()
    await jobs.stop()
  })

  it('lose a wake without rejecting, and work on when it is back', async () => {
    const jobs = await make()
    const seen: string[] = []
    await jobs.start(handle(async id => void seen.push(id)))
    await jobs.wake('turn', 'before')
    await until('the first ran', () => seen.includes('before'))
    await redis.kill()
    await jobs.wake('turn', 'lost', laterMs)
    await expect(jobs.ping()).rejects.toThrow()
    await redis.restart()
    await until('it is back', () =>
      jobs.ping().then(
        () => true,
        () => false,
      ),
    )
    await jobs.wake('turn', 'after', laterMs)
    await until('a wake after the restart runs', () => seen.includes('after'), 20_000)
    await jobs.stop()
  }, 60_000)

  it('stop although it is away', async () => {
    const jobs = await make()
    await jobs.start(handle(ignore))
    await redis.kill()
    await jobs.stop(500)
    await redis.restart()
  }, 60_000)

  it('say at the start that it cannot be reached, by host and port', async () => {
    const database = await open()
    const jobs = createJobs({ database, redisUrl: 'redis://:geheim@127.0.0.1:9', clock, log: silentLog })
    const error = await jobs.catch(e => e)
    expect(error).toMatchObject({
      code: 'queue-unreachable',
      message: expect.stringContaining('127.0.0.1:9'),
    })
    expect(String(error.message)).not.toContain('geheim')
  })
})

async function flush(url: string): Promise<void> {
  const { Redis } = await import('ioredis')
  const client = new Redis(url)
  await client.flushall()
  client.disconnect()
}
