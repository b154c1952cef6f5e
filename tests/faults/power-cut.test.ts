import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { openPglite } from '../../src/storage/open-pglite.ts'
import { buildImage } from './build-image.ts'
import { type DiskEvent, recordDisk } from './record-disk.ts'

const root = mkdtempSync(join(tmpdir(), 'linli-power-'))
const options = { log: silentLog, clock: createClock() }
const rowsBefore = 20
/** Up to here one commit waits for the one before. */
const rowsAlone = 120
const together = 8
const rows = 240
afterAll(() => rmSync(root, { recursive: true, force: true }))

// A small generator with a seed, so that a failing image can be built again.
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const createRow = (id: number) => ({
  data: { key: `row-${id}`, value: { id, text: '3栋2单元电梯又坏了'.repeat(20) }, updatedAt: new Date(id) },
})

/** Commits rows one by one, then several at once, with a checkpoint now and then, and gives the record of the disk. */
async function recordWork(dataDir: string, base: string): Promise<DiskEvent[]> {
  const first = await openPglite({ dataDir, ...options })
  for (let id = 0; id < rowsBefore; id += 1) await first.client.setting.create(createRow(id))
  await first.close()
  cpSync(dataDir, base, { recursive: true })
  const disk = recordDisk(join(dataDir, 'pglite'))
  try {
    const database = await openPglite({ dataDir, ...options })
    const commit = async (id: number) => {
      await database.transaction(tx => tx.setting.create(createRow(id)))
      disk.events.push({ kind: 'acknowledged', id })
    }
    for (let id = rowsBefore; id < rowsAlone; id += 1) {
      await commit(id)
      if (id % 40 === 0) await database.lite.exec('checkpoint')
    }
    for (let id = rowsAlone; id < rows; id += together) {
      const ids = Array.from({ length: together }, (_, n) => id + n)
      const checkpoint = id % 40 === 0 ? database.lite.exec('checkpoint') : undefined
      await Promise.all([...ids.map(commit), checkpoint])
    }
    const events = [...disk.events]
    await database.close()
    return events
  } finally {
    disk.stop()
  }
}

it('every row acknowledged before a power cut is there afterwards', async () => {
  const base = join(root, 'base')
  const events = await recordWork(join(root, 'data'), base)
  const commits = events.filter(event => event.kind === 'acknowledged').length
  const syncs = events.filter(event => event.kind === 'sync').length
  expect(commits).toBe(rows - rowsBefore)
  // One each, where they waited for each other; one for several, where they came together.
  expect(syncs).toBeGreaterThanOrEqual(rowsAlone - rowsBefore)

  const random = createRandom(20_261_123)
  const first = events.findIndex(event => event.kind === 'acknowledged')
  const total = { images: 0, acknowledged: 0, lost: 0, droppedPieces: 0 }
  for (const keep of [0, 0.5, 0.9]) {
    for (let n = 0; n < 3; n += 1) {
      const cut = first + 1 + Math.floor(random() * (events.length - first))
      const past = events.slice(0, cut)
      const dataDir = join(root, `image-${total.images}`)
      cpSync(base, dataDir, { recursive: true })
      total.droppedPieces += buildImage(join(dataDir, 'pglite'), past, { keep, random }).droppedPieces
      const database = await openPglite({ dataDir, ...options })
      const found = new Set(
        (await database.client.setting.findMany({ select: { key: true } })).map(row => row.key),
      )
      const ids = past.flatMap(event => (event.kind === 'acknowledged' ? [event.id] : []))
      total.lost += ids.filter(id => !found.has(`row-${id}`)).length
      total.acknowledged += ids.length
      total.images += 1
      await database.client.setting.create(createRow(rows))
      await database.close()
      rmSync(dataDir, { recursive: true })
    }
  }
  process.stdout.write(`power cut: ${JSON.stringify({ commits, syncs, ...total })}\n`)
  expect(total.lost).toBe(0)
  // Without anything dropped the images would prove nothing.
  expect(total.droppedPieces).toBeGreaterThan(0)
}, 300_000)
