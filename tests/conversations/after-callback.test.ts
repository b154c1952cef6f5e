import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

const hourMs = 3_600_000
let company: Company

beforeAll(async () => {
  company = await openCompany()
  const value = { quiet: null }
  await company.database.client.setting.upsert({
    where: { key: 'calendar' },
    create: { key: 'calendar', value, updatedAt: company.clock.now() },
    update: { value },
  })
}, 60_000)
afterAll(async () => await company?.close())

async function resolved(assignee?: string): Promise<Talk> {
  const talk = company.resident()
  await talk.says('3栋1单元502厨房水管漏水了')
  const number = (await talk.tickets())[0]?.number ?? ''
  const act = { number, action: 'assign' as const, by: 'system', note: '' }
  if (assignee) await company.app.runWork(work => actOnTicket(work, { ...act, assignee }))
  return await talk.staffResolve()
}

/** A repair that was reported, done, and asked about two hours later. */
async function asked(assignee?: string): Promise<Talk> {
  const talk = await resolved(assignee)
  await talk.waits(2 * hourMs + 60_000)
  return talk.hears(/这次处理您满意吗/)
}

const callbackOf = async (talk: Talk) =>
  await company.database.client.callback.findFirstOrThrow({
    where: { conversationId: (await talk.conversation())?.id ?? '' },
  })

const noticesOf = async (talk: Talk, kind: string) =>
  await company.database.client.staffNotice.findMany({
    where: { kind, ticketNumber: (await talk.tickets())[0]?.number ?? '' },
    orderBy: { id: 'asc' },
  })

describe('"not fixed" after a score', () => {
  it.each([
    '没修好',
    '又坏了',
    '其实没修好',
    '昨天修的那个又漏了，根本没修好',
    '还在漏水',
    "it's still leaking",
  ])('%s makes it 1, with all that follows from a 1', async words => {
    const talk = await asked()
    await talk.says('5分')
    await talk.says('4')
    await talk.waits(18 * hourMs)
    await talk.says(words)
    talk.hears(/已经重新打开并提高了优先级|open again with a higher priority/)
    const tickets = await talk.tickets()
    expect(tickets).toMatchObject([{ status: 'reopened', priority: 'high', rating: 1 }])
    expect(await callbackOf(talk)).toMatchObject({ status: 'answered', score: 1 })
    expect(await noticesOf(talk, 'low-rating')).toMatchObject([{ needsAck: true }])
    expect(await talk.handovers()).toMatchObject([{ reason: 'low-rating', state: 'waiting' }])
  })

  it('another trouble, or thanks that it leaks no more, changes no score', async () => {
    const talk = await asked()
    await talk.says('5分')
    await talk.says('4')
    await talk.waits(18 * hourMs)
    await talk.says('没再漏了，谢谢')
    await talk.says('3栋1单元502卧室的灯还是不亮')
    expect((await talk.tickets()).map(({ category, rating }) => [category, rating])).toEqual([
      ['plumbing', 5],
      ['electrical', null],
    ])
    expect(await callbackOf(talk)).toMatchObject({ score: 5 })
  })
})
