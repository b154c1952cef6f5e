import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WechatyBuilder } from 'wechaty'
import { createWechatyChannel } from '../../src/adapters/wechat/wechaty/wechaty-channel.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { createChatCode } from '../../src/staff-chat/staff-accounts.ts'
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
    await fc.assert(fc.asyncProperty(fc.array(line, { minLength: 20, maxLength: 40 }), playRoom), {
      numRuns: runs,
    })
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
    world.person('gh_news', '某订阅号', 2)
    const before = await product.database.client.inbound.count()
    world.says('gh_news', '今日头条', {})
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(await product.database.client.inbound.count()).toBe(before)
    expect(await product.database.client.inbound.count({ where: { sender: world.selfId } })).toBe(0)
  }, 60_000)

  it('rings staff on the desk when the account is logged out, and tells them when it is back', async () => {
    await world.logOut('another device')
    const noticeOf = (kind: string) => product.database.client.staffNotice.findFirst({ where: { kind } })
    await until(
      'staff hear of the log-out',
      async () => (await noticeOf('channel-logged-out')) !== null,
      10_000,
    )
    expect(await noticeOf('channel-logged-out')).toMatchObject({
      level: 'urgent',
      needsAck: true,
      text: expect.stringMatching(/wechat 的账号已退出登录.*another device/su),
    })
    world.logIn()
    await until('staff hear that it is back', async () => (await noticeOf('channel-online')) !== null, 10_000)
  }, 60_000)

  it('takes no name and no alias in a room for proof of who somebody is', async () => {
    world.person('real', '钱阿姨')
    world.says('real', '7栋1单元901厨房水管漏水了')
    const ticket = await until(
      'her ticket is open',
      () => product.database.client.ticket.findFirst({ where: { sender: 'real' } }),
      30_000,
    )
    world.person('imposter', '钱阿姨')
    const room = world.room('names@chatroom', '7栋业主群', ['real', 'imposter'])
    world.setAlias(room, 'imposter', '钱阿姨7栋1单元901')
    world.says('imposter', `@${world.selfName}\u2005 我的工单`, { to: room })
    world.says('imposter', '我的工单')
    await until('both are answered', () => world.heardTexts('imposter').length > 0, 30_000)
    await idle()
    const heard = [...world.heardTexts('imposter'), ...world.heardTexts(room)].join('\n')
    expect(heard).not.toContain(ticket.number)
    const accounts = await product.database.client.contact.findMany({
      where: { sender: { in: ['real', 'imposter'] } },
    })
    expect(accounts.map(({ personId, householdId }) => [personId, householdId])).toEqual([
      [null, null],
      [null, null],
    ])
  }, 90_000)

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

/** Everybody of a new room says their lines, all at once. */
async function playRoom(lines: Line[]): Promise<void> {
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
  const { client } = product.database
  const isKept = async () => (await client.inbound.count({ where: { chat: room } })) === lines.length
  await until('all is kept', isKept, 60_000)
  await idle()
  check({ number, room, lines })
}

describe('the staff room in WeChat', () => {
  it('answers a resident by quoting the card, takes a talk by its number, and keeps notes inside', async () => {
    const { client } = product.database
    const row = { id: 'staff-li', login: 'li', name: '李客服', role: 'agent', passwordHash: '-' }
    await client.staff.create({ data: { ...row, createdAt: new Date() } })
    const { code } = await product.app.runWork(work => createChatCode(work, 'staff-li'))
    world.person('li', '李客服')
    world.room(staffRoom, '员工群', ['li'])
    world.says('li', `/bind ${code}`, { to: staffRoom })
    const sees = (pattern: RegExp) =>
      until(
        `the room sees ${pattern}`,
        () => world.delivered.findLast(one => one.chat === staffRoom && pattern.test(one.text)),
        30_000,
      )
    await sees(/已绑定：李客服/)
    world.person('resident', '孙女士')
    world.says('resident', '转人工')
    const card = await sees(/待人工：.*孙女士/)
    world.quotes('li', card, '// 这户是老人')
    await sees(/已记为内部备注/)
    world.quotes('li', card, '1')
    await until(
      'she hears who took it',
      () => world.heardTexts('resident').some(text => /李客服已接手/.test(text)),
      30_000,
    )
    world.quotes('li', card, '孙女士您好，我是小李。')
    await until(
      'she hears him',
      () => world.heardTexts('resident').includes('孙女士您好，我是小李。'),
      30_000,
    )
    world.quotes('li', card, '/return')
    await until(
      'the bot is back',
      () => world.heardTexts('resident').some(text => /自动助手）继续/.test(text)),
      30_000,
    )
    expect(world.heardTexts('resident').join()).not.toContain('老人')
    expect(await client.inbound.count({ where: { chat: staffRoom } })).toBe(0)
  }, 120_000)
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
