import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import { printLine } from '../support/print-line.ts'
import { type RunningLinli, startLinli } from '../support/start-linli.ts'
import { type PostgresServer, startPostgres } from '../support/start-postgres.ts'
import { type RedisServer, startRedis } from '../support/start-redis.ts'
import { until } from '../support/until.ts'
import { checkBooks, startResidents, type TalkingResidents } from './talking-residents.ts'

const people = 20
const withinMs = 120_000

describe('on PostgreSQL and Redis of its own', () => {
  let postgres: PostgresServer
  let redis: RedisServer
  beforeAll(async () => {
    postgres = await startPostgres()
    redis = await startRedis()
  }, 120_000)
  afterAll(async () => {
    await postgres.stop()
    await redis.stop()
  })

  /** Starts everything anew, lets residents talk through `trouble`, and compares what they heard with the books. */
  async function talkThrough(trouble: (parts: Running) => Promise<void>): Promise<void> {
    const telegram = await startFakeTelegram()
    const env = { DATABASE_URL: await postgres.createDatabase(), REDIS_URL: redis.url, LOG_LEVEL: 'silent' }
    const linli = await startLinli({ telegram, webhook: true, env })
    const talking = startResidents(telegram, people)
    const answers = () => telegram.callsOf('sendMessage').length
    await until('the talk is under way', () => answers() >= people, withinMs)
    await trouble({ telegram, linli, talking, answers })
    const before = answers()
    await until('the talk goes on', () => answers() >= before + people, withinMs)
    await talking.finish(withinMs)
    const books = await checkBooks(linli.product.database, talking.residents)
    printLine(`${expect.getState().currentTestName}: ${JSON.stringify(books)}`)
    await linli.stop()
    await telegram.stop()
  }

  it('loses and doubles nothing when Redis is emptied three times in the middle of a talk', async () => {
    await talkThrough(async ({ answers }) => {
      const client = new Redis(redis.url)
      for (let time = 0; time < 3; time += 1) {
        const before = answers()
        await client.flushall()
        await until('the talk goes on', () => answers() >= before + 5, withinMs)
      }
      client.disconnect()
    })
  }, 400_000)

  it('loses and doubles nothing when Redis dies and comes back empty', async () => {
    await talkThrough(async ({ talking }) => {
      await redis.kill()
      const tookMs = await talking.reportOnce('电梯困人了！3栋1单元')
      printLine(`danger while Redis is dead: answered after ${tookMs} ms`)
      expect(tookMs).toBeLessThan(2_000)
      await redis.restart()
    })
  }, 400_000)

  it('asks Telegram to come again while PostgreSQL is away, and loses and doubles nothing', async () => {
    await talkThrough(async ({ telegram, linli, talking }) => {
      const before = telegram.queue.webhookCalls.length
      await postgres.kill()
      // The others may all be waiting for an answer just then.
      const late = talking.reportOnce('3栋1单元厨房水管漏水了，师傅明天下午来')
      const since = () => telegram.queue.webhookCalls.slice(before)
      await until('a message is put off', () => since().some(({ status }) => status === 503), withinMs)
      const ready = await fetch(`${linli.url}/readyz`)
      expect(ready.status).toBe(503)
      await postgres.restart()
      await until('Linli is ready', async () => (await fetch(`${linli.url}/readyz`)).ok, withinMs)
      await late
    })
  }, 400_000)
})

interface Running {
  telegram: FakeTelegram
  linli: RunningLinli
  talking: TalkingResidents
  /** Answers sent so far. */
  answers(): number
}
