import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeAnswer } from '../../src/callbacks/take-answer.ts'
import { saveSetting } from '../../src/storage/settings.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

const hour = 3_600_000
let company: Company

beforeEach(async () => {
  company = await openCompany({ replyWindow: { hours: 48, messages: 5 } })
  await company.app.runWork(work =>
    saveSetting(work.tx, 'calendar', { value: { quiet: null }, now: work.now }),
  )
}, 60_000)
afterEach(async () => await company?.close())

const callback = async () => await company.database.client.callback.findFirstOrThrow()
const eventTypes = async () =>
  (await company.database.client.callbackEvent.findMany({ orderBy: { id: 'asc' } })).map(({ type }) => type)

/** A repair that was done after the window had shut; nothing was heard for the three days that it is waited for. */
async function listed(): Promise<Talk> {
  const talk = company.resident()
  await talk.says('3栋1单元502厨房水管漏水了')
  await company.database.client.contact.updateMany({ data: { phone: '13900000003' } })
  await talk.waits(50 * hour)
  await talk.staffResolve()
  await talk.waits(2 * hour + 60_000)
  for (let days = 0; days < 4; days += 1) await talk.waits(24 * hour)
  talk.hearsNot(/您满意吗/)
  expect(await callback()).toMatchObject({ status: 'listed', reason: 'no-answer' })
  return talk
}

describe('a callback on the list of those to be telephoned', () => {
  it('is asked in the chat and leaves the list when the resident writes', async () => {
    const talk = await listed()
    await talk.says('停车费多少钱一个月')
    await talk.waits(60_000)
    talk.hears(/这次处理您满意吗/)
    expect(await callback()).toMatchObject({ status: 'asked' })
    await talk.says('5分')
    expect(await callback()).toMatchObject({ status: 'answered', score: 5 })
    expect((await eventTypes()).slice(0, 5)).toEqual(['scheduled', 'put-off', 'listed', 'asked', 'rated'])
  })

  it('is asked of who blocked us and comes back', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水了')
    await company.database.client.contact.updateMany({ data: { phone: '13900000003' } })
    await talk.staffResolve()
    await company.app.inbox.setReachable('list', talk.sender, false)
    await talk.waits(2 * hour + 60_000)
    expect(await callback()).toMatchObject({ status: 'listed', reason: 'blocked' })
    await talk.says('停车费多少钱一个月')
    await talk.waits(60_000)
    talk.hears(/这次处理您满意吗/)
  })

  it('is not asked again where somebody telephoned meanwhile', async () => {
    const talk = await listed()
    const { id } = await callback()
    const rating = { score: 4, comment: '', isUnsolved: false, aspects: {}, by: 'staff' }
    await company.app.runWork(work => takeAnswer(work, id, rating))
    await talk.says('停车费多少钱一个月')
    await talk.waits(60_000)
    talk.hearsNot(/您满意吗/)
    expect(await callback()).toMatchObject({ status: 'answered', score: 4 })
  })

  it('waits like any other for what is being told, then asks', async () => {
    const talk = await listed()
    await talk.says('灯不亮了')
    await talk.waits(60_000)
    talk.hearsNot(/您满意吗/)
    await talk.says('3栋1单元502客厅')
    await talk.waits(20 * 60_000)
    talk.hears(/这次处理您满意吗/)
  })
})
