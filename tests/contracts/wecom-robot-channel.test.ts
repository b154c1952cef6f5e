import { describe, expect, it } from 'vitest'
import {
  createRobotChannel,
  type RobotChannelOptions,
} from '../../src/adapters/wechat/robot/robot-channel.ts'
import { SendFailed, SendRefused, SendThrottled } from '../../src/messaging/message.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { FakeRobotPlatform } from '../support/fake-wecom-robot/fake-robot-platform.ts'
import { RecordingInbox } from '../support/recording-inbox.ts'
import { waitUntil } from '../support/wait-until.ts'
import { type ChannelHarness, type ChannelPerson, describeChannel } from './channel.contract.ts'

function createChannel(platform: FakeRobotPlatform, more: Partial<RobotChannelOptions> = {}) {
  return createRobotChannel({
    id: platform.botId,
    secret: platform.secret,
    address: platform.address,
    clock: createClock(),
    log: silentLog,
    timings: { retryMs: 20, reconnectMs: 20, heartbeatMs: 50, startMs: 1_000, alarmMs: 150, takeoverMs: 300 },
    ...more,
  })
}

describeChannel({
  name: 'WeCom group robot (智能机器人)',
  create: createHarness,
  skip: {
    stop: 'WeCom brings nothing later that was said while the robot was away; the rest is tested below',
    blocked: 'colleagues cannot block a robot of their own company',
    throttled: 'error 45009 names no waiting time; a minute is tested below',
    groups: 'a robot hears only what mentions it; tested below',
  },
})

async function createHarness(): Promise<ChannelHarness> {
  const platform = new FakeRobotPlatform()
  await platform.start()
  const channel = createChannel(platform)
  let next = 0
  const idOf = (person: ChannelPerson) => person.chat
  return {
    channel,
    hasCaptions: false,
    person: async () => {
      next += 1
      const id = `colleague${next}`
      platform.meets(id)
      return {
        chat: id,
        says: async text => platform.says(id, text),
        heardTexts: () => platform.heardTexts(id),
      }
    },
    pressButton: async (person, label) => {
      const menu = person.heardTexts().at(-1) ?? ''
      const number = new RegExp(`(\\d+)\\. ${label}$`, 'mu').exec(menu)?.[1]
      if (!number) throw new Error(`no choice ${label} in ${menu}`)
      platform.says(idOf(person), number)
    },
    sendFile: async (person, bytes) => platform.sendsFile(idOf(person), bytes, 'file'),
    disconnect: () => platform.stop(),
    close: () => platform.stop(),
  }
}

const to = (chat: string, text: string) => ({ to: { channel: 'wecom-robot', chat }, text, key: text })

/** A started channel with its platform, closed after `run`. */
async function withRobot(
  run: (parts: {
    platform: FakeRobotPlatform
    channel: ReturnType<typeof createChannel>
    inbox: RecordingInbox
  }) => Promise<void>,
): Promise<void> {
  const platform = new FakeRobotPlatform()
  await platform.start()
  const channel = createChannel(platform)
  const inbox = new RecordingInbox()
  await channel.start(inbox)
  try {
    await run({ platform, channel, inbox })
  } finally {
    await channel.stop()
    await platform.stop()
  }
}

describe('the WeCom group robot in a group', () => {
  it('hears what mentions it without the mention, and who said it', () =>
    withRobot(async ({ platform, channel, inbox }) => {
      platform.says('zhang.san', '@邻里助手 /tickets', { chat: 'wr-staff' })
      const message = await inbox.waitFor('/tickets')
      expect(message).toMatchObject({
        ...{ chat: 'wr-staff', chatKind: 'group', addressed: true },
        sender: { id: 'zhang.san', name: 'zhang.san' },
      })
      await channel.send(to('wr-staff', '共 **2** 张工单'))
      expect(platform.heardTexts('wr-staff')).toEqual(['共 2 张工单'])
      expect(platform.refusals).toEqual([])
    }))

  it('knows which message of ours is quoted, and keeps what a quoted colleague said', () =>
    withRobot(async ({ platform, channel, inbox }) => {
      platform.meets('wr-staff')
      const { messageId } = await channel.send(to('wr-staff', '**王阿姨** 说：水管漏水了'))
      await channel.send(to('wr-staff', '另一张卡片'))
      platform.says('li', '@邻里助手 师傅马上到', { chat: 'wr-staff', quote: '王阿姨 说：水管漏水了' })
      expect(await inbox.waitFor('师傅马上到')).toMatchObject({ replyTo: messageId, addressed: true })
      platform.says('li', '@邻里助手 怎么办', { chat: 'wr-staff', quote: '门禁坏了' })
      const aside = await inbox.waitFor('怎么办\n（引用：门禁坏了）')
      expect(aside.replyTo).toBeUndefined()
    }))

  it('takes a number in a group as a choice only under the quoted question', () =>
    withRobot(async ({ platform, channel, inbox }) => {
      platform.meets('wr-staff')
      const buttons = [[{ label: '接单', value: 'ticket:accept:LL1' }]]
      await channel.send({ ...to('wr-staff', '工单 LL1'), buttons })
      platform.says('li', '@邻里助手 1', { chat: 'wr-staff' })
      expect((await inbox.waitFor('1')).button).toBeUndefined()
      const question = platform.heardTexts('wr-staff').at(-1) ?? ''
      platform.says('li', '@邻里助手 1', { chat: 'wr-staff', quote: question })
      const chosen = await waitUntil(() => inbox.kept.find(({ button }) => button !== undefined))
      expect(chosen.button).toBe('ticket:accept:LL1')
    }))

  it("reads voice by the platform's words, asks for words where there are none, and reads mixed messages", () =>
    withRobot(async ({ platform, channel, inbox }) => {
      platform.speaks('li', '电梯停在五楼')
      expect(await inbox.waitFor('电梯停在五楼')).toMatchObject({ attachments: [] })
      platform.speaks('li', '')
      const silent = await waitUntil(() => inbox.kept.find(({ text }) => text === ''))
      expect(silent.attachments).toEqual([{ kind: 'voice', reference: 'none' }])
      await expect(channel.fetchFile('none')).rejects.toBeInstanceOf(SendRefused)
      platform.sendsMixed('li', '漏水的地方', Buffer.from('picture'))
      expect((await inbox.waitFor('漏水的地方')).attachments).toMatchObject([{ kind: 'photo' }])
    }))

  it('ignores what is malformed and goes on', () =>
    withRobot(async ({ platform, inbox }) => {
      for (const body of [
        null,
        {},
        { msgtype: 'text' },
        { msgid: '1', msgtype: 'hologram', from: { userid: 'li' } },
      ])
        platform.pushes(body)
      platform.says('li', '还在吗')
      await inbox.waitFor('还在吗')
      expect(inbox.texts()).toEqual(['还在吗'])
    }))
})

