import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClock } from '../src/shared/clock.ts'
import { silentLog } from '../src/shared/log.ts'
import { openDatabase } from '../src/storage/open-database.ts'
import { startPostgres } from '../tests/support/start-postgres.ts'
import { startRedis } from '../tests/support/start-redis.ts'
import { type BenchPassage, fillKnowledge, writeDocuments } from './bench-knowledge.ts'
import { driveAtRate, driveSaturated, percentile, type TalkFigures } from './drive-talks.ts'
import { type SubjectOptions, startSubject } from './start-subject.ts'
import { startLoopback } from './telegram-loopback.ts'

const isQuick = process.argv.includes('--quick')
const only = process.argv.find(arg => arg.startsWith('--only='))?.slice(7)
const size = isQuick
  ? { passages: 2_000, real: 100, seconds: 6, warmSeconds: 3 }
  : { passages: 10_000, real: 1_000, seconds: 30, warmSeconds: 8 }

async function measureSubject(name: string, options: Omit<SubjectOptions, 'token' | 'apiRoot'>) {
  const loopback = await startLoopback()
  const subject = await startSubject({ ...options, token: loopback.token, apiRoot: loopback.apiRoot })
  const drive = { loopback, subject, seconds: size.seconds }
  await driveSaturated({ ...drive, firstChat: 1_000_000, seconds: size.warmSeconds }, 8)
  const atRate = await driveAtRate({ ...drive, firstChat: 2_000_000 }, 20)
  const saturated = await driveSaturated({ ...drive, firstChat: 3_000_000 }, 32)
  show(`${name} at 20/s`, atRate)
  show(`${name} saturated`, saturated)
  if (options.kind === 'linli') {
    await subject.usage()
    await subject.upkeep()
    console.log('upkeep gap', (await subject.usage()).longestGapMs.toFixed(1))
    for (const late of await subject.timers()) {
      const sorted = late.toSorted((a, b) => a - b)
      console.log('timers', percentile(sorted, 0.5).toFixed(1), percentile(sorted, 0.99).toFixed(1))
    }
  }
  await subject.stop()
  await loopback.stop()
}

function show(name: string, figures: TalkFigures): void {
  const { replyMs, messages, seconds, cpuMsPerMessage, longestGapMs, rssMb } = figures
  console.log(
    name,
    `n=${messages} p50=${percentile(replyMs, 0.5).toFixed(1)} p99=${percentile(replyMs, 0.99).toFixed(1)} ` +
      `rate=${(messages / seconds).toFixed(0)}/s cpu=${cpuMsPerMessage.toFixed(2)}ms/msg percore=${(1000 / cpuMsPerMessage).toFixed(0)} gap=${longestGapMs.toFixed(0)} rss=${rssMb.toFixed(0)}`,
  )
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'))
  const knowledgeDir = join(folder, 'knowledge')
  const parts = { log: silentLog, clock: createClock() }
  await writeDocuments(knowledgeDir, size.passages)
  const fill = async (target: { dataDir?: string; databaseUrl?: string }): Promise<BenchPassage[]> => {
    const database = await openDatabase({ ...target, ...parts })
    const passages = await fillKnowledge(database, { folder: knowledgeDir, real: size.real })
    await database.close()
    return passages
  }
  if (!only || only === 'echo') await measureSubject('echo', { kind: 'echo', dataDir: '', knowledgeDir })
  if (!only || only === 'lite') {
    const dataDir = join(folder, 'data')
    console.log('passages', (await fill({ dataDir })).length)
    await measureSubject('pglite', { kind: 'linli', dataDir, knowledgeDir })
  }
  if (!only || only === 'pg') {
    const postgres = await startPostgres()
    const redis = await startRedis()
    const databaseUrl = await postgres.createDatabase()
    console.log('passages', (await fill({ databaseUrl })).length)
    const dataDir = join(folder, 'data-pg')
    await measureSubject('postgres', {
      kind: 'linli',
      dataDir,
      knowledgeDir,
      databaseUrl,
      redisUrl: redis.url,
    })
    await redis.stop()
    await postgres.stop()
  }
  rmSync(folder, { recursive: true, force: true })
}

await main()
