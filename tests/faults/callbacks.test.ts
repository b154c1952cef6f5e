import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { openDatabase } from '../../src/storage/open-database.ts'
import { buildProduct } from '../support/build-product.ts'
import { printLine } from '../support/print-line.ts'
import { startPostgres } from '../support/start-postgres.ts'
import { startRedis } from '../support/start-redis.ts'
import { checkBooks, readSentLog } from './callback-books.ts'
import { dayMs, hourMs, seedCallbacks, startsAtMs } from './callback-week.ts'
import { type JumpingTime, trueTime } from './jumping-clock.ts'

/** `LINLI_CALLBACKS=10000` for the full course: 10,000 callbacks, 50 kills, half an hour on the embedded database. */
const total = Number(process.env['LINLI_CALLBACKS'] ?? 80)
const isFull = total >= 10_000
const kills = isFull ? 50 : 4
/** Callbacks fall due over so many days; a day more is waited for who may not be written to. */
const days = isFull ? 7 : 1.5
const redisTotal = Math.min(total, 2_000)

const folders: string[] = []
const children = new Set<ChildProcess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

let prepared: Promise<string>
beforeAll(() => {
  prepared = prepareProcess()
})

describe('callbacks of a week, each once, at its hour', () => {
  it(`${total} on the embedded database, killed ${kills} times, the clock jumping`, async () => {
    const folder = makeFolder()
    const storage = join(folder, 'data')
    await runWeek({ folder, storage, count: total, kills })
  }, 3_600_000)

  it(`${redisTotal} on PostgreSQL and Redis, which is emptied once`, async () => {
    const postgres = await startPostgres()
    const redis = await startRedis()
    const storage = await postgres.createDatabase()
    const empty = async () => {
      const client = new Redis(redis.url)
      await client.flushall()
      client.disconnect()
    }
    await runWeek({
      folder: makeFolder(),
      storage,
      redisUrl: redis.url,
      count: redisTotal,
      kills: 2,
      halfway: empty,
    })
    await redis.stop()
    await postgres.stop()
  }, 3_600_000)
})

const require = createRequire(import.meta.url)

/** Compiled, on the compiled product: a process that lives for seconds has no time for more. */
async function prepareProcess(): Promise<string> {
  const dist = dirname(await buildProduct())
  const folder = mkdtempSync(resolve('dist', 'callbacks-'))
  folders.push(folder)
  const { transpileModule, ModuleKind, ScriptTarget } = require('typescript') as typeof import('typescript')
  for (const name of ['ask-until-killed', 'jumping-clock']) {
    const source = readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')
    const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 }
    const { outputText } = transpileModule(source, { compilerOptions })
    const placed = outputText
      .replaceAll(
        /'\.\.\/\.\.\/src\/([^']+)\.ts'/g,
        (_whole, path) => `'${pathToFileURL(join(dist, `${path}.js`))}'`,
      )
      .replaceAll("'./jumping-clock.ts'", "'./jumping-clock.mjs'")
    writeFileSync(join(folder, `${name}.mjs`), placed)
  }
  return join(folder, 'ask-until-killed.mjs')
}

interface Week {
  folder: string
  storage: string
  redisUrl?: string
  count: number
  kills: number
  halfway?: () => Promise<void>
}

async function runWeek(week: Week): Promise<void> {
  const log = join(week.folder, 'sent.tsv')
  writeFileSync(log, '')
  const at = week.storage.startsWith('postgres') ? { databaseUrl: week.storage } : { dataDir: week.storage }
  const open = () => openDatabase({ ...at, log: silentLog, clock: createClock() })
  const seeded = await open()
  await seedCallbacks(seeded, { count: week.count, days })
  await seeded.close()
  const lastsMs = Math.max(40_000, week.count * 130)
  const rate = ((days + 1.5) * dayMs) / lastsMs
  const time: JumpingTime = { startsAtMs, realMs: Date.now(), rate, jumpEveryMs: lastsMs / 23 }
  for (let kill = 0; kill < week.kills; kill += 1) {
    const child = await start(week, log, time)
    await sleep((lastsMs / week.kills) * (0.3 + Math.random() * 0.6))
    if (kill === Math.floor(week.kills / 2)) await week.halfway?.()
    await end(child, 'SIGKILL')
  }
  const child = await start(week, log, time)
  const endsAtMs = startsAtMs + (days + 1.5) * dayMs
  while (trueTime(time) < endsAtMs) await sleep(1_000)
  // What piled up behind the kills is worked off; nobody waits for longer than this. Nothing is sent while a night passes,
  // and on a server what a killed process had claimed is anybody's after a minute only.
  const nightS = (12 * hourMs) / rate / 1_000
  const patience = (nightS + (week.storage.startsWith('postgres') ? 70 : 16)) / 2
  let last = -1
  for (let still = 0; still < patience; ) {
    await sleep(2_000)
    const sent = readSentLog(log).length
    still = sent === last ? still + 1 : 0
    last = sent
  }
  await end(child, 'SIGKILL')
  const database = await open()
  const books = await checkBooks(database, log, week.count).finally(() => database.close())
  const tookS = Math.round((Date.now() - time.realMs) / 1000)
  printLine(`callbacks: ${JSON.stringify({ kills: week.kills, rate: Math.round(rate), ...books, tookS })}`)
  expect(books).toMatchObject({ doubled: 0, inQuietHours: 0, outsideWindow: 0, lost: 0 })
  expect(books.asked + books.telephone + books.unknown).toBe(week.count)
}

async function start(week: Week, log: string, time: JumpingTime): Promise<ChildProcess> {
  const script = await prepared
  const args = [
    '--no-wasm-tier-up',
    '--no-wasm-dynamic-tiering',
    script,
    week.storage,
    log,
    JSON.stringify(time),
  ]
  const child = spawn(process.execPath, week.redisUrl ? [...args, week.redisUrl] : args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let said = ''
  child.stderr?.on('data', data => {
    said += data
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', () => reject(new Error(`ended before it was ready: ${said}`)))
  })
  return child
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill(signal)
  await ended
  children.delete(child)
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linli-callbacks-'))
  folders.push(folder)
  return folder
}

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