describe('the connection of the WeCom group robot', () => {
  it('refuses to start with a wrong secret, and says which variables to look at', async () => {
    const platform = new FakeRobotPlatform()
    await platform.start()
    const channel = createChannel(platform, { secret: 'wrong' })
    const failure = await channel.start(new RecordingInbox()).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'wechat-refused' })
    expect(String(failure)).toMatch(/WECOM_ROBOT_ID or WECOM_ROBOT_SECRET/)
    expect(String(failure)).not.toContain('wrong')
    await platform.stop()
  })

  it('comes back after a cut, and staff hear only of an absence that lasts', () =>
    withRobot(async ({ platform, channel, inbox }) => {
      platform.cut()
      await waitUntil(() => (platform.isConnected ? true : undefined))
      platform.says('li', '还在吗')
      await inbox.waitFor('还在吗')
      await channel.send(to('li', '在的'))
      await new Promise(resolve => setTimeout(resolve, 250))
      expect(inbox.reports).toEqual([])
      await platform.stop()
      await waitUntil(() => inbox.reports.find(({ state }) => state === 'disconnected'))
      await expect(channel.send(to('li', '在吗'))).rejects.toMatchObject({ outcome: 'not-sent' })
      await platform.start()
      await waitUntil(() => inbox.reports.find(({ state }) => state === 'online'))
      await channel.send(to('li', '又在了'))
      expect(platform.heardTexts('li')).toEqual(['在的', '又在了'])
    }))

  it('takes a mute platform for gone', () =>
    withRobot(async ({ platform, inbox }) => {
      await waitUntil(() => (platform.pings > 0 ? true : undefined))
      platform.isMute = true
      await waitUntil(() => inbox.reports.find(({ state }) => state === 'disconnected'))
      platform.isMute = false
      await waitUntil(() => inbox.reports.find(({ state }) => state === 'online'))
    }))

  it('says that another connection took over, and takes the place back later', () =>
    withRobot(async ({ platform, inbox }) => {
      const other = createChannel(platform)
      await other.start(new RecordingInbox())
      const report = await waitUntil(() => inbox.reports.find(({ state }) => state === 'disconnected'))
      expect(report.detail).toMatch(/another connection/)
      await other.stop()
      await waitUntil(() => inbox.reports.find(({ state }) => state === 'online'))
      platform.says('li', '还在吗')
      await inbox.waitFor('还在吗')
    }))

  it('waits at the stop for what is being kept, and takes nothing after it', () =>
    withRobot(async ({ platform, channel, inbox }) => {
      const release = inbox.holdBack('停机前的话')
      platform.says('li', '停机前的话')
      await waitUntil(() => (inbox.attempts('停机前的话') > 0 ? true : undefined))
      let isOver = false
      const stopped = channel.stop().then(() => {
        isOver = true
      })
      await new Promise(resolve => setTimeout(resolve, 30))
      expect(isOver).toBe(false)
      release()
      await stopped
      expect(inbox.texts()).toEqual(['停机前的话'])
      await waitUntil(() => (platform.isConnected ? undefined : true))
      platform.says('li', '停机后的话')
      expect(platform.lost).toHaveLength(1)
    }))

  it('maps what the platform refuses, and what it does not answer', () =>
    withRobot(async ({ platform, channel }) => {
      platform.meets('li')
      platform.refuse(45_009)
      await expect(channel.send(to('li', '一'))).rejects.toMatchObject({ retryAfterMs: 60_000 })
      platform.refuse(45_009)
      await expect(channel.send(to('li', '一'))).rejects.toBeInstanceOf(SendThrottled)
      await expect(channel.send(to('nobody', '一'))).rejects.toMatchObject({ reason: 'chat-gone' })
      await expect(channel.send(to('li', '水'.repeat(7_000)))).rejects.toMatchObject({ reason: 'invalid' })
      platform.isMute = true
      const failure = await channel.send(to('li', '二')).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(SendFailed)
      expect(failure).toMatchObject({ outcome: 'unknown' })
    }))
})
