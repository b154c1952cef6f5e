import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { openDatabase } from '../../src/storage/open-database.ts'
import { startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import { printLine } from '../support/print-line.ts'
import { type LinliProcess, makeFolder, prepareLinliProcess } from '../support/start-linli.ts'
import { checkBooks, startResidents } from './talking-residents.ts'

/** `LINLI_KILLS=100` for the full course, which takes some ten minutes. */
const kills = Number(process.env['LINLI_KILLS'] ?? 25)
const people = 20
/** Longest time a process lives after a start of usual length. */
const mostUpMs = 2_000

/** A process that lives for seconds does not earn back what the optimising compiler of WebAssembly costs. */
const shortLived = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']

// A second try begins with an empty folder: what the first left there are other residents' talks.
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

it(`gives each message of ${people} residents one effect and one answer through ${kills} kills`, async () => {
  const dataDir = makeFolder()
  folders.push(dataDir)
  const telegram = await startFakeTelegram()
  const start = await prepareLinliProcess({ telegram, dataDir, nodeFlags: shortLived })
  const startedAtMs = performance.now()
  const talking = startResidents(telegram, people)
  let duringStart = 0
  let startMs = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const linli = start()
    const spawnedAtMs = performance.now()
    if (kill % 3 === 0) {
      await linli.ready()
      startMs = performance.now() - spawnedAtMs
      await sleep(Math.random() * mostUpMs)
    } else {
      await sleep(Math.random() * (startMs + mostUpMs))
    }
    if (!linli.isReady()) duringStart += 1
    await endByKill(linli)
  }
  const linli = start()
  await linli.ready()
  await talking.finish(120_000)
  linli.kill('SIGTERM')
  expect(await linli.ended, linli.output()).toEqual({ code: 0, signal: null })
  await telegram.stop()
  const database = await openDatabase({ dataDir, log: silentLog, clock: createClock() })
  const books = await checkBooks(database, talking.residents).finally(() => database.close())
  const tookS = Math.round((performance.now() - startedAtMs) / 1000)
  printLine(`kill -9: ${JSON.stringify({ kills, duringStart, people, ...books, tookS })}`)
}, 1_800_000)

/** A process that has already ended by itself would make the kill a lie. */
async function endByKill(linli: LinliProcess): Promise<void> {
  linli.kill('SIGKILL')
  expect(await linli.ended, linli.output()).toEqual({ code: null, signal: 'SIGKILL' })
}

function sleep(delayMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, delayMs))
}
