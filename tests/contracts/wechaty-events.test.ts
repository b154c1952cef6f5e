import { afterEach, describe, expect, it, vi } from 'vitest'
import { WechatyBuilder } from 'wechaty'
import {
  type AcceptPolicy,
  createWechatyChannel,
  type WechatyChannelOptions,
} from '../../src/adapters/wechat/wechaty/wechaty-channel.ts'
import type { MembershipChange } from '../../src/messaging/message.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { FakeWeChat } from '../support/fake-wechat/fake-wechat.ts'
import { RecordingInbox } from '../support/recording-inbox.ts'
import { waitUntil } from '../support/wait-until.ts'

class MemberInbox extends RecordingInbox {
  readonly memberships: MembershipChange[] = []
  async setMembership(change: MembershipChange): Promise<void> {
    this.memberships.push(change)
  }
  saw(state: string) {
    return waitUntil(() => this.reports.find(report => report.state === state), {
      describe: () => `no report ${state} among ${JSON.stringify(this.reports)}`,
    })
  }
}

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(more: Partial<WechatyChannelOptions> & { isLoggedOut?: boolean } = {}) {
  const { isLoggedOut = false, ...options } = more
  const world = new FakeWeChat()
  world.keepsLogin = !isLoggedOut
  const channel = createWechatyChannel({
    createBot: async () =>
      WechatyBuilder.build({ name: `mock-${Math.random()}`, puppet: world.createPuppet() as never }),
    clock: createClock(),
    log: silentLog,
    timings: { retryMs: 20, reconnectMs: 20, checkMs: 30 },
    ...options,
  })
  const inbox = new MemberInbox()
  await channel.start(inbox)
  closing.push(() => channel.stop())
  return { world, channel, inbox }
}

describe('rooms of a WeChat account', () => {
  it('tell who came and who left', async () => {
    const { world, inbox } = await open()
    world.person('sun', '孙女士')
    const room = world.room('r@chatroom', '业主群', ['sun'])
    world.joins(room, 'sun')
    world.leaves(room, 'sun')
    await waitUntil(() => (inbox.memberships.length === 2 ? true : undefined))
    const change = { channel: 'wechat', chat: room, sender: 'sun' }
    expect(inbox.memberships).toEqual([
      { ...change, isMember: true },
      { ...change, isMember: false },
    ])
  })

  it('have announcements, which are heard and not taken for words to us', async () => {
    const { world, inbox } = await open()
    world.person('owner', '群主')
    const room = world.room('r@chatroom', '业主群', ['owner'])
    world.says('owner', '@所有人 明天上午停水', { to: room, mentions: ['owner', world.selfId] })
    expect(await inbox.waitFor('@所有人 明天上午停水')).toMatchObject({ addressed: false })
    world.says('owner', `@所有人 有问题找 @${world.selfName}\u2005`, { to: room })
    const named = await waitUntil(() => inbox.kept.find(({ text }) => text.includes('有问题')))
    expect(named.addressed).toBe(true)
    world.says('owner', '在吗', { to: room, mentions: [world.selfId] })
    expect(await inbox.waitFor('在吗')).toMatchObject({ addressed: true })
  })

  it.each<[AcceptPolicy, number, number]>([
    ['none', 0, 0],
    ['friends', 1, 0],
    ['all', 1, 1],
  ])('are joined, and friends made, by the policy %s', async (accept, friends, rooms) => {
    const { world, inbox } = await open({ accept })
    world.person('new', '新邻居')
    world.asksToBeFriend('new')
    world.invites('new', '二手群')
    if (friends) await waitUntil(() => (world.acceptedFriends.length === friends ? true : undefined))
    if (rooms) await waitUntil(() => (world.acceptedRooms.length === rooms ? true : undefined))
    else expect((await inbox.saw('invited')).detail).toBe('二手群')
    await new Promise(resolve => setTimeout(resolve, 50))
    expect([world.acceptedFriends.length, world.acceptedRooms.length]).toEqual([friends, rooms])
  })
})

describe('the state of a WeChat account', () => {
  it('asks for a scan in the terminal and on a page that nobody can guess, until somebody has scanned', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    closing.push(async () => written.mockRestore())
    const { world, channel, inbox } = await open({ isLoggedOut: true, secret: 'a secret of the tests' })
    const { detail: path } = await inbox.saw('waiting-for-scan')
    expect(path).toMatch(/^\/channels\/wechat\/login\/[0-9a-f]{40}$/)
    await waitUntil(() => written.mock.calls.find(([text]) => String(text).includes('请用物业微信扫码')))
    const terminal = written.mock.calls.map(([text]) => String(text)).join('')
    expect(terminal).toMatch(/[▄▀█]{10}/u)
    const page = await channel.routes?.request(path)
    expect(await page?.text()).toContain('<svg')
    expect((await channel.routes?.request(`${path.slice(0, -1)}x`))?.status).toBe(404)
    world.logIn()
    await inbox.saw('online')
    expect((await channel.routes?.request(path))?.status).toBe(404)
  })

  it('is told when it is logged out, with the reason, and when it is back', async () => {
    const { world, inbox } = await open()
    await world.logOut('another device')
    expect((await inbox.saw('logged-out')).detail).toBe('another device')
    world.logIn()
    await inbox.saw('online')
  })

  it('is told once when nobody has written for long, and ends with the next word', async () => {
    const { world, inbox } = await open({
      timings: { retryMs: 20, reconnectMs: 20, checkMs: 20, silentMs: 120 },
    })
    await inbox.saw('silent')
    await new Promise(resolve => setTimeout(resolve, 150))
    expect(inbox.reports.map(({ state }) => state)).toEqual(['silent'])
    world.person('sun', '孙女士')
    world.says('sun', '有人吗')
    await inbox.waitFor('有人吗')
    await waitUntil(() =>
      inbox.reports.filter(({ state }) => state === 'silent').length === 2 ? true : undefined,
    )
  })
})
