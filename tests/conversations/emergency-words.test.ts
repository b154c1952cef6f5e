import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company

beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

describe('an emergency that is called off', () => {
  it.each([
    ['电梯里有人被困了', '骗你的，开玩笑的', /核实之前/],
    ['3栋电梯里有人被困了', '误报，人已经出来了', /核实之前/],
    [
      'there is smoke in my kitchen, building 3 unit 1 room 502',
      'false alarm, sorry, it was just steam',
      /until they have checked/,
    ],
  ])('%s / %s: staff verify, the ticket stays', async (report, words, reply) => {
    const talk = company.resident()
    await talk.says(report)
    const before = (await talk.tickets())[0]
    await talk.says(words)
    talk.hears(reply)
    const [ticket, second] = await talk.tickets()
    expect(second).toBeUndefined()
    expect(ticket).toMatchObject({ status: before?.status, location: before?.location })
    expect(ticket?.events.at(-1)).toMatchObject({ type: 'called-off', by: 'resident', note: words })
    const where = { kind: 'emergency-called-off', ticketNumber: ticket?.number ?? '' }
    const [notice] = await company.database.client.staffNotice.findMany({ where })
    expect(notice).toMatchObject({ level: 'urgent', text: expect.stringMatching(/误报.*请核实/) })
  })

  it('more words on it are no call-off', async () => {
    const talk = company.resident()
    await talk.says('3栋电梯里有人被困了')
    await talk.says('不是开玩笑，快点来人')
    talk.hearsNot(/核实之前/)
  })
})

it('another whole address takes the place of the first', async () => {
  const talk = company.resident()
  await talk.says('家里煤气泄漏了，2栋1单元302')
  await talk.says('8栋2单元101')
  expect((await talk.tickets())[0]?.location).toBe('8栋2单元101')
})

it.each([['我站在天台上'], ['我已经坐在阳台栏杆上了']])(
  'after talk of despair 「%s」 brings the urgent words again and rings',
  async words => {
    const talk = company.resident()
    await talk.says('我不想活了')
    await talk.says('开玩笑的')
    await talk.says(words)
    talk.hears(/12356/)
    const tickets = await talk.tickets()
    expect(tickets.map(({ priority }) => priority)).toEqual(['emergency', 'emergency'])
    const chains = await company.database.client.emergencyChain.count({
      where: { ticketId: { in: tickets.map(({ id }) => id) } },
    })
    expect(chains).toBe(2)
  },
)
