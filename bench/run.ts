import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClock } from '../src/shared/clock.ts'
import { silentLog } from '../src/shared/log.ts'
import { openDatabase } from '../src/storage/open-database.ts'
import { startPostgres } from '../tests/support/start-postgres.ts'
import { startRedis } from '../tests/support/start-redis.ts'
import { type BenchPassage, fillKnowledge, writeDocuments } from './bench-knowledge.ts'
import { compareRetrieval, type RetrievalFigures } from './compare-retrieval.ts'
import { driveAtRate, driveSaturated, percentile, type TalkFigures } from './drive-talks.ts'
import { type SubjectOptions, startSubject } from './start-subject.ts'
import { startLoopback } from './telegram-loopback.ts'
import { timeDisk } from './time-disk.ts'
import { nameMachine, type Row, writeTable } from './write-table.ts'

// `npm run bench` for the figures, `npm run bench -- --quick` for a look. Messages travel over a Telegram loopback to a
// process of its own, the product and the bare bot alike; the wait for the end of a burst is set to nothing.

const isQuick = process.argv.includes('--quick')
const only = process.argv.find(arg => arg.startsWith('--only='))?.slice('--only='.length)
const size = isQuick
  ? { passages: 2_000, real: 100, seconds: 6, warmSeconds: 4, rounds: 200 }
  : { passages: 10_000, real: 1_000, seconds: 30, warmSeconds: 10, rounds: 2_000 }
const ratePerSecond = 20
const residentsAtOnce = 32

interface SubjectFigures {
  atRate: TalkFigures
  saturated: TalkFigures
  upkeepGapMs: number
  timersLateMs: number[][]
}

interface Budget {
  p50Ms: number
  p99Ms: number
  perCore: number
}

const budgets = {
  embedded: { p50Ms: 15, p99Ms: 50, perCore: 100 },
  postgres: { p50Ms: 10, p99Ms: 40, perCore: 200 },
}

async function measureSubject(options: Omit<SubjectOptions, 'token' | 'apiRoot'>): Promise<SubjectFigures> {
  const loopback = await startLoopback()
  const subject = await startSubject({ ...options, token: loopback.token, apiRoot: loopback.apiRoot })
  const drive = { loopback, subject, seconds: size.seconds }
  // Also fills the embedding cache with the few questions asked and the clauses they meet, since the model is not what is
  // measured. On a slow or busy machine the warm-up ends before that, and the figures still hold some of the model's time.
  await driveSaturated({ ...drive, firstChat: 1_000_000, seconds: size.warmSeconds }, 8)
  const atRate = await driveAtRate({ ...drive, firstChat: 2_000_000 }, ratePerSecond)
  const saturated = await driveSaturated({ ...drive, firstChat: 3_000_000 }, residentsAtOnce)
  await subject.usage()
  if (options.kind === 'linli') await subject.upkeep()
  const upkeepGapMs = (await subject.usage()).longestGapMs
  const timersLateMs = options.kind === 'linli' ? await subject.timers() : []
  await subject.stop()
  await loopback.stop()
  return { atRate, saturated, upkeepGapMs, timersLateMs }
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`
const middle = (values: number[]) => percentile(values, 0.5)
const high = (values: number[]) => percentile(values, 0.99)
const pair = (values: number[]) => `${ms(middle(values))} / ${ms(high(values))}`

function describeLinli(name: string, figures: SubjectFigures, budget: Budget): Row[] {
  const { atRate, saturated, upkeepGapMs, timersLateMs } = figures
  const perCore = 1_000 / saturated.cpuMsPerMessage
  const gapMs = Math.max(atRate.longestGapMs, upkeepGapMs)
  const labels = ['50 timers spread over 5 s', '40 timers at once, in 1.5 s', '40 timers at once, in 6 s']
  return [
    {
      what: `${name}: message to reply at ${ratePerSecond}/s, p50 / p99`,
      value: pair(atRate.replyMs),
      budget: `${budget.p50Ms} / ${budget.p99Ms} ms`,
      holds: middle(atRate.replyMs) <= budget.p50Ms && high(atRate.replyMs) <= budget.p99Ms,
    },
    {
      what: `${name}: messages a second per core (its processor time)`,
      value: `${perCore.toFixed(0)}/s (${ms(saturated.cpuMsPerMessage)} each)`,
      budget: `${budget.perCore}/s`,
      holds: perCore >= budget.perCore,
    },
    {
      what: `${name}: messages a second, saturated, this machine`,
      value: `${(saturated.messages / saturated.seconds).toFixed(0)}/s`,
    },
    {
      what: `${name}: longest event-loop gap (talks / checkpoint and vacuum)`,
      value: `${ms(atRate.longestGapMs)} / ${ms(upkeepGapMs)}`,
      budget: '100 ms',
      holds: gapMs <= 100,
    },
    ...timersLateMs.map((values, order) => {
      const late = values.toSorted((a, b) => a - b)
      return {
        what: `${name}: lateness of ${labels[order] ?? 'timers'}, p50 / p99`,
        value: pair(late),
        budget: '250 ms (p99)',
        holds: high(late) <= 250,
      }
    }),
    { what: `${name}: memory`, value: `${saturated.rssMb.toFixed(0)} MB` },
  ]
}

/** Two commits lie between a message and its reply, on either database. */
function describeDisk(): Row[] {
  return [{ what: 'this disk: keeping one page (fdatasync), p50 / p99', value: pair(timeDisk()) }]
}

function describeEcho(figures: SubjectFigures): Row[] {
  const { atRate, saturated } = figures
  return [
    {
      what: `bare telegraf echo: message to reply at ${ratePerSecond}/s, p50 / p99`,
      value: pair(atRate.replyMs),
    },
    {
      what: 'bare telegraf echo: messages a second per core',
      value: `${(1_000 / saturated.cpuMsPerMessage).toFixed(0)}/s (${ms(saturated.cpuMsPerMessage)} each)`,
    },
  ]
}

function describeRetrieval({ passages, vectors, linliMs, chainMs, embedMs }: RetrievalFigures): Row[] {
  return [
    {
      what: `retrieval over ${passages} passages (${vectors}), p50 / p99`,
      value: pair(linliMs),
      budget: '5 ms (p99)',
      holds: high(linliMs) <= 5,
    },
    { what: 'LangChain.js chain over the same passages, p50 / p99', value: pair(chainMs) },
    { what: 'embedding one question (both need it, in neither figure)', value: pair(embedMs) },
    {
      what: 'LangChain.js chain : our retrieval, p50',
      value: `${(middle(chainMs) / middle(linliMs)).toFixed(1)} : 1`,
    },
  ]
}

function describeRatio(name: string, linli: SubjectFigures, echo: SubjectFigures): Row {
  const added = middle(linli.atRate.replyMs) - middle(echo.atRate.replyMs)
  return { what: `${name}: added over the bare bot, p50`, value: ms(added) }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'))
  console.log(`${nameMachine()}${isQuick ? ' · quick run, smaller' : ''}\n`)
  try {
    console.log(`\n${writeTable(await measureAll(folder))}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`\n${nameMachine()}`)
}

