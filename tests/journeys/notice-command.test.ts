import { beforeAll, describe, expect, it } from 'vitest'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, useJourney } from './journey.ts'
import { openRoom, type Room, wordsOf } from './staff-room.ts'

const testMs = 150_000

describe('a notice from the staff chat', () => {
  const chatId = -1_000_000_005_001
  const journey = useJourney({
    way: 'polling',
    storage: 'PGlite',
    env: { DEMO: '0', TELEGRAM_STAFF_CHAT_ID: String(chatId) },
  })
  let room: Room
  let wang: Talk
  let li: Talk
  let agent: Talk

  beforeAll(async () => {
    const { client } = journey()
    await client.setting.create({ data: { key: 'calendar', value: { quiet: null }, updatedAt: new Date() } })
    const at = { createdAt: new Date() }
    await client.community.create({ data: { id: 'lake', name: '东湖花园', ...at } })
    for (const [building, bindCode] of [
      ['3', 'AAAA2222'],
      ['5', 'BBBB3333'],
    ] as const) {
      const place = { communityId: 'lake', building, unit: '1', room: '501' }
      await client.household.create({ data: { id: `h${building}`, bindCode, ...place, ...at } })
    }
    wang = await bound('王女士', 'AAAA2222')
    li = await bound('李先生', 'BBBB3333')
    room = openRoom(journey(), journey().telegram.group({ id: chatId, title: '员工群' }))
    agent = await room.member('小何', 'agent')
  }, testMs)

  async function bound(name: string, code: string): Promise<Talk> {
    const talk = journey().person(name)
    await talk.says(`绑定 ${code}`)
    await talk.hears(/绑定成功/, answerWithinMs)
    return talk
  }

  const latest = async () => await journey().client.broadcast.findFirstOrThrow({ orderBy: { id: 'desc' } })

  it(
    'is drafted with its preview, approved by a manager, and sent to those it names alone',
    async () => {
      await agent.says('/notice 3栋 停水通知\n{name}您好：保证明天9点至17点停水，请提前储水。')
      const card = await room.sees(/停水通知.*草稿/)
      expect(wordsOf(card)).toMatch(/可送达 1，送不到 0[\s\S]*请留意：有承诺性用语[\s\S]*王女士您好/)
      const code = (await latest()).id.slice(-5)
      await agent.says(`/notice 提交 ${code}`)
      await room.sees(/停水通知.*待审核/)
      await agent.says(`/notice 审核 ${code}`)
      await room.sees(/由经理或管理员操作/)
      const manager = await room.member('赵经理', 'manager')
      await manager.says(`/notice approve ${code}`)
      await room.sees(/停水通知.*已审核/)
      await manager.says(`/通知 发送 #${code}`)
      await wang.hears(/王女士您好：保证明天9点至17点停水/, answerWithinMs)
      await until('it is done', async () => (await latest()).state === 'done', answerWithinMs)
      await manager.says('/notice list')
      await room.sees(new RegExp(`#${code} 停水通知｜已完成｜已送达 1/1`))
      expect(li.heardTexts().join('\n')).not.toMatch(/停水/)
    },
    testMs,
  )

  it(
    'is written in private by buttons, with a picture, and never by a resident',
    async () => {
      const manager = await room.member('钱经理', 'manager')
      const { client, telegram } = journey()
      const value = { needsApproval: false, urgentNeedsApproval: false, stoppedChannels: [] }
      await client.setting.create({ data: { key: 'broadcast-policy', value, updatedAt: new Date() } })
      const alone = telegram.privateChat({ id: manager.user.id, name: '钱经理' })
      await alone.sendsPhoto(Buffer.from([0xff, 0xd8, 1, 2]), '/notice 5栋 请勿高空抛物')
      await alone.hears(/温馨提示.*草稿[\s\S]*请勿高空抛物/, answerWithinMs)
      await alone.presses('更亲切')
      await alone.hears(/这样做的好处|您好，请勿高空抛物/, answerWithinMs)
      await alone.presses('提交审核')
      await alone.hears(/温馨提示.*已审核/, answerWithinMs)
      await alone.presses('发送')
      await until('it is done', async () => (await latest()).state === 'done', answerWithinMs)
      const heard = await li.hears(/请勿高空抛物/, answerWithinMs)
      expect(heard['photo']).toBeDefined()

      const before = await client.broadcast.count()
      await wang.says('/notice 全体 假通知')
      await wang.hears(/绑定/, answerWithinMs)
      expect(await client.broadcast.count()).toBe(before)
    },
    testMs,
  )
})
