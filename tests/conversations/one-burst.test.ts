import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company

beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

describe('a report and a bare place, time or number in one burst', () => {
  it.each([
    [['厨房漏水', '3栋1单元502'], { category: 'leak', location: '3栋1单元502' }],
    [['3栋1单元502', '厨房漏水'], { category: 'leak', location: '3栋1单元502' }],
    [['厨房漏水，3栋1单元502'], { category: 'leak', location: '3栋1单元502' }],
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
