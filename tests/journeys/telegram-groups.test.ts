import { describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { answerWithinMs, useJourney, ways } from './journey.ts'

const testMs = 150_000

describe.each(ways)('a group with Linli in it, by $way on $storage', ({ way, storage }) => {
  const journey = useJourney({ way, storage })
  const openGroup = (kind: 'group' | 'supergroup' | 'forum' = 'supergroup') => {
    const id = kind === 'group' ? -journey().newId() : -1_000_000_000_000 - journey().newId()
    return journey().telegram.group({ id, title: '3栋业主群', kind })
  }
  const name = () => `@${journey().telegram.world.bot.username}`

  it.concurrent(
    'keeps what is said among neighbours, scores it, and keeps silent until it is spoken to',
    async () => {
      const { client } = journey()
      const group = openGroup()
      const wang = group.member({ id: journey().newId(), name: '王阿姨' })
      const li = group.member({ id: journey().newId(), name: '李叔' })
      await wang.says('物业太差了，垃圾三天没人收，气死我了')
      await until(
        'the message is kept',
        () => client.inbound.findFirst({ where: { chat: String(group.id), state: 'unaddressed' } }),
        answerWithinMs,
      )
      const message = await li.says(`${name()} 投诉多久处理？`)
      const answer = await li.hears(/24小时内响应/, answerWithinMs)
      expect(answer['reply_to_message']).toMatchObject({ message_id: message.message_id })
      await li.says('谢谢', { replyTo: answer })
      await li.hears(/不客气/, answerWithinMs)
      await li.says(`/help${name()}`)
      await li.hears(/您可以这样用/, answerWithinMs)
      const kept = await client.inbound.findFirst({
        where: { chat: String(group.id), sender: String(wang.user.id) },
      })
      expect(kept).toMatchObject({ state: 'unaddressed', sentiment: 'negative' })
      expect(wang.heardTexts()).toHaveLength(3)
    },
    testMs,
  )

  it.concurrent(
    'asks for a private talk when somebody wants to know the status of their tickets',
    async () => {
      const group = openGroup()
      const id = journey().newId()
      const alone = journey().telegram.privateChat({ id, name: '赵姐' })
      await alone.says('3栋1单元502厨房水管漏水了')
      await alone.hears(/报修单/, answerWithinMs)
      const [ticket] = await journey().ticketsOf(alone)
      const zhao = group.member({ id, name: '赵姐' })
      await zhao.says(`${name()} 我的工单到哪一步了`)
      await zhao.hears(/私聊/, answerWithinMs)
      expect(zhao.heardTexts().join('\n')).not.toContain(ticket?.number)
      expect(zhao.heardTexts().join('\n')).not.toContain('502')
    },
    testMs,
  )

  it.concurrent(
    'answers in the topic it was asked in',
    async () => {
      const forum = openGroup('forum')
      const topic = forum.topic('报修')
      const qian = forum.member({ id: journey().newId(), name: '钱哥' }).inTopic(topic)
      await qian.says(`${name()} 投诉多久处理？`)
      await qian.hears(/24小时内响应/, answerWithinMs)
      expect(
        journey()
          .telegram.callsOf('sendMessage')
          .filter(({ params }) => params['chat_id'] === forum.id),
      ).toMatchObject([{ params: { message_thread_id: topic } }])
    },
    testMs,
  )

  it.concurrent(
    'follows a group that becomes a supergroup, with an answer that was under way',
    async () => {
      const { client } = journey()
      const group = openGroup('group')
      const id = journey().newId()
      const zhou = group.member({ id, name: '周老师' })
      await zhou.says(`${name()} 投诉多久处理？`)
      const moved = group.becomesSupergroup().member({ id, name: '周老师' })
      await moved.hears(/24小时内响应/, answerWithinMs)
      await moved.says(`${name()} 谢谢`)
      await moved.hears(/不客气/, answerWithinMs)
      const rows = await client.inbound.findMany({ where: { sender: String(id) } })
      expect(rows.map(({ state }) => state)).toEqual(['done', 'done'])
    },
    testMs,
  )

  it.concurrent(
    'tells what to do in danger within the group at once',
    async () => {
      const group = openGroup()
      const sun = group.member({ id: journey().newId(), name: '孙大爷' })
      await sun.says(`${name()} 着火了！3栋2单元楼道`)
      await sun.hears(/119/, answerWithinMs)
      const tickets = await journey().ticketsOf(sun)
      expect(tickets).toMatchObject([{ priority: 'emergency' }])
    },
    testMs,
  )
})
