import { describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import {
  answerWithinMs,
  client,
  conversationOf,
  doors,
  endTalk,
  hears,
  outboundOf,
  post,
  report,
  settled,
  testMs,
  useDoors,
} from './wechat-doors.ts'

useDoors()

describe.each(doors)('the whole journey by $channel', door => {
  it(
    'goes from the report by ticket, notice and callback to a person within the window',
    async () => {
      const ticket = await report(door, '王阿姨')
      await endTalk(door, '王阿姨')
      await post(`/api/tickets/${ticket.number}/start`, {})
      await hears(door, '王阿姨', /正在处理|开始处理|处理中/)
      await post(`/api/tickets/${ticket.number}/resolve`, { note: '换了接头' })
      await hears(door, '王阿姨', /已处理|处理好|处理完/)
      await hears(door, '王阿姨', /这次处理您满意吗/)
      await door.says('王阿姨', '5分')
      await hears(door, '王阿姨', /5分好评/)
      await door.says('王阿姨', '转人工')
      await hears(door, '王阿姨', /已为您登记转人工/)
      const { id } = await conversationOf(door, '王阿姨')
      await post(`/api/conversations/${id}/take`, {})
      await post(`/api/conversations/${id}/reply`, { text: '王阿姨您好，还有什么可以帮您？' })
      await hears(door, '王阿姨', /^王阿姨您好，还有什么可以帮您？$/)
      await post(`/api/conversations/${id}/return`, {})
      await settled(id)
      const callback = await client().callback.findFirst({ where: { ticketNumber: ticket.number } })
      expect([callback?.status, callback?.score]).toEqual(['answered', 5])
      expect((await outboundOf(id)).map(({ state }) => state)).not.toContain('held')
      expect(door.refusals()).toEqual([])
    },
    testMs,
  )

  it(
    'asks with the next word how it went where the window is used up',
    async () => {
      const ticket = await report(door, '周女士')
      await endTalk(door, '周女士')
      await post(`/api/tickets/${ticket.number}/start`, {})
      await hears(door, '周女士', /正在处理|开始处理|处理中/)
      const { id } = await conversationOf(door, '周女士')
      await post(`/api/conversations/${id}/take`, {})
      for (const text of ['师傅在路上。', '师傅到楼下了。', '请开一下门。'])
        await post(`/api/conversations/${id}/reply`, { text })
      await settled(id)
      await post(`/api/conversations/${id}/return`, {})
      await post(`/api/tickets/${ticket.number}/resolve`, { note: '换了接头' })
      const asked = () => client().callback.findFirst({ where: { ticketNumber: ticket.number } })
      await until(
        'the callback waits for a word',
        async () => (await asked())?.reason === 'window',
        answerWithinMs,
      )
      await settled(id)
      expect(door.heard('周女士').join()).not.toMatch(/满意吗/)
      await door.says('周女士', '投诉多久处理？')
      const { id: subject = '' } = (await asked()) ?? {}
      // A minute after her word it is looked at again; the test does not wait for it.
      await until(
        'her word opens the way',
        async () => {
          const { count } = await client().timer.updateMany({
            where: { subject, dueAt: { lt: new Date(Date.now() + 120_000) } },
            data: { dueAt: new Date(), wakeAt: new Date() },
          })
          return count > 0
        },
        answerWithinMs,
      )
      await hears(door, '周女士', /这次处理您满意吗/)
      await settled(id)
      expect(
        door
          .heard('周女士')
          .join('\n')
          .match(/满意吗/g),
      ).toHaveLength(1)
      expect(door.refusals()).toEqual([])
    },
    testMs,
  )

  it(
    'never sends the sixth message: it waits, staff hear of a result, and the next word brings it once',
    async () => {
      const ticket = await report(door, '李先生')
      const { id } = await conversationOf(door, '李先生')
      // Ordinary progress may use three of the five; then the rest is kept for a person and the result.
      for (const text of ['一', '二', '三', '四', '五', '六']) {
        await post(`/api/tickets/${ticket.number}/wait`, { reason: 'parts', note: `配件进展${text}` })
        await post(`/api/tickets/${ticket.number}/start`, {})
      }
      await settled(id)
      const before = door.heard('李先生').length
      const held = (await outboundOf(id)).filter(({ state }) => state === 'held')
      expect(held.length).toBeGreaterThan(0)
      expect(held[0]?.error).toMatch(/reply window reserved: waits/)
      await post(`/api/conversations/${id}/take`, {})
      for (const text of ['您好，我是客服。', '配件明天到。', '再等一天。']) {
        await post(`/api/conversations/${id}/reply`, { text })
      }
      await settled(id)
      const rows = await outboundOf(id)
      const sent = rows.filter(
        ({ state, content }) => state === 'sent' && !(content as { free?: boolean }).free,
      )
      const passive = door.channel === 'wechat-oa' ? 1 : 0
      expect(sent.length - passive).toBeLessThanOrEqual(5)
      expect(door.refusals()).toEqual([])
      const notices = await client().staffNotice.findMany({
        where: { kind: 'message-held', conversationId: id },
      })
      if (door.channel === 'wecom-kf') expect(notices.length).toBeGreaterThan(0)
      await door.says('李先生', '好的，知道了')
      await hears(door, '李先生', /配件进展六/)
      await settled(id)
      expect(door.heard('李先生').length).toBeGreaterThan(before)
      const all = door.heard('李先生').join('\n')
      expect(all.match(/配件进展六/g)).toHaveLength(1)
      expect(door.refusals()).toEqual([])
    },
    testMs,
  )
})