async function measureAll(folder: string): Promise<Row[]> {
  const knowledgeDir = join(folder, 'knowledge')
  await writeDocuments(knowledgeDir, size.passages)
  const isWanted = (name: string) => only === undefined || only === name
  const echo = await measureSubject({ kind: 'echo', dataDir: '', knowledgeDir })
  const rows = [...describeDisk(), ...describeEcho(echo)]
  if (isWanted('embedded')) {
    const dataDir = join(folder, 'data')
    const passages = await fill({ dataDir }, knowledgeDir)
    const figures = await measureSubject({ kind: 'linli', dataDir, knowledgeDir })
    rows.push(
      ...describeLinli('embedded', figures, budgets.embedded),
      describeRatio('embedded', figures, echo),
    )
    rows.push(...describeRetrieval(await compareRetrieval(passages, size.rounds)))
  }
  if (isWanted('postgres')) {
    const figures = await measureOnServers(folder, knowledgeDir)
    const name = 'PostgreSQL + Redis'
    rows.push(...describeLinli(name, figures, budgets.postgres), describeRatio(name, figures, echo))
  }
  return rows
}

async function measureOnServers(folder: string, knowledgeDir: string): Promise<SubjectFigures> {
  const postgres = await startPostgres({ isDurable: true, bySocket: true })
  const redis = await startRedis()
  try {
    const databaseUrl = await postgres.createDatabase()
    await fill({ databaseUrl }, knowledgeDir)
    const dataDir = join(folder, 'data-of-servers')
    return await measureSubject({ kind: 'linli', dataDir, knowledgeDir, databaseUrl, redisUrl: redis.url })
  } finally {
    await redis.stop()
    await postgres.stop()
  }
}

async function fill(
  target: { dataDir?: string; databaseUrl?: string },
  folder: string,
): Promise<BenchPassage[]> {
  const database = await openDatabase({ ...target, log: silentLog, clock: createClock() })
  try {
    return await fillKnowledge(database, { folder, real: size.real })
  } finally {
    await database.close()
  }
}

// Benches of their own files, which run when they are read.
if (only === 'desk') await import('./desk.ts')
else if (only === 'groups') await import('./groups.ts')
else await main()
