import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readConfig } from '../src/config/read-config.ts'
import { type Product, startProduct } from '../src/start-product.ts'
import { vacuumTables } from '../src/storage/maintain-pglite.ts'
import type { Ask, SubjectOptions, Usage } from './start-subject.ts'
import { createEchoBot } from './telegraf-echo.ts'
import { probeTimers } from './time-timers.ts'

// The process that is measured: alone, so that its processor time is its own. Started by start-subject.ts.

const delays = monitorEventLoopDelay({ resolution: 5 })

function readUsage(): Usage {
  const { user, system } = process.cpuUsage()
  const usage = {
    cpuMs: (user + system) / 1_000,
    longestGapMs: delays.max / 1e6,
    rssMb: process.memoryUsage.rss() / 1e6,
  }
  delays.reset()
  return usage
}

interface Subject {
  upkeep?(): Promise<void>
  timers?(): Promise<number[][]>
  stop(): Promise<void>
}

async function startLinli(options: SubjectOptions): Promise<Subject> {
  const config = readConfig({
    TELEGRAM_BOT_TOKEN: options.token,
    TELEGRAM_API_ROOT: options.apiRoot,
    DATA_DIR: options.dataDir,
    KNOWLEDGE_DIR: options.knowledgeDir,
    LOG_LEVEL: 'error',
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    ...(options.staffChat ? { TELEGRAM_STAFF_CHAT_ID: String(options.staffChat) } : {}),
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
  })
  const product = await startProduct(config, { burst: { quietMs: 0, atMostMs: 0 } })
  await spreadGroups(product, options.groups ?? [])
  await waitForGraph(product)
  return {
    upkeep: () => runUpkeep(product),
    timers: () => probeTimers(product, options.redisUrl),
    stop: () => product.stop(),
  }
}

/** Groups of a channel, ten to a community of their own. */
async function spreadGroups({ database: { client } }: Product, chats: readonly number[]): Promise<void> {
  const createdAt = new Date()
  const communities = Math.ceil(chats.length / 10)
  await client.community.createMany({
    data: Array.from({ length: communities }, (_, index) => ({
      id: `c${index}`,
      name: `小区${index}`,
      createdAt,
    })),
  })
  await client.watchedGroup.createMany({
    data: chats.map((chat, index) => ({
      id: `g${index}`,
      channel: 'telegram',
      chat: `${chat}`,
      communityId: `c${Math.floor(index / 10)}`,
      createdAt,
    })),
  })
}

/** The vector graph is built in the background; a machine without hnswlib-node has none. */
async function waitForGraph(product: Product): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { vectors, passages } = product.mind.knowledge.stats()
    if (vectors !== 'exact' || passages < 4_000) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

async function runUpkeep({ database }: Product): Promise<void> {
  if (database.kind !== 'pglite') return
  await database.lite.exec('checkpoint')
  await vacuumTables(database.lite)
}

async function startEcho(options: SubjectOptions): Promise<Subject> {
  const bot = createEchoBot(options)
  await bot.start()
  return { stop: () => bot.stop() }
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as SubjectOptions
  const subject = options.kind === 'echo' ? await startEcho(options) : await startLinli(options)
  delays.enable()
  const handle = async (ask: Ask): Promise<unknown> => {
    if (ask === 'usage') return readUsage()
    if (ask === 'upkeep') return await subject.upkeep?.()
    if (ask === 'timers') return await subject.timers?.()
    await subject.stop()
    return 'stopped'
  }
  process.on('message', (ask: Ask) => {
    void handle(ask).then(answer => {
      process.send?.({ answer: answer ?? null })
      if (ask === 'stop') process.disconnect()
    })
  })
  process.send?.({ answer: 'ready' })
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`)
  process.exit(1)
})
