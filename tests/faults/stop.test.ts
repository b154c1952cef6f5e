import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { openDatabase } from '../../src/storage/open-database.ts'
import { startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import { printLine } from '../support/print-line.ts'
import { makeFolder, prepareLinliProcess } from '../support/start-linli.ts'
import { checkBooks, startResidents } from './talking-residents.ts'

const stops = Number(process.env['LINLI_STOPS'] ?? 20)
const people = 20

// A second try begins with an empty folder: what the first left there are other residents' talks.
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

it(`ends with code 0 at each of ${stops} SIGTERMs while ${people} residents talk, and nothing is lost or said twice`, async () => {
  const dataDir = makeFolder()
  folders.push(dataDir)
  const telegram = await startFakeTelegram()
  const start = await prepareLinliProcess({ telegram, dataDir, webhook: true })
  const talking = startResidents(telegram, people)
  const startedAtMs = performance.now()
  let slowestMs = 0
  for (let stop = 0; stop < stops; stop += 1) {
    const linli = start()
    await linli.ready()
    await sleep(Math.random() * 2_500)
    const askedAtMs = performance.now()
    linli.kill('SIGTERM')
    expect(await linli.ended, linli.output()).toEqual({ code: 0, signal: null })
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - askedAtMs))
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
  printLine(`SIGTERM: ${JSON.stringify({ stops, people, ...books, slowestMs, tookS })}`)
  expect(books.repeatsCounted).toBe(0)
  expect(books.arrivedAgain).toBe(0)
}, 1_800_000)

function sleep(delayMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, delayMs))
}
