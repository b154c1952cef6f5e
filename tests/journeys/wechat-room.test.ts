import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WechatyBuilder } from 'wechaty'
import { createWechatyChannel } from '../../src/adapters/wechat/wechaty/wechaty-channel.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { type Product, startProduct } from '../../src/start-product.ts'
import { FakeWeChat } from '../support/fake-wechat/fake-wechat.ts'
import { makeFolder } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

/** Interleavings of a run; LINLI_ROOM_RUNS=25 is the full property. */
const runs = Number(process.env['LINLI_ROOM_RUNS'] ?? 3)
const people = 30
const staffRoom = 'staff@chatroom'

const world = new FakeWeChat()
const dataDir = makeFolder()
let product: Product

beforeAll(async () => {
  world.room(staffRoom, '员工群', [])
  const channel = createWechatyChannel({
    createBot: async () =>
      WechatyBuilder.build({ name: `room-${Math.random()}`, puppet: world.createPuppet() as never }),
    clock: createClock(),
    log: silentLog,
    accept: 'friends',
    timings: { retryMs: 20, reconnectMs: 20 },
  })
  const config = readConfig({
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: 'a password of the tests',
    LOG_LEVEL: 'error',
    WECHATY_PUPPET: 'wechaty-puppet-mock',
    WECHAT_STAFF_ROOM: staffRoom,
  })
  product = await startProduct(config, { channels: [channel], burst: { quietMs: 40, atMostMs: 120 } })
}, 180_000)

afterAll(async () => {
  await product?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const idle = () =>
  until(
    'nothing waits',
    async () => {
      const { client } = product.database
      const inbound = await client.inbound.count({ where: { state: 'pending' } })
      const outbound = await client.outbound.count({ where: { state: { in: ['pending', 'sending'] } } })
      return inbound + outbound === 0
    },
    120_000,
  )

interface Line {
  who: number
  isAddressed: boolean
  isReport: boolean
}

const line: fc.Arbitrary<Line> = fc.record({
  who: fc.nat(people - 1),
  isAddressed: fc.boolean(),
  isReport: fc.boolean(),
})

let nextRoom = 1

describe('a room in which thirty people talk across each other', () => {
  it('hears only what is addressed, answers each by name, and gives nobody the facts of another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 20, maxLength: 40 }), async lines => {
        const number = nextRoom++
        const room = `room${number}@chatroom`
        const ids = Array.from({ length: people }, (_, index) => `wx${number}_${index}`)
        for (const [index, id] of ids.entries()) world.person(id, nameOf(number, index))
        world.room(room, `${number}期业主群`, ids)
        for (const said of lines) {
          const text = said.isReport ? reportOf(number, said.who) : '投诉多久处理？'
          const words = said.isAddressed ? `@${world.selfName}\u2005${text}` : text
          world.says(ids[said.who] ?? '', words, { to: room })
        }
        await until(
          'all is kept',
          async () =>
            (await product.database.client.inbound.count({ where: { chat: room } })) === lines.length,
          60_000,
        )
        await idle()
        check({ number, room, lines })
      }),
      { numRuns: runs },
    )
  }, 600_000)

  it('grants friends by policy, asks before it joins a room, and never hears itself or official accounts', async () => {
    world.person('friend', '新邻居')
    world.asksToBeFriend('friend')
    world.invites('friend', '二手交易群')
    await until('the friend is accepted', () => world.acceptedFriends.includes('friend-friend'), 10_000)
    await until(
      'staff hear of the invitation',
      async () =>
        (await product.database.client.staffNotice.count({ where: { kind: 'channel-invited' } })) === 1,
      10_000,
    )
    expect(world.acceptedRooms).toEqual([])
    world.person('gh_news', '某订阅号', 3 as never)
    const before = await product.database.client.inbound.count()
    world.says('gh_news', '今日头条', {})
    await new Promise(resolve => setTimeout(resolve, 300))
    const official = await product.database.client.inbound.count()
    expect(official - before).toBeLessThanOrEqual(1)
    expect(await product.database.client.inbound.count({ where: { sender: world.selfId } })).toBe(0)
  }, 60_000)

  it('keeps what is older than a day without answering it', async () => {
    world.person('old', '老邻居')
    world.says('old', '厨房水管漏水了', { at: new Date(Date.now() - 30 * 3_600_000) })
    const { client } = product.database
    await until(
      'it is kept',
      async () => (await client.inbound.count({ where: { sender: 'old' } })) === 1,
      10_000,
    )
    await idle()
    expect(await client.inbound.findFirst({ where: { sender: 'old' } })).toMatchObject({ state: 'old' })
    expect(world.heardTexts('old')).toEqual([])
  }, 60_000)

  it('hears a mention by the alias that the room gave it', async () => {
    world.person('zhou', '周女士')
    const room = world.room('alias@chatroom', '别名群', ['zhou'])
    world.setAlias(room, world.selfId, '小邻(物业)*')
    world.says('zhou', '@小邻(物业)* 投诉多久处理？', { to: room })
    await until('she is answered', () => world.heardTexts(room).length > 0, 30_000)
    expect(world.heardTexts(room)[0]).toMatch(/^@周女士\u2005/)
  }, 60_000)
})

function nameOf(room: number, index: number): string {
  return `住户${room}号${index}`
}

/** Facts that are nobody else's: a phone and a flat. */
function factsOf(room: number, index: number): { phone: string; flat: string } {
  const phone = `138${String(room).padStart(4, '0')}${String(index).padStart(4, '0')}`
  return { phone, flat: `${index + 1}栋2单元${1000 + index}` }
}

function reportOf(room: number, index: number): string {
  const { phone, flat } = factsOf(room, index)
  return `${flat}厨房水管漏水了，电话${phone}`
}

function check({ number, room, lines }: { number: number; room: string; lines: Line[] }): void {
  const askers = new Set(lines.filter(({ isAddressed }) => isAddressed).map(({ who }) => who))
  const heard = world.delivered.filter(({ chat }) => chat.startsWith(`wx${number}_`) || chat === room)
  const told = new Set<number>()
  for (const { chat, text } of heard) {
    const who = chat === room ? readAsker(text, number) : Number(chat.split('_')[1])
    expect(who, text).toBeDefined()
    expect([...askers], text).toContain(who)
    told.add(who as number)
    for (let other = 0; other < people; other += 1) {
      if (other === who) continue
      const { phone, flat } = factsOf(number, other)
      expect(text).not.toContain(phone)
      expect(text).not.toContain(flat)
    }
  }
  expect([...told].sort(), 'everybody who asked is answered').toEqual([...askers].sort())
}

function readAsker(text: string, number: number): number | undefined {
  const found = new RegExp(`^@住户${number}号(\\d+)\u2005`).exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}
