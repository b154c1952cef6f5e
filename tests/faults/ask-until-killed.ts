// The product with nothing but callbacks to ask, on the storage in argv[2], until it is killed. Argv[3] is the log of what went out.
// Time is a formula of real time, the same for every process: `{startsAtMs, realMs, rate, jumpEveryMs}` in argv[4].
import { appendFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { createApp } from '../../src/app.ts'
import { createJobs } from '../../src/jobs/create-jobs.ts'
import { createSweeper } from '../../src/jobs/sweeper.ts'
import { toProductMs } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { noMetrics } from '../../src/shared/metrics.ts'
import { openDatabase } from '../../src/storage/open-database.ts'
import { createJumpingClock, type JumpingTime } from './jumping-clock.ts'

const [storage = '', log = '', time = '{}', redisUrl] = process.argv.slice(2)
const clock = createJumpingClock(JSON.parse(time) as JumpingTime)
const at = storage.startsWith('postgres') ? { databaseUrl: storage } : { dataDir: storage }
const database = await openDatabase({ ...at, log: silentLog, clock })
const jobs = await createJobs({ database, clock, log: silentLog, ...(redisUrl ? { redisUrl } : {}) })
const channel = (name: string, replyWindow?: { hours: number; messages: number }) => ({
  name,
  capabilities: {
    textLimit: 4_000,
    buttons: true,
    groups: true,
    files: true,
    ...(replyWindow && { replyWindow }),
  },
  start: async () => {},
  stop: async () => {},
  showTyping: async () => {},
  fetchFile: async () => Readable.from([]),
  send: async (message: { to: { chat: string }; text: string; key: string }) => {
    appendFileSync(
      log,
      `${message.to.chat}\t${clock.now().toISOString()}\t${name}\t${message.text.includes('不会再问了') ? 'reminder' : 'question'}\n`,
    )
    return { messageId: message.key }
  },
})
const app = createApp({
  understander: {
    understand: async () => ({
      commands: [],
      language: 'zh-CN',
      by: 'rules',
      inputTokens: 0,
      outputTokens: 0,
    }),
  },
  answerQuestion: async () => ({ kind: 'not-in-documents', nearest: [] }),
  scoreMessage: () => ({ sentiment: 'neutral', emotion: 'neutral', angryAtService: false }),
  isDanger: () => false,
  database,
  jobs,
  channels: [channel('free'), channel('narrow', { hours: 48, messages: 5 })],
  clock,
  log: silentLog,
  metrics: noMetrics,
  filesDir: '',
  timezone: 'Asia/Shanghai',
  defaultCommunityId: undefined,
})
await app.start()
createSweeper({
  jobs,
  clock,
  log: silentLog,
  findDue: app.findDue,
  findUpcoming: app.findUpcoming,
  everyMs: toProductMs(clock, 2_000),
}).start()
process.stdout.write('ready\n')
/** What is neither asked, nor on the telephone list, nor closed yet. */
setInterval(async () => {
  const [row] = await database.sql<{ left: number }>`
    select ((select count(*) from "Callback" where status in ('scheduled', 'waiting'))
      + (select count(*) from "Outbound" where state in ('pending', 'sending')))::int as left`
  process.stdout.write(`left ${row?.left}\n`)
}, 5_000)
