import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Channel } from './adapters/channel.ts'
import { type App, createApp } from './app.ts'
import {
  createChannels,
  createMind,
  demoKnowledgeDir,
  findOnlyCommunity,
  type Mind,
  seedDemo,
} from './assemble.ts'
import type { Config } from './config/read-config.ts'
import { testBroadcast } from './create-broadcasts.ts'
import { createDeskTalks } from './create-desk-talks.ts'
import { createDesk } from './desk/create-desk.ts'
import { createSite } from './desk/create-site.ts'
import type { DeskParts } from './desk/desk-parts.ts'
import { createMetrics, type MetricsBook } from './desk/metrics.ts'
import { rewriteReply } from './desk/rewrite-reply.ts'
import { createFirstAdministrator } from './desk/staff.ts'
import { wordReply } from './desk/word-reply.ts'
import { createJobs } from './jobs/create-jobs.ts'
import type { Jobs } from './jobs/jobs.ts'
import { createSweeper } from './jobs/sweeper.ts'
import type { Embedder } from './knowledge/embedder.ts'
import { watchFolder } from './knowledge/import/watch-folder.ts'
import type { Burst } from './messaging/timing.ts'

import { type Clock, createClock, toProductMs } from './shared/clock.ts'
import { LinliError } from './shared/errors.ts'
import { createLog, type Log } from './shared/log.ts'
import { loadSecret } from './storage/load-secret.ts'
import { type OpenedDatabase, openDatabase } from './storage/open-database.ts'
import { ticketSteps } from './ticket-steps.ts'
import { actOnTicket } from './tickets/act-on-ticket.ts'
import { answerVoice } from './tickets/answer-voice.ts'
import { noteTicket, openTicket } from './tickets/ticket-store.ts'
import { createWholeTexts, type WholeTexts } from './whole-texts.ts'

/** How often the sweeper looks for due rows without a job (real milliseconds). */
const sweepEveryMs = 2_000

export interface ProductOptions {
  /** Instead of the channels the environment asks for. */
  channels?: Channel[]
  /** The first administrator was made in this start; nobody can read the password again. */
  onFirstPassword?(password: string): void
  /** A channel stopped for good. */
  onFatal?(error: LinliError): void
  /** Instead of the waiting for the end of a burst that residents are used to. */
  burst?: Burst
  /** Instead of the embedder the environment asks for. */
  embedder?: Embedder
}

/** The assembled product, started; `routes` is what an HTTP server serves. */
export interface Product {
  app: App
  routes: Hono
  database: OpenedDatabase
  jobs: Jobs
  mind: Mind
  clock: Clock
  log: Log
  /** Takes nothing new, finishes what runs, closes everything. */
  stop(): Promise<void>
}

/** Opens storage, loads understanding and knowledge, starts jobs and channels. On failure everything opened is closed again. */
export async function startProduct(config: Config, options: ProductOptions = {}): Promise<Product> {
  const log = createLog(config.logLevel)
  const clock = createClock(config.clockRate)
  for (const warning of config.warnings) log.warn({}, warning)
  checkKnowledgeDir(config)
  const database = await openDatabase({ ...storageOf(config), log, clock })
  try {
    return await assemble({ config, options, database, log, clock })
  } catch (error) {
    await database.close()
    throw error
  }
}

function indexOf({ config, options }: AssemblyParts): { embedder?: Embedder; indexDir: string } {
  const { embedder } = options
  return { ...(embedder && { embedder }), indexDir: join(config.dataDir, 'index') }
}

/** Where the configuration keeps the data. */
function checkKnowledgeDir({ knowledgeDir }: Config): void {
  if (knowledgeDir === undefined || statSync(knowledgeDir, { throwIfNoEntry: false })?.isDirectory()) return
  throw new LinliError(
    'bad-environment',
    `KNOWLEDGE_DIR: expected a folder that can be read, got ${knowledgeDir}.`,
  )
}

export function storageOf(config: Config): { databaseUrl?: string; dataDir?: string } {
  return config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir }
}

interface AssemblyParts {
  config: Config
  options: ProductOptions
  database: OpenedDatabase
  log: Log
  clock: Clock
}

