import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company

beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

describe('a report and a bare place, time or number in one burst', () => {
  it.each([
    [['厨房漏水', '3栋1单元502'], { kind: 'repair', location: '3栋1单元502' }],
    [['3栋1单元502', '厨房漏水'], { kind: 'repair', location: '3栋1单元502' }],
    [['厨房漏水，3栋1单元502'], { kind: 'repair', location: '3栋1单元502' }],
    [['楼道灯不亮', '5栋2单元'], { category: 'electrical', location: '5栋2单元' }],
    [
      ['马桶堵了', '13812345678', '3-1-502'],
      { category: 'plumbing', phone: '13812345678', location: '3栋1单元502' },
    ],
    [['马桶堵了', '明天下午', '3栋1单元502'], { category: 'plumbing', appointment: '明天下午' }],
    [['no hot water', 'building 3 unit 1 room 502'], { location: '3栋1单元502' }],
  ])('%j', async (messages, ticket) => {
    const talk = company.resident()
    await talk.says(...messages)
    expect(await talk.tickets()).toMatchObject([ticket])
  })
})

describe('a time to come', () => {
  it.each([
    ['明天莫来，我要上班，后天嘛', '后天'],
    ['明天不行后天可以', '后天'],
    ['周六上午没人，下午可以', '周六下午'],
    ['这周都不在家，下周再说', '这周都不在家，下周再说'],
    ['今天下午3点以后', '今天下午3点以后'],
    ['明天早上8点', '明天早上8点'],
  ])('%s: %s', async (words, appointment) => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房漏水')
    await talk.says(words)
    expect(await talk.tickets()).toMatchObject([{ appointment }])
  })

  // It is ten in the morning.
  it.each(['今天早上8点', '今天上午9点来吧', 'today at 8 am'])(
    '%s is over: it is asked back',
    async words => {
      const talk = company.resident()
      await talk.says('3栋1单元502厨房漏水')
      await talk.says(words)
      talk.hears(/已经过去了|is over already/)
      expect(await talk.tickets()).toMatchObject([{ appointment: null }])
      await talk.says('明天下午')
      expect(await talk.tickets()).toMatchObject([{ appointment: '明天下午' }])
    },
  )
})
