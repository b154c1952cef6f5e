import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kfCallbackPath } from '../../src/adapters/wechat/kf/kf-channel.ts'
import { createChatCode } from '../../src/staff-chat/staff-accounts.ts'
import { FakeWecom } from '../support/fake-wechat-doors/fake-wecom.ts'
import { FakeRobotPlatform } from '../support/fake-wecom-robot/fake-robot-platform.ts'
import { type RunningLinli, startLinli } from '../support/start-linli.ts'
import { until } from '../support/until.ts'

const withinMs = 40_000
const room = 'wr-staff'

const wecom = new FakeWecom()
const robot = new FakeRobotPlatform()
let linli: RunningLinli

beforeAll(async () => {
  await Promise.all([wecom.start(), robot.start()])
  robot.meets(room)
  linli = await startLinli({
    env: {
      WECOM_CORP_ID: wecom.corpId,
      WECOM_KF_SECRET: wecom.secret,
      WECOM_KF_TOKEN: wecom.token,
      WECOM_KF_AES_KEY: wecom.aesKey,
      WECOM_API_ROOT: wecom.root,
      WECOM_ROBOT_ID: robot.botId,
      WECOM_ROBOT_SECRET: robot.secret,
      WECOM_ROBOT_ADDRESS: robot.address,
      WECOM_ROBOT_STAFF_CHAT: room,
    },
  })
  wecom.callbackUrl = `${linli.url}${kfCallbackPath}`
}, 180_000)

afterAll(async () => {
  await linli?.stop()
  await Promise.all([wecom.stop(), robot.stop()])
})

async function sees(pattern: RegExp): Promise<string> {
  return await until(
    `the room sees ${pattern}`,
    () => robot.heardTexts(room).findLast(text => pattern.test(text)),
    withinMs,
  ).catch(error => {
    throw new Error(`${error} saw: ${JSON.stringify(robot.heardTexts(room))}`)
  })
}

const says = (text: string, quote?: string) =>
  robot.says('li.na', `@邻里助手 ${text}`, { chat: room, ...(quote === undefined ? {} : { quote }) })

describe('staff in a WeCom group', () => {
  it('answer a resident of 微信客服 by quoting the card, keep notes inside, and work on tickets by commands', async () => {
    const { client } = linli.product.database
    const row = { id: 'staff-li', login: 'li', name: '李客服', role: 'agent', passwordHash: '-' }
    await client.staff.create({ data: { ...row, createdAt: new Date() } })
    const { code } = await linli.product.app.runWork(work => createChatCode(work, 'staff-li'))
    says(`/bind ${code}`)
    await sees(/已绑定：李客服/)
    await wecom.says('wm-sun', '3栋1单元502厨房水管漏水了')
    const opened = await sees(/LL\d+/)
    const number = /LL\d+/.exec(opened)?.[0] ?? ''
    await wecom.says('wm-sun', '转人工')
    const card = await sees(/待人工/)
    says('// 这户是老人', card)
    await sees(/已记为内部备注/)
    says('您好，我是小李，师傅半小时内到。', card)
    await until(
      'she hears him',
      () => wecom.heardTexts('wm-sun').includes('您好，我是小李，师傅半小时内到。'),
      withinMs,
    )
    says(`/start ${number}`)
    await until(
      'the ticket is in work',
      async () => (await client.ticket.findUnique({ where: { number } }))?.status === 'in_progress',
      withinMs,
    )
    says('/return', card)
    await until(
      'the bot is back',
      async () => (await client.conversation.findFirst({ where: { channel: 'wecom-kf' } }))?.mode === 'bot',
      withinMs,
    )
    expect(wecom.heardTexts('wm-sun').join()).not.toContain('老人')
    expect(await client.inbound.count({ where: { chat: room } })).toBe(0)
    expect(robot.refusals).toEqual([])
  }, 180_000)
})
