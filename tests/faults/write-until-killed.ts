// A process that commits rows to the data directory argv[2], from number argv[3] on, and prints each number once it is committed.
import { writeSync } from 'node:fs'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { openPglite } from '../../src/storage/open-pglite.ts'

const [dataDir = '', start = '0'] = process.argv.slice(2)
const database = await openPglite({ dataDir, log: silentLog, clock: createClock() })
for (let id = Number(start); ; id += 1) {
  await database.transaction(tx =>
    tx.setting.create({ data: { key: `row-${id}`, value: id, updatedAt: new Date() } }),
  )
  writeSync(1, `${id}\n`)
}
