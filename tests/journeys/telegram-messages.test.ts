import { describe, expect, it } from 'vitest'
import { enqueueReply } from '../../src/messaging/enqueue-reply.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, useJourney, ways } from './journey.ts'

const testMs = 150_000

describe.each(ways)('messages of every sort, by $way on $storage', ({ way, storage }) => {
  const journey = useJourney({ way, storage })

  it.concurrent(
    'keeps photo, voice and file byte for byte, and they belong to the ticket',
    async () => {
      const { client, readKept, settled, ticketsOf } = journey()
      const he = journey().person('发图的')
      const bytes = { photo: randomBytes(70_000), voice: randomBytes(9_000), file: randomBytes(200_000) }
      await he.sendsPhoto(bytes.photo, '3栋1单元502厨房水管漏水了')
      await he.sendsVoice(bytes.voice)
      await he.sendsDocument(bytes.file, '合同.pdf')
      await he.hears(/报修单/, answerWithinMs)
      await settled(he)
      const sender = String(he.user.id)
      const stored = await until(
        'three files are kept',
        async () => {
          const rows = await client.attachment.findMany({ where: { inbound: { sender }, state: 'stored' } })
          return rows.length === 3 ? rows : undefined
        },
        answerWithinMs,
      )
      for (const { kind, path } of stored)
        expect(readKept(path ?? '').equals(bytes[kind as keyof typeof bytes])).toBe(true)
      expect(await ticketsOf(he)).toHaveLength(1)
      expect(new Set(stored.map(({ ticketId }) => ticketId)).size).toBe(1)
      expect(stored.find(({ kind }) => kind === 'file')?.fileName).toBe('合同.pdf')
    },
    testMs,
  )

  it.concurrent(
    'gives one reply and one ticket to an album of three photos',
    async () => {
      const { client, settled, ticketsOf } = journey()
      const xu = journey().person('发相册的')
      await xu.sendsAlbum(
        [randomBytes(900), randomBytes(900), randomBytes(900)],
        '楼道垃圾没人清，3栋1单元门口，我要投诉',
      )
      await xu.hears(/投诉单/, answerWithinMs)
      await settled(xu)
      expect(xu.heardTexts()).toHaveLength(1)
      expect(await ticketsOf(xu)).toHaveLength(1)
      const rows = await client.inbound.findMany({ where: { sender: String(xu.user.id) } })
      expect(rows).toHaveLength(3)
      expect(new Set(rows.map(({ album }) => album)).size).toBe(1)
    },
    testMs,
  )

  it.concurrent(
    'answers the same message handed over three times once',
    async () => {
      const { client, settled, telegram } = journey()
      const ma = journey().person('重复的')
      const message = await ma.says('3栋1单元502厨房水管漏水了')
      telegram.queue.add('message', message)
      await ma.hears(/报修单/, answerWithinMs)
      telegram.queue.add('message', message)
      await ma.says('谢谢')
      await ma.hears(/不客气/, answerWithinMs)
      await settled(ma)
      const sender = String(ma.user.id)
      expect(await client.inbound.count({ where: { sender } })).toBe(2)
      expect(await client.ticket.count({ where: { sender } })).toBe(1)
      expect(ma.heardTexts()).toHaveLength(2)
    },
    testMs,
  )

  it.concurrent(
    'answers the new wording of an edited message and keeps the old one',
    async () => {
      const { client, messagesOf, settled } = journey()
      const hu = journey().person('改字的')
      const message = await hu.says('3栋1单元502厨房水管漏水了')
      await hu.edits(message, '5栋1单元502厨房水管漏水了')
      await hu.hears(/5栋1单元502/, answerWithinMs)
      await hu.edits(message, '5栋2单元502厨房水管漏水了')
      const sender = String(hu.user.id)
      await until(
        'both earlier wordings are kept',
        async () => (await client.inboundVersion.count({ where: { inbound: { sender } } })) === 2,
        answerWithinMs,
      )
      await settled(hu)
      const [shown] = await messagesOf(hu)
      expect(shown).toMatchObject({ text: '5栋2单元502厨房水管漏水了', edited: true })
      expect(await client.ticket.count({ where: { sender } })).toBe(1)
    },
    testMs,
  )

  it.concurrent(
    'keeps a location and a contact card, and answers',
    async () => {
      const { client, settled } = journey()
      const lu = journey().person('发位置的')
      await lu.sendsLocation(31.2304, 121.4737)
      await lu.hears(/./, answerWithinMs)
      await lu.sharesContact('13800138000')
      await lu.hears(/./, answerWithinMs)
      await settled(lu)
      const rows = await client.inbound.findMany({
        where: { sender: String(lu.user.id) },
        orderBy: { id: 'asc' },
      })
      expect(rows.map(({ state, content }) => ({ state, content }))).toMatchObject([
        { state: 'done', content: { location: { latitude: 31.2304, longitude: 121.4737 } } },
        { state: 'done', content: { sharedContact: { phone: '13800138000' } } },
      ])
    },
    testMs,
  )

  it.concurrent(
    'takes and sends 4,500 characters full of marks without losing one',
    async () => {
      const { client, linli, messagesOf, settled } = journey()
      const marks = Array.from({ length: 4_500 }, (_, at) => '_*[]()~`>#+-=|{}.!\\<&'[at % 21]).join('')
      const gu = journey().person('符号的')
      await gu.says(`${marks.slice(0, 4_000)}`)
      await gu.says(`${marks.slice(4_000)} 3栋1单元502厨房水管漏水了`)
      await gu.hears(/./, answerWithinMs)
      await settled(gu)
      const [first] = await messagesOf(gu)
      expect(first?.text).toBe(marks.slice(0, 4_000))
      const { id: conversationId } = await journey().conversationOf(gu)
      const before = gu.heardTexts().length
      await linli.product.database.transaction(tx =>
        enqueueReply(
          tx,
          { conversationId, author: 'staff', textLimit: 4_096, epoch: 0, now: linli.product.clock.now() },
          { text: marks },
        ),
      )
      await linli.product.app.handlers.delivery(conversationId)
      await settled(gu)
      const sent = gu.heardTexts().slice(before)
      expect(sent.length).toBeGreaterThan(1)
      expect(sent.every(text => text.length <= 4_096)).toBe(true)
      expect(sent.join('')).toBe(marks)
      expect(await client.outbound.count({ where: { conversationId, NOT: { state: 'sent' } } })).toBe(0)
    },
    testMs,
  )
})

function randomBytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(Math.random() * 256)))
}
