import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FetchParts, fetchAttachment } from '../../src/messaging/fetch-attachment.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMemoryDatabase } from '../support/databases.ts'

const clock = createClock()
const filesDir = mkdtempSync(join(tmpdir(), 'linli-files-'))
let database: Database

beforeAll(async () => {
  database = await openMemoryDatabase(clock)
})
afterAll(async () => {
  await database.close()
  rmSync(filesDir, { recursive: true, force: true })
})

async function addFile(id: string): Promise<void> {
  const row = {
    id,
    channel: 'list',
    kind: 'document',
    reference: id,
    dueAt: new Date(),
    createdAt: new Date(),
  }
  await database.client.attachment.create({ data: row })
}

/** Gives what is fetched piece by piece; `hold` delays the end. */
function partsWith(fetchFile: () => Promise<Readable>): FetchParts {
  return {
    ...{ database, clock, filesDir, log: silentLog },
    findFetcher: () => fetchFile,
    wakeAttachment: async () => {},
  }
}

test('a file that is fetched twice at once is kept whole, also where the slower of the two fails', async () => {
  await addFile('twice')
  let asked = 0
  let letGo = () => {}
  const held = new Promise<void>(resolve => {
    letGo = resolve
  })
  const parts = partsWith(async () => {
    asked += 1
    const isSlow = asked === 1
    return Readable.from(
      (async function* () {
        yield Buffer.from('the first half ')
        if (isSlow) {
          await held
          throw new Error('cut')
        }
        yield Buffer.from('and the second')
      })(),
    )
  })
  const slow = fetchAttachment(parts, 'twice')
  while (asked === 0) await new Promise(resolve => setTimeout(resolve, 1))
  await fetchAttachment(parts, 'twice')
  letGo()
  await slow
  const row = await database.client.attachment.findUniqueOrThrow({ where: { id: 'twice' } })
  expect(row).toMatchObject({ state: 'stored', path: 'twice', attempts: 0 })
  expect(readFileSync(join(filesDir, 'twice'), 'utf8')).toBe('the first half and the second')
})
