import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company

beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

const open = async (talk: Talk) =>
  (await talk.tickets()).filter(({ status }) => status !== 'cancelled').map(({ category }) => category)

async function twoMatters(): Promise<Talk> {
  const talk = company.resident()
  await talk.says('楼上邻居天天半夜打鼓吵死人，3栋1单元502')
  await talk.says('3栋1单元502马桶堵了')
  expect(await open(talk)).toEqual(['noise', 'plumbing'])
  return talk
}

describe('who cancelled may come back', () => {
  it('after two cancellations the last matter is told anew, at its place', async () => {
    const talk = await twoMatters()
    await talk.says('噪音那个先取消')
    await talk.says('马桶也不用修了')
    expect(await open(talk)).toEqual([])
    await talk.says('哎又堵了，还是来修吧')
    expect((await talk.tickets()).at(-1)).toMatchObject({
      ...{ category: 'plumbing', status: 'classified', location: '3栋1单元502' },
    })
  })

  it('what was withdrawn is no word more on what is open', async () => {
    const talk = await twoMatters()
    await talk.says('噪音那个先取消')
    await talk.says('楼上又打鼓了，还是来管管吧')
    expect(await open(talk)).toEqual(['plumbing', 'noise'])
  })

  it.each(['还是来修吧', '修了三次还漏', 'changed my mind, please come anyway'])(
    '%s, with nothing open, opens a ticket',
    async words => {
      const talk = company.resident()
      await talk.says('3栋1单元502厨房漏水')
      await talk.says('算了不用修了')
      await talk.says(words)
      expect(await open(talk)).toEqual(['plumbing'])
    },
  )

  it('thanks after a cancellation bring nothing back', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房漏水')
    await talk.says('算了不用修了')
    await talk.says('谢谢')
    expect(await open(talk)).toEqual([])
  })
})

describe('a cancellation that names another matter', () => {
  it.each(['cancel the noise one', '噪音那个取消吧', '电梯那张撤了吧'])(
    '%s: which one is asked',
    async words => {
      const talk = company.resident()
      await talk.says('3栋1单元502厨房漏水')
      await talk.says(words)
      expect(await open(talk)).toEqual(['plumbing'])
      await talk.says('对')
      expect(await open(talk)).toEqual([])
    },
  )

  it.each(['漏水那个取消吧', '厨房不用修了', '算了不用来了'])(
    '%s withdraws the one that is open',
    async words => {
      const talk = company.resident()
      await talk.says('3栋1单元502厨房漏水')
      await talk.says(words)
      expect(await open(talk)).toEqual([])
    },
  )
})

describe('several matters in one line', () => {
  it.each([
    ['3栋1单元502厨房漏水，电梯也坏了，楼道还有垃圾', ['plumbing', 'elevator', 'cleaning']],
    [
      'The tap in my kitchen is leaking and my neighbour upstairs plays drums every night, building 3 unit 1 room 502',
      ['plumbing', 'noise'],
    ],
    ['3栋1单元502厨房漏水，地板也泡坏了', ['leak']],
    ['3栋1单元502马桶堵了，臭得很，也没人来管', ['plumbing']],
  ])('%s', async (words, categories) => {
    const talk = company.resident()
    await talk.says(words)
    expect(await open(talk)).toEqual(categories)
  })

  it('without a place: one answer gives it to all of them', async () => {
    const talk = company.resident()
    await talk.says('厨房漏水，电梯也坏了，楼道还有垃圾')
    await talk.says('3栋1单元502')
    const tickets = await talk.tickets()
    expect(tickets).toHaveLength(3)
    expect(new Set(tickets.map(({ location }) => location))).toEqual(new Set(['3栋1单元502']))
  })
})
