import { describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { answerWithinMs, useJourney } from './journey.ts'
import { asksForPerson, openRoom, wordsOf } from './staff-room.ts'

const testMs = 180_000

describe('the staff group in Telegram, a forum', () => {
  const chatId = -1_000_000_004_002
  const journey = useJourney({
    way: 'webhook',
    storage: 'PGlite',
    env: { TELEGRAM_STAFF_CHAT_ID: String(chatId) },
  })

  it(
    'gives each talk its topic; plain words there go to its resident, `//` and other topics do not',
    async () => {
      const forum = journey().telegram.group({ id: chatId, title: '员工群', kind: 'forum' })
      const room = openRoom(journey(), forum)
      const li = await room.member('李客服', 'agent')
      const [wang, chen] = [journey().person('王阿姨'), journey().person('陈先生')]
      const [first, second] = [await asksForPerson(room, wang), await asksForPerson(room, chen)]
      const topics = [first, second].map(card => Number(card['message_thread_id']))
      expect(new Set(topics).size).toBe(2)
      await li.inTopic(topics[0] ?? 0).says('王阿姨，我来处理。')
      await li.inTopic(topics[1] ?? 0).says('//陈先生是老住户')
      await li.inTopic(topics[1] ?? 0).says('陈先生，您请讲。')
      await wang.hears('王阿姨，我来处理。', answerWithinMs)
      await chen.hears('陈先生，您请讲。', answerWithinMs)
      await chen.says('停车费怎么算')
      await until(
        'the words of the resident stand in their topic',
        () =>
          forum
            .messages()
            .some(one => one['message_thread_id'] === topics[1] && wordsOf(one).includes('停车费怎么算')),
        answerWithinMs,
      )
      await li.inTopic(topics[1] ?? 0).says('/close')
      await chen.hears(/自动助手）继续为您服务/, answerWithinMs)
      await li.inTopic(topics[1] ?? 0).says('/return')
      await room.sees(/没有人接手/)
      expect(journey().telegram.callsOf('createForumTopic')).toHaveLength(2)
      expect(chen.heardTexts().join('\n')).not.toContain('老住户')
    },
    testMs,
  )
})
