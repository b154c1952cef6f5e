import { describe, expect, it } from 'vitest'
import type { TalkView } from '../../src/desk/talk-contract.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import type { FakeMessage } from '../support/fake-telegram/world.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, type Journey, useJourney } from './journey.ts'
import { asksForPerson, openRoom, type Room, wordsOf } from './staff-room.ts'

const testMs = 180_000
const photo = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251))

async function modeOf(journey: Journey, resident: Talk): Promise<string> {
  return (await journey.conversationOf(resident)).mode
}

describe('the staff group in Telegram, by replies', () => {
  const chatId = -1_000_000_004_001
  const journey = useJourney({
    way: 'polling',
    storage: 'PGlite',
    env: { TELEGRAM_STAFF_CHAT_ID: String(chatId) },
  })
  let opened: Room | undefined
  const room = () => {
    opened ??= openRoom(journey(), journey().telegram.group({ id: chatId, title: '员工群' }))
    return opened
  }

  it(
    'takes a waiting talk, answers it, keeps notes inside, follows edits, and gives it back',
    async () => {
      const li = await room().member('李客服', 'agent')
      const wang = journey().person('王阿姨')
      await wang.says('3栋1单元502厨房水管漏水了，气死我了，你们到底管不管')
      await wang.hears(/报修单|投诉单/, answerWithinMs)
      const card = await asksForPerson(room(), wang)
      expect(wordsOf(card)).toMatch(
        /【建议】[\s\S]*诉求：[\s\S]*水管漏水[\s\S]*未结工单与承诺：LL\d+[\s\S]*【建议回复】/,
      )
      const reply = await li.says('王阿姨您好，师傅下午三点到。', { replyTo: card })
      await wang.hears(/李客服已接手/, answerWithinMs)
      await wang.hears('王阿姨您好，师傅下午三点到。', answerWithinMs)
      expect(await modeOf(journey(), wang)).toBe('human')
      const heard = wang.heardTexts().length
      await li.says('// 这户上月也漏过', { replyTo: card })
      await li.says('/note 先查总阀', { replyTo: card })
      await li.says('大家下午开会')
      await room().sees(/已记为内部备注/)
      await wang.says('好的，那我等着')
      await room().sees(/王阿姨：好的，那我等着/)
      await li.edits(reply, '王阿姨您好，师傅下午四点到。')
      await until(
        'the resident sees the new words',
        () => wang.heardTexts().includes('王阿姨您好，师傅下午四点到。'),
        answerWithinMs,
      )
      expect(wang.heardTexts()).toHaveLength(heard)
      expect(wang.heardTexts().join('\n')).not.toMatch(/上月也漏过|总阀|开会/)
      await li.says('/return', { replyTo: card })
      await wang.hears(/自动助手）继续为您服务/, answerWithinMs)
      await wang.says('投诉多久处理？')
      await wang.hears(/24小时内响应/, answerWithinMs)
      expect(await modeOf(journey(), wang)).toBe('bot')
      const talk = await journey().linli.ask<TalkView>(
        `/api/conversations/${(await journey().conversationOf(wang)).id}`,
      )
      expect(talk.summary.notes.map(({ text }) => text)).toEqual(['这户上月也漏过', '先查总阀'])
      expect(await journey().client.inbound.count({ where: { chat: String(chatId) } })).toBe(0)
    },
    testMs,
  )

  it(
    'carries photos, voice and files both ways',
    async () => {
      const zhao = await room().member('赵客服', 'agent')
      const chen = journey().person('陈先生')
      const card = await asksForPerson(room(), chen)
      await zhao.says('/take', { replyTo: card })
      await chen.hears(/赵客服已接手/, answerWithinMs)
      await chen.sendsPhoto(photo, '就是这里漏')
      await chen.sendsVoice(Buffer.from('voice of the resident'))
      await room().sees(/陈先生：就是这里漏/)
      const files = await until(
        'photo and voice arrive in the group',
        () => {
          const messages = room()
            .group.messages()
            .filter(message => message.from?.is_bot)
          const found = [
            messages.find(message => 'photo' in message),
            messages.find(message => 'voice' in message),
          ]
          return found.every(Boolean) ? found : undefined
        },
        answerWithinMs,
      )
      expect(wordsOf(files[0] as FakeMessage)).toContain('陈先生')
      await zhao.sendsPhoto(photo, '请看是不是这个阀', { replyTo: card })
      await chen.hears('请看是不是这个阀', answerWithinMs)
      await zhao.sendsVoice(Buffer.from('voice of staff'), { replyTo: card })
      await zhao.sendsDocument(Buffer.from('%PDF-1.4 price list'), '价目表.pdf', { replyTo: card })
      const { world } = journey().telegram
      await until(
        'voice and file arrive at the resident',
        () => {
          const sent = world.state(chen.chatId).messages.filter(message => message.from?.is_bot)
          return (
            sent.some(one => 'photo' in one) &&
            sent.some(one => 'voice' in one) &&
            sent.some(one => 'document' in one)
          )
        },
        answerWithinMs,
      )
    },
    testMs,
  )

  it(
    'keeps three talks at once apart, lets one of two racers win, and refuses who has left',
    async () => {
      const [sun, zhou] = [await room().member('孙客服', 'agent'), await room().member('周客服', 'agent')]
      const residents = ['甲住户', '乙住户', '丙住户'].map(name => journey().person(name))
      const cards = await Promise.all(residents.map(resident => asksForPerson(room(), resident)))
      for (const [index, resident] of residents.entries()) {
        await sun.says(`给${resident.user.first_name}的答复`, { replyTo: cards[index] as FakeMessage })
      }
      for (const resident of residents) {
        await resident.hears(`给${resident.user.first_name}的答复`, answerWithinMs)
        expect(resident.heardTexts().filter(text => text.includes('的答复'))).toHaveLength(1)
      }
      const ding = journey().person('丁住户')
      const card = await asksForPerson(room(), ding)
      await Promise.all([zhou.says('周来答复', { replyTo: card }), sun.says('孙来答复', { replyTo: card })])
      await ding.hears(/(周|孙)来答复/, answerWithinMs)
      await room().sees(/这个对话已由 (周|孙)客服 接手/)
      await journey().settled(ding)
      expect(ding.heardTexts().filter(text => /来答复/.test(text))).toHaveLength(1)

      room().group.leaves(zhou)
      const wu = journey().person('戊住户')
      const last = await asksForPerson(room(), wu)
      await zhou.says('我走了还能答吗', { replyTo: last })
      await room().sees(/这个账号已退出员工群/)
      await zhou.presses('接手')
      const stranger = room().stranger('路人')
      await stranger.says('我来答', { replyTo: last })
      await room().sees(/您还没有绑定员工身份/)
      await until(
        'both presses were read',
        async () =>
          (await journey().client.roomMessage.count({ where: { sender: String(zhou.user.id) } })) >= 4,
        answerWithinMs,
      )
      expect(await modeOf(journey(), wu)).toBe('waiting')
      expect(wu.heardTexts().join('\n')).not.toMatch(/我走了|我来答/)
    },
    testMs,
  )

  it(
    'refuses whose account was closed, and who looks after another community',
    async () => {
      const { client } = journey()
      const gone = await room().member('关客服', 'agent')
      const away = await room().member('远客服', 'agent')
      await client.staff.update({ where: { id: `staff-${gone.user.id}` }, data: { active: false } })
      await client.staff.update({
        where: { id: `staff-${away.user.id}` },
        data: { communities: ['elsewhere'] },
      })
      const resident = journey().person('己住户')
      const household = await client.household.findFirstOrThrow()
      await resident.says('你好')
      await resident.hears(/您好！报修/, answerWithinMs)
      await client.contact.updateMany({
        where: { channel: 'telegram', sender: String(resident.user.id) },
        data: { householdId: household.id },
      })
      const card = await asksForPerson(room(), resident)
      await gone.says('停用的来答', { replyTo: card })
      await room().sees(/这个账号已停用/)
      await away.says('外区的来答', { replyTo: card })
      await room().sees(/这个小区不归您负责/)
      await resident.says('5栋2单元801卫生间灯不亮了')
      await resident.hears(/报修单 LL\d+/, answerWithinMs)
      const number = (await journey().ticketsOf(resident))[0]?.number ?? ''
      const before = await client.ticket.findUniqueOrThrow({ where: { number } })
      await away.says(`/accept ${number}`)
      await journey().settled(resident)
      await until(
        'the command was read',
        async () => (await client.roomMessage.count({ where: { sender: String(away.user.id) } })) >= 3,
        answerWithinMs,
      )
      const boss = await room().member('区经理', 'manager')
      await boss.says('/assign 远客服', { replyTo: card })
      await room().sees(/远客服 不负责这个小区/)
      expect(await modeOf(journey(), resident)).toBe('waiting')
      expect(resident.heardTexts().join('\n')).not.toMatch(/来答/)
      expect(await client.ticket.findUniqueOrThrow({ where: { number } })).toMatchObject({
        respondedAt: before.respondedAt,
      })
    },
    testMs,
  )

  it(
    'works on tickets by commands: accept, start, wait, done with a photo',
    async () => {
      const qian = await room().member('钱师傅', 'technician')
      const resident = journey().person('何女士')
      await resident.says('5栋2单元801卫生间灯不亮了，明天下午都在家')
      await resident.hears(/报修单 LL\d+/, answerWithinMs)
      const number = (await journey().ticketsOf(resident))[0]?.number ?? ''
      // It goes to somebody of the demo roster on opening; Qian sees it once it is handed to him.
      await until(
        'the roster has dispatched it',
        async () => (await journey().ticketsOf(resident))[0]?.assignee,
        answerWithinMs,
      )
      const boss = await room().member('冯经理', 'manager')
      await boss.says(`/reassign ${number} 钱师傅`)
      await until(
        'it is handed to Qian',
        async () => {
          const row = await journey().client.ticket.findUnique({ where: { number } })
          return row?.assignee === `staff-${qian.user.id}`
        },
        answerWithinMs,
      )
      await qian.says('/tickets')
      await room().sees(new RegExp(`未结工单：[\\s\\S]*${number}`))
      await qian.says(`/accept ${number}`)
      await room().sees(new RegExp(`工单 ${number}：已派单`))
      await qian.says(`/start ${number.toLowerCase()}`)
      await room().sees(new RegExp(`工单 ${number}：处理中`))
      await qian.says(`/wait ${number} 没说为什么`)
      await room().sees(/等待要写原因/)
      await qian.says(`/wait ${number} parts 周三到货`)
      await room().sees(new RegExp(`工单 ${number}：等待中`))
      await qian.sendsPhoto(photo, `/done ${number} 换了灯管`)
      await room().sees(new RegExp(`工单 ${number}：已处理`))
      await qian.says(`/start ${number}`)
      await room().sees(/没有办成/)
      await qian.says('/done LL999999 做完了')
      await room().sees(/没有办成[\s\S]*LL999999/)
      const ticket = await journey().client.ticket.findUniqueOrThrow({
        where: { number },
        include: { attachments: true },
      })
      expect(ticket).toMatchObject({ status: 'resolved', assignee: `staff-${qian.user.id}` })
      expect(ticket.attachments).toMatchObject([{ kind: 'photo' }])
      const chatty = await asksForPerson(room(), resident)
      await qian.says('我来跟住户说', { replyTo: chatty })
      await room().sees(/您的角色（technician）不能做这一步/)
    },
    testMs,
  )
})
