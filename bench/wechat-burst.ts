import { rmSync } from 'node:fs'
import { WechatyBuilder } from 'wechaty'
import { createWechatyChannel } from '../src/adapters/wechat/wechaty/wechaty-channel.ts'
import { readConfig } from '../src/config/read-config.ts'
import { createClock } from '../src/shared/clock.ts'
import { silentLog } from '../src/shared/log.ts'
import { startProduct } from '../src/start-product.ts'
import { FakeWeChat } from '../tests/support/fake-wechat/fake-wechat.ts'
import { makeFolder } from '../tests/support/start-linli.ts'

// `npx tsx --expose-gc bench/wechat-burst.ts`: bursts of 2,000 WeChat messages of 200 people over wechaty's mock puppet into the
// whole product on the embedded database. Counts what was kept and in which order, and looks at memory after each burst.

const bursts = 4
const people = 200
const perPerson = 10

const world = new FakeWeChat()
const dataDir = makeFolder()
const clock = createClock()
const channel = createWechatyChannel({
  createBot: async () => WechatyBuilder.build({ name: 'bench', puppet: world.createPuppet() as never }),
  clock,
  log: silentLog,
})
const config = readConfig({
  DATA_DIR: dataDir,
  ADMIN_PASSWORD: 'a password of the bench',
  LOG_LEVEL: 'error',
})
const product = await startProduct(config, { channels: [channel] })
const { client } = product.database

const megabytes = () => {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss: Math.round(rss / 1e6), heap: Math.round(heapUsed / 1e6) }
}

async function burst(round: number): Promise<void> {
  const before = await client.inbound.count()
  const beganAt = performance.now()
  for (let line = 0; line < perPerson; line += 1) {
    for (let index = 0; index < people; index += 1) {
      const id = `p${round}_${index}`
      world.person(id, `住户${index}`)
      world.says(id, `第${line}句：谢谢`)
    }
  }
  const total = people * perPerson
  while ((await client.inbound.count()) - before < total)
    await new Promise(resolve => setTimeout(resolve, 50))
  const keptMs = Math.round(performance.now() - beganAt)
  const waits = async () =>
    (await client.inbound.count({ where: { state: 'pending' } })) +
    (await client.outbound.count({ where: { state: { in: ['pending', 'sending'] } } }))
  while ((await waits()) > 0) await new Promise(resolve => setTimeout(resolve, 200))
  const answeredMs = Math.round(performance.now() - beganAt)
  const rows = await client.inbound.findMany({
    where: { chat: { startsWith: `p${round}_` } },
    orderBy: { id: 'asc' },
    select: { chat: true, text: true },
  })
  const inOrder = Array.from({ length: people }, (_, index) => {
    const lines = rows.filter(({ chat }) => chat === `p${round}_${index}`).map(({ text }) => text)
    return lines.length === perPerson && lines.every((text, line) => text === `第${line}句：谢谢`)
  }).filter(Boolean).length
  const { rss, heap } = megabytes()
  const answered = new Set(
    world.delivered.filter(({ chat }) => chat.startsWith(`p${round}_`)).map(one => one.chat),
  )
  console.log(
    `| ${round} | ${rows.length}/${total} | ${inOrder}/${people} | ${answered.size}/${people} | ${keptMs} | ${answeredMs} | ${rss} | ${heap} |`,
  )
}

console.log(
  '| burst | kept | talks in order | talks answered | all kept ms | all answered ms | RSS MB | heap MB |',
)
console.log('|---|---|---|---|---|---|---|---|')
for (let round = 1; round <= bursts; round += 1) await burst(round)
await product.stop()
rmSync(dataDir, { recursive: true, force: true })
process.exit(0)
