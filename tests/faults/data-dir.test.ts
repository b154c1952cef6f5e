import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { lockDirectory } from '../../src/storage/lock-directory.ts'
import { openPglite } from '../../src/storage/open-pglite.ts'
import { until } from '../support/until.ts'

const root = mkdtempSync(join(tmpdir(), 'linli-data-'))
const options = { log: silentLog, clock: createClock() }
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Writer {
  process: ChildProcess
  acknowledged: number[]
}

function startWriter(dataDir: string, start: number): Writer {
  const script = new URL('./write-until-killed.ts', import.meta.url).pathname
  const writer: Writer = {
    process: spawn(process.execPath, ['--import', 'tsx', script, dataDir, String(start)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
    acknowledged: [],
  }
  let rest = ''
  writer.process.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    writer.acknowledged.push(...lines.map(Number))
  })
  return writer
}

async function killWriter(writer: Writer): Promise<void> {
  const ended = new Promise(resolve => writer.process.once('close', resolve))
  writer.process.kill('SIGKILL')
  await ended
}

it('a second process on the same directory is refused by the pid of the first', async () => {
  const dataDir = join(root, 'shared')
  const writer = startWriter(dataDir, 0)
  await until('the first writes', () => writer.acknowledged.length > 0, 120_000)
  await expect(openPglite({ dataDir, ...options })).rejects.toMatchObject({
    code: 'data-dir-in-use',
    message: expect.stringContaining(String(writer.process.pid)),
  })
  await killWriter(writer)
  const database = await openPglite({ dataDir, ...options })
  expect(await database.client.setting.count()).toBeGreaterThanOrEqual(writer.acknowledged.length)
  await database.close()
}, 300_000)

it('every row acknowledged before kill -9 is there afterwards', async () => {
  const dataDir = join(root, 'killed')
  const acknowledged: number[] = []
  const kills = 8
  for (let kill = 0; kill < kills; kill += 1) {
    const writer = startWriter(dataDir, kill * 1_000_000)
    // Each time after another number of rows, from the first on.
    await until('it writes', () => writer.acknowledged.length >= 1 + kill * 7, 120_000)
    await killWriter(writer)
    acknowledged.push(...writer.acknowledged)
  }
  const database = await openPglite({ dataDir, ...options })
  const found = new Set(
    (await database.client.setting.findMany({ select: { key: true } })).map(row => row.key),
  )
  await database.close()
  process.stdout.write(`kill -9: ${JSON.stringify({ kills, acknowledged: acknowledged.length })}\n`)
  expect(acknowledged.filter(id => !found.has(`row-${id}`))).toEqual([])
}, 600_000)

it('an empty or torn postmaster.pid does not keep the database shut', async () => {
  const dataDir = join(root, 'torn')
  await (await openPglite({ dataDir, ...options })).close()
  for (const content of ['', '-4']) {
    writeFileSync(join(dataDir, 'pglite', 'postmaster.pid'), content)
    const database = await openPglite({ dataDir, ...options })
    expect(await database.client.setting.count()).toBe(0)
    await database.close()
  }
}, 300_000)

it('a damaged database says what to do and frees the directory', async () => {
  const dataDir = join(root, 'damaged')
  await (await openPglite({ dataDir, ...options })).close()
  truncateSync(join(dataDir, 'pglite', 'global', 'pg_control'), 100)
  await expect(openPglite({ dataDir, ...options })).rejects.toMatchObject({
    code: 'data-dir-damaged',
    message: expect.stringContaining('restore'),
  })
  lockDirectory(dataDir)()
}, 300_000)

it('a lock of a dead process, of a re-used pid, or a torn one is taken over', () => {
  const dataDir = join(root, 'locks')
  const path = join(dataDir, 'linli.lock')
  lockDirectory(dataDir)()
  const gone = { pid: 2 ** 22 + 1, startedAt: '1@boot', token: 'gone' }
  const reused = { pid: process.pid, startedAt: 'another process with this pid', token: 'reused' }
  for (const content of [JSON.stringify(gone), JSON.stringify(reused), '{"pid":', '']) {
    writeFileSync(path, content)
    const unlock = lockDirectory(dataDir)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid })
    expect(() => lockDirectory(dataDir)).toThrow(String(process.pid))
    unlock()
  }
})
