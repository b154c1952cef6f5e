import { describe, expect, it } from 'vitest'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { printLine } from '../support/print-line.ts'
import { answerWithinMs, type Journey, useJourney, ways } from './journey.ts'

const testMs = 150_000

describe.each(ways)('a resident alone with Linli, by $way on $storage', ({ way, storage }) => {
  const journey = useJourney({ way, storage, allDocuments: true })

  it(
    'hears what to do in danger within two seconds, and a ticket and a person are under way',
    async () => {
      const { client } = journey()
      const wang = journey().person('王阿姨')
      await wang.says('你好')
      await wang.hears(/邻里/, answerWithinMs)
      const startedAtMs = performance.now()
      await wang.says('电梯困人了！3栋1单元')
      await wang.hears(/对讲|警铃/, answerWithinMs)
      const tookMs = Math.round(performance.now() - startedAtMs)
      printLine(`danger by ${way} on ${storage}: answered after ${tookMs} ms`)
      expect(tookMs).toBeLessThan(2_000)
      const [ticket] = await journey().ticketsOf(wang)
      expect(ticket).toMatchObject({ category: 'elevator', priority: 'emergency' })
      const { id } = await journey().conversationOf(wang)
      expect(await client.handover.count({ where: { conversationId: id, reason: 'danger' } })).toBe(1)
    },
    testMs,
  )

  it.concurrent(
    'hears the clause that answers a question, and the desk sees talk and source',
    async () => {
      const wang = journey().person('问事的')
      await wang.says('投诉多久处理？')
      const answer = await wang.hears(/24小时内响应/, answerWithinMs)
      expect(answer.text).toMatch(/《投诉处理标准》/)
      expect(answer.text).toMatch(/AI自动回复/)
      await journey().settled(wang)
      const [asked, answered] = await journey().messagesOf(wang)
      expect(asked).toMatchObject({ from: 'resident', text: '投诉多久处理？' })
      expect(answered).toMatchObject({ from: 'bot', delivery: 'sent' })
      expect(answered?.citations[0]?.document).toBe('投诉处理标准')
    },
    testMs,
  )

  it.concurrent(
    'gets a ticket for a leak after at most three questions',
    async () => {
      const wang = journey().person('漏水的')
      await wang.says('厨房水管漏水了')
      await wang.hears(/哪个位置|几栋/, answerWithinMs)
      await wang.says('3栋1单元502')
      await wang.hears(/报修单 \w+/, answerWithinMs)
      expect(wang.heardTexts().length).toBeLessThanOrEqual(4)
      const [ticket, ...others] = await journey().ticketsOf(wang)
      expect(others).toEqual([])
      expect(ticket).toMatchObject({ kind: 'repair', channel: 'telegram' })
      expect(['plumbing', 'leak']).toContain(ticket?.category)
      expect(ticket?.location).toContain('502')
      expect(wang.heardTexts().join('\n')).toContain(ticket?.number)
    },
    testMs,
  )

  it.concurrent(
    'is answered in English when writing English',
    async () => {
      const john = journey().person('John', 'en')
      await john.says('How long does it take to handle a complaint?')
      await john.hears(/24 hours/, answerWithinMs)
      await john.says('The kitchen tap is leaking, building 3 unit 1 room 502')
      await john.hears(/\bLL\d+/, answerWithinMs)
      const [ticket] = await journey().ticketsOf(john)
      expect(ticket?.kind).toBe('repair')
      expect(john.heardTexts().join('')).not.toMatch(/\p{Script=Han}{6,}/u)
    },
    testMs,
  )

  it.concurrent(
    'corrects, urges, asks for the status and cancels, and the ticket shows it all',
    async () => {
      const li = journey().person('改主意的')
      const ticket = await openTicket(journey(), li)
      await li.says('说错了，不是3栋，是5栋1单元502')
      await li.hears(/更正/, answerWithinMs)
      expect((await journey().ticketsOf(li))[0]?.location).toContain('5栋')
      await li.says('我的工单')
      await li.hears(new RegExp(`${ticket}（`), answerWithinMs)
      await li.says('怎么还没人来，催一下')
      await li.hears(/催办/, answerWithinMs)
      await li.says('不用修了，撤销吧')
      await li.hears(/撤销/, answerWithinMs)
      const tickets = await journey().ticketsOf(li)
      expect(tickets).toHaveLength(1)
      expect(tickets[0]?.status).toBe('cancelled')
      expect(tickets[0]?.events.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['urged', 'cancelled']),
      )
    },
    testMs,
  )

  it.concurrent(
    'gets a person by asking, by the menu and by a button',
    async () => {
      const chen = journey().person('找人的')
      await chen.says('/start')
      await chen.hears(/24小时在线/, answerWithinMs)
      await chen.says('/help')
      await chen.hears(/您可以这样用/, answerWithinMs)
      await chen.says('/status')
      await chen.hears(/没有查到您名下的工单/, answerWithinMs)
      await chen.says('/new')
      await chen.hears(/请问遇到了什么情况/, answerWithinMs)
      await chen.says('/human')
      await chen.hears(/已为您登记转人工/, answerWithinMs)
      const zhao = journey().person('按按钮的')
      await zhao.says('小区里有没有游泳池？')
      await zhao.hears(/没有找到依据|帮不上忙|没太明白/, answerWithinMs)
      await zhao.presses('转人工')
      await zhao.hears(/已为您登记转人工/, answerWithinMs)
      for (const talk of [chen, zhao]) {
        const { id } = await journey().conversationOf(talk)
        expect(await journey().client.handover.count({ where: { conversationId: id } })).toBe(1)
      }
      expect(journey().telegram.callsOf('answerCallbackQuery').length).toBeGreaterThan(0)
    },
    testMs,
  )

  it.concurrent(
    'gets one reply to three messages in a row',
    async () => {
      const sun = journey().person('连发的')
      await sun.says('师傅你好')
      await sun.says('卫生间马桶堵了')
      await sun.says('3栋2单元801')
      await sun.hears(/报修单/, answerWithinMs)
      await journey().settled(sun)
      expect(sun.heardTexts()).toHaveLength(1)
      expect(await journey().ticketsOf(sun)).toHaveLength(1)
      expect((await journey().messagesOf(sun)).map(({ from }) => from)).toEqual([
        'resident',
        'resident',
        'resident',
        'bot',
      ])
    },
    testMs,
  )
})

async function openTicket(journey: Journey, talk: Talk): Promise<string> {
  await talk.says('3栋1单元502厨房水管漏水了')
  await talk.hears(/报修单/, answerWithinMs)
  const [ticket] = await journey.ticketsOf(talk)
  return ticket?.number ?? ''
}