async function assemble(parts: AssemblyParts): Promise<Product> {
  const { config, options, database, log, clock } = parts
  await seedDemo(parts)
  const metrics = createMetrics({ database, clock })
  const knowledgeDir = config.knowledgeDir ?? demoKnowledgeDir
  const [mind, secret, admin, community] = await Promise.all([
    createMind({ ...parts, ...indexOf(parts), metrics, knowledgeDir }),
    loadSecret({ database, clock }, 'signing'),
    createFirstAdministrator({ database, clock }, config.adminPassword),
    findOnlyCommunity(database),
  ])
  const jobs = await createJobs({
    ...{ database, clock, log },
    // Installations that share a Redis must not take each other's wakes; processes of one installation share its secret.
    queueName: `linli-${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`,
    ...(config.redisUrl ? { redisUrl: config.redisUrl } : {}),
  })
  if (admin) options.onFirstPassword?.(admin.password)
  const onFatal = options.onFatal ?? (() => {})
  const channels = options.channels ?? createChannels({ ...parts, secret, onFatal })
  const wholeTexts = createWholeTextsOf(parts, secret)
  const app = createApp({
    ...mind,
    database,
    jobs,
    channels,
    clock,
    log,
    metrics,
    filesDir: join(config.dataDir, 'files'),
    timezone: community?.timezone ?? config.timezone,
    defaultCommunityId: community?.id,
    reloadKnowledge: () => mind.knowledge.reload(),
    ...(options.burst ? { burst: options.burst } : {}),
    ...staffRoomOf(config),
    ...(wholeTexts ? { linkToWhole: wholeTexts.linkTo } : {}),
  })
  const sweeper = createSweeper({ ...app, jobs, clock, log, everyMs: toProductMs(clock, sweepEveryMs) })
  const routes = createRoutes({ parts, app, metrics, mind, jobs, secret, channels, wholeTexts })
  await app.start()
  sweeper.start()
  const watch = watchFolder({ folder: knowledgeDir, database, knowledge: mind.knowledge, clock, log })
  const stopWarming = warmInBackground(mind)
  const stop = async () => {
    await stopWarming()
    await watch.stop()
    await sweeper.stop()
    await app.stop()
    await mind.stop()
    await database.close()
  }
  return { app, routes, database, jobs, mind, clock, log, stop }
}

/** Only with an address that residents' phones reach can there be a page for them. */
function createWholeTextsOf({ config, database }: AssemblyParts, secret: string): WholeTexts | undefined {
  return config.publicUrl ? createWholeTexts({ database, secret, publicUrl: config.publicUrl }) : undefined
}

function warmInBackground({ knowledge }: Mind): () => Promise<void> {
  const stopping = new AbortController()
  const warming = knowledge.warm(stopping.signal)
  return async () => {
    stopping.abort()
    await warming
  }
}

function staffRoomOf({ telegram, wechaty, wecomRobot }: Config): {
  staffRoom?: { channel: string; chat: string }
} {
  if (wecomRobot?.staffChat) return { staffRoom: { channel: 'wecom-robot', chat: wecomRobot.staffChat } }
  if (wechaty?.staffRoom) return { staffRoom: { channel: 'wechat', chat: wechaty.staffRoom } }
  return telegram?.staffChatId ? { staffRoom: { channel: 'telegram', chat: telegram.staffChatId } } : {}
}

function rewriterOf({ model }: Mind): Pick<DeskParts, 'rewriteReply' | 'wordReply'> {
  if (!model) return {}
  return {
    rewriteReply: (text, language) => rewriteReply(model, text, language),
    wordReply: facts => wordReply(model, facts),
  }
}

interface RouteParts {
  parts: AssemblyParts
  app: App
  metrics: MetricsBook
  mind: Mind
  jobs: Jobs
  secret: string
  channels: Channel[]
  wholeTexts: WholeTexts | undefined
}

function createRoutes({ parts, app, metrics, mind, jobs, secret, channels, wholeTexts }: RouteParts): Hono {
  const { config, database, clock, log } = parts
  const desk = createDesk({
    database,
    clock,
    log,
    metrics,
    knowledge: mind.knowledge,
    openTicket: request => app.runWork(work => openTicket(work, { ...request, now: work.now })),
    changeTicket: async ({ action, ...change }) => {
      await app.runWork<unknown>(work =>
        action === 'note' ? noteTicket(work, change) : actOnTicket(work, { ...change, action }),
      )
    },
    work: { run: app.runWork, steps: ticketSteps, timezone: config.timezone },
    talks: createDeskTalks(app),
    broadcasts: app.broadcasts,
    testBroadcast: test =>
      app.runWork(work =>
        testBroadcast(work, {
          ...test,
          timezone: config.timezone,
          textLimitOf: name => app.staffSide.reachOf(name).textLimit,
        }),
      ),
    filesDir: join(config.dataDir, 'files'),
    ...rewriterOf(mind),
    answerVoice: answer => app.runWork(work => answerVoice(work, answer)),
    pingQueue: () => jobs.ping(),
    secret,
    ...(config.alarmSecret ? { alarmSecret: config.alarmSecret } : {}),
    ...(config.apiToken ? { apiToken: config.apiToken } : {}),
  })
  const channelRoutes = channels.flatMap(channel => channel.routes ?? [])
  const pages = wholeTexts ? [wholeTexts.routes] : []
  return createSite({ routes: [desk, ...channelRoutes, ...pages], log })
}
