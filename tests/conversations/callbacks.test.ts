import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { returnConversation, takeConversation } from '../../src/handover/own-conversation.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

const hourMs = 3_600_000
let company: Company

beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

/** A repair that was reported, done, and asked about two hours later. */
async function asked(): Promise<Talk> {
  const talk = await resolved()
  await talk.waits(2 * hourMs + 60_000)
  await talk.hears(/这次处理您满意吗/)
  return talk
}

async function resolved(): Promise<Talk> {
  await backToMorning()
  const talk = company.resident()
  await talk.says('3栋1单元502厨房水管漏水了')
  await talk.staffResolve()
  return talk
}

/** Every talk begins at ten in the morning of a new day, so that no question meets the quiet hours. */
async function backToMorning(): Promise<void> {
  const dayMs = 24 * hourMs
  const now = company.clock.now().getTime()
  const tenMs = Math.floor(now / dayMs) * dayMs + 2 * hourMs
  company.clock.advance((tenMs <= now ? tenMs + dayMs : tenMs) - now)
}

const callbacksOf = async (talk: Talk) =>
  await company.database.client.callback.findMany({
    where: { conversationId: (await talk.conversation())?.id ?? '' },
    orderBy: { serial: 'asc' },
  })

const eventsOf = async (id: string) =>
  (
    await company.database.client.callbackEvent.findMany({
      where: { callbackId: id },
      orderBy: { id: 'asc' },
    })
  ).map(({ type }) => type)

describe('how it went', () => {
  it('a score by button, then one aspect, and thanks', async () => {
    const talk = await asked()
    const [five] = talk.buttons
    await talk.presses(five ?? '')
    talk.hears(/谢谢您的5分好评/).hears(/再请教一句/)
    await talk.says('4')
    talk.hears(/记下了，谢谢您/)
    const [callback] = await callbacksOf(talk)
    expect(callback).toMatchObject({ status: 'answered', score: 5 })
    expect(await eventsOf(callback?.id ?? '')).toEqual([
      'scheduled',
      'asked',
      'rated',
      'aspect-asked',
      'aspect-rated',
    ])
    expect((await talk.tickets())[0]).toMatchObject({ rating: 5, status: 'resolved' })
  })

  it('a bad verdict opens the work again, higher, and brings people in', async () => {
    const talk = await asked()
    await talk.says('根本没修好，还在滴水')
    talk.hears(/已经重新打开并提高了优先级/)
    const [ticket] = await talk.tickets()
    expect(ticket).toMatchObject({ status: 'reopened', priority: 'high', rating: 1 })
    expect(await talk.handovers()).toMatchObject([{ reason: 'low-rating', state: 'waiting' }])
    const where = { kind: 'low-rating', ticketNumber: ticket?.number ?? '' }
    expect(await company.database.client.staffNotice.findMany({ where })).toMatchObject([{ needsAck: true }])
    await talk.says('晚上七点以后家里才有人')
    expect((await talk.tickets())[0]?.events.some(({ note }) => note === '晚上七点以后家里才有人')).toBe(true)
  })

  it('who wants no questions gets none any more, and may want them again', async () => {
    const talk = await asked()
    await talk.says('别烦我')
    talk.hears(/以后不再给您发回访/)
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'opted-out', score: null })
    expect(talk.replies).toBe(1)
    expect(await company.database.client.broadcastOptOut.count()).toBe(0)
    await talk.says('3栋1单元502阳台的灯不亮了')
    await talk.staffResolve()
    await talk.waits(3 * hourMs)
    talk.hearsNot(/您满意吗/)
    await talk.says('恢复回访')
    talk.hears(/回访已经恢复/)
  })

  it('points are taken from who wants no more questions, and nothing more is asked', async () => {
    const talk = await asked()
    await talk.says('4分，以后别再问了')
    talk.hears(/以后不再给您发回访/)
    talk.hearsNot(/[？?]/)
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'answered', score: 4 })
    await talk.says('3栋1单元502阳台的灯不亮了')
    await talk.staffResolve()
    await talk.waits(3 * hourMs)
    talk.hearsNot(/您满意吗/)
  })

  it('an answer that is a new problem opens a ticket and is no rating', async () => {
    const talk = await asked()
    await talk.says('3栋的电梯又停了，门都打不开')
    expect((await talk.tickets()).map(({ category }) => category)).toEqual(['plumbing', 'elevator'])
    const [callback] = await callbacksOf(talk)
    expect(callback).toMatchObject({ status: 'unanswered', reason: 'new-problem', score: null })
    await talk.says('给个4分吧')
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'answered', score: 4 })
  })

  it('a score may be changed later', async () => {
    const talk = await asked()
    await talk.says('五星')
    await talk.says('打错了，改成3分')
    talk.hears(/已改成3分/)
    expect((await talk.tickets())[0]?.rating).toBe(3)
  })

  it('one reminder, then it is closed as unanswered', async () => {
    const talk = await asked()
    await talk.waits(24 * hourMs)
    talk.hears(/方便的话打个分吧/)
    await talk.waits(24 * hourMs)
    talk.hearsNothing()
    await talk.waits(25 * hourMs)
    const [callback] = await callbacksOf(talk)
    expect(callback?.status).toBe('unanswered')
    expect(await eventsOf(callback?.id ?? '')).toEqual(['scheduled', 'asked', 'reminded', 'unanswered'])
  })

  it('a ticket that is opened again before the question is not asked about; when done again, it is', async () => {
    const talk = await resolved()
    await talk.says('又漏了')
    await talk.waits(3 * hourMs)
    talk.hearsNot(/您满意吗/)
    await talk.staffResolve()
    await talk.waits(2 * hourMs + 60_000)
    talk.hears(/这次处理您满意吗/)
    expect((await callbacksOf(talk)).map(({ status }) => status)).toEqual(['cancelled', 'asked'])
  })

  it('unasked verdicts count as such', async () => {
    const talk = await resolved()
    await talk.says('给王师傅打5分')
    await talk.waits(3 * hourMs)
    expect((await talk.tickets())[0]?.rating).toBe(5)
    expect((await callbacksOf(talk)).map(({ score, status }) => [score, status])).toEqual([[5, 'answered']])
  })
})

describe('residents who are not where they were', () => {
  it('who blocked us is telephoned, where a number is known; else the record says so', async () => {
    const talk = await resolved()
    const { sender } = talk
    await company.app.inbox.setReachable('list', sender, false)
    await talk.waits(2 * hourMs + 60_000)
    talk.hearsNothing()
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'skipped', reason: 'unreachable:blocked' })
    const other = await resolved()
    await company.database.client.contact.updateMany({
      where: { sender: other.sender },
      data: { phone: '13800000000' },
    })
    await company.app.inbox.setReachable('list', other.sender, false)
    await other.waits(2 * hourMs + 60_000)
    expect((await callbacksOf(other))[0]).toMatchObject({ status: 'listed', reason: 'blocked' })
  })

  it('who moved house is not asked about the old one', async () => {
    const talk = await atHome('old')
    await moveTo(talk, 'new')
    await talk.waits(2 * hourMs + 60_000)
    talk.hearsNothing()
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'skipped', reason: 'moved' })
  })

  it('who left, and is bound nowhere, is not asked either', async () => {
    const talk = await atHome('left')
    await company.database.client.contact.updateMany({
      where: { sender: talk.sender },
      data: { householdId: null },
    })
    await talk.waits(2 * hourMs + 60_000)
    talk.hearsNothing()
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'skipped', reason: 'moved' })
  })

  it('of two channels one asks, and the other where the first is shut', async () => {
    const talk = await atHome('two')
    const second = company.resident()
    await second.says('你好')
    for (const { sender } of [talk, second]) {
      await company.database.client.contact.updateMany({ where: { sender }, data: { phone: '13900000001' } })
    }
    await moveTo(second, 'two')
    await company.app.inbox.setReachable('list', talk.sender, false)
    await second.waits(2 * hourMs + 60_000)
    second.hears(/这次处理您满意吗/)
    const [callback] = await callbacksOf(talk)
    expect(callback).toMatchObject({ status: 'asked', reason: 'other-channel' })
    await second.says('挺好的就是慢了点')
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'answered', score: 4 })
    expect((await talk.tickets())[0]?.rating).toBe(4)
  })

  it('while a person has the talk nothing is asked, and what is written to them is no rating', async () => {
    const talk = await resolved()
    const conversationId = (await talk.conversation())?.id ?? ''
    await talk.waits(2 * hourMs - 60_000)
    await company.app.runWork(work => takeConversation(work, { conversationId, by: 'staff' }))
    await talk.waits(5 * 60_000)
    talk.hearsNot(/您满意吗/)
    await talk.says('太差了，气死我了')
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'waiting', reason: 'staff', score: null })
    await company.app.runWork(work =>
      returnConversation(work, { conversationId, by: 'staff', reason: 'closed' }),
    )
    await talk.waits(hourMs)
    talk.hears(/这次处理您满意吗/)
    await company.app.runWork(work => takeConversation(work, { conversationId, by: 'staff' }))
    await talk.says('5分')
    expect((await callbacksOf(talk))[0]?.status).toBe('asked')
    await company.app.runWork(work =>
      returnConversation(work, { conversationId, by: 'staff', reason: 'returned' }),
    )
    await talk.says('5分')
    expect((await callbacksOf(talk))[0]).toMatchObject({ status: 'answered', score: 5 })
  })
})

async function atHome(room: string): Promise<Talk> {
  await backToMorning()
  const talk = company.resident()
  await talk.says('你好')
  await moveTo(talk, room)
  await talk.says('厨房水管漏水了')
  await talk.staffResolve()
  return talk
}

async function moveTo(talk: Talk, room: string): Promise<void> {
  const { client } = company.database
  const now = company.clock.now()
  const community = { id: 'c', name: '测试小区', createdAt: now }
  await client.community.upsert({ where: { id: 'c' }, create: community, update: {} })
  const household = {
    id: room,
    communityId: 'c',
    building: '3',
    unit: '1',
    room,
    bindCode: `CODE${room}`,
    createdAt: now,
  }
  await client.household.upsert({ where: { id: room }, create: household, update: {} })
  await client.contact.updateMany({ where: { sender: talk.sender }, data: { householdId: room } })
}
