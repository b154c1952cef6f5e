import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openActivity } from '../../src/activities/activity-store.ts'
import { returnConversation, takeConversation } from '../../src/handover/own-conversation.ts'
import { answerResident } from '../../src/staff-chat/answer-resident.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

const hourMs = 3_600_000
let company: Company

beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

const callbackOf = async (talk: Talk) =>
  await company.database.client.callback.findFirst({
    where: { conversationId: (await talk.conversation())?.id ?? '' },
    orderBy: { serial: 'desc' },
  })

describe('after an activity', () => {
  it('asks those who came, hears their words, and shows the score with the activity', async () => {
    const { app, clock, database } = company
    const startsAt = new Date(clock.now().getTime() + 25 * hourMs)
    const about = { kind: 'activity' as const, communityId: null, title: '包粽子', text: '', place: '会所' }
    const times = { startsAt, closesAt: startsAt, quota: null, by: 'staff' }
    const { id } = await app.runWork(work => openActivity(work, { ...about, ...times }))
    const came = company.resident()
    const stayedAway = company.resident()
    for (const talk of [came, stayedAway]) await talk.presses(`activity:join:${id}`)
    await came.waits(24.5 * hourMs)
    await came.presses(`activity:in:${id}`)
    await came.waits(4.5 * hourMs + 60_000)
    await came.waits(60_000)
    came.hears(/谢谢您来参加“包粽子”！您觉得怎么样/)
    await stayedAway.looks()
    stayedAway.hearsNot(/您觉得怎么样/)
    await came.says('孩子玩得很开心，组织得也好')
    expect(await callbackOf(came)).toMatchObject({ subject: 'activity', status: 'answered', score: 5 })
    expect(
      await database.client.activitySignUp.findFirst({ where: { activityId: id, score: 5 } }),
    ).toMatchObject({
      state: 'attended',
    })
    expect(await callbackOf(stayedAway)).toBeNull()
  })
})

describe('after a talk with a person', () => {
  it('asks once it is closed, and a bad verdict calls a person again', async () => {
    const talk = await talkedTo()
    await talk.waits(2 * hourMs + 60_000)
    talk.hears(/刚才同事的接待，您满意吗/)
    await talk.says('态度很差，爱答不理')
    talk.hears(/收到您的[12]分评价/)
    const callback = await callbackOf(talk)
    expect(callback).toMatchObject({ subject: 'handover', status: 'answered' })
    expect(callback?.score).toBeLessThanOrEqual(2)
    expect(await talk.handovers()).toMatchObject([
      { reason: 'asked', state: 'closed' },
      { reason: 'low-rating', state: 'waiting' },
    ])
  })

  it('reminds once, then takes silence for an answer', async () => {
    const talk = await talkedTo()
    await talk.waits(2 * hourMs + 60_000)
    await talk.waits(24 * hourMs)
    talk.hears(/方便的话给上次的服务打个分吧/)
    await talk.waits(49 * hourMs)
    talk.hearsNothing()
    expect(await callbackOf(talk)).toMatchObject({ status: 'unanswered', score: null })
  })
})

/** A resident who asked for a person, was served, and was given back. */
async function talkedTo(): Promise<Talk> {
  await toMorning()
  const talk = company.resident()
  await talk.says('转人工')
  const conversationId = (await talk.conversation())?.id ?? ''
  await company.app.runWork(work => takeConversation(work, { conversationId, by: 'staff' }))
  await company.app.runWork(work =>
    returnConversation(work, { conversationId, by: 'staff', reason: 'closed' }),
  )
  return await talk.looks()
}

async function toMorning(): Promise<void> {
  const dayMs = 24 * hourMs
  const now = company.clock.now().getTime()
  const tenMs = Math.floor(now / dayMs) * dayMs + 2 * hourMs
  company.clock.advance((tenMs <= now ? tenMs + dayMs : tenMs) - now)
}

describe('what staff ask back', () => {
  it('is answered on the ticket: while it waits for the resident, and in a talk with a person', async () => {
    await toMorning()
    const { app } = company
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水了')
    const number = (await talk.tickets())[0]?.number ?? ''
    await app.runWork(work => actOnTicket(work, { number, action: 'start', by: 'staff', note: '' }))
    const wait = { action: 'wait' as const, waitReason: 'resident' as const, note: '请问水龙头是什么牌子？' }
    await app.runWork(work => actOnTicket(work, { number, by: 'staff', ...wait }))
    await talk.says('九牧的，两年前买的')
    expect(await notesOf(talk)).toContain('九牧的，两年前买的')
    await talk.says('转人工')
    const conversationId = (await talk.conversation())?.id ?? ''
    const says = async (text: string) => {
      const answer = { conversationId, by: 'staff', text, via: 'desk' as const }
      await app.runWork(work => answerResident(work, answer, () => reach))
      await talk.looks()
    }
    await says('您好，我是小李，马上帮您看')
    await talk.says('好的辛苦')
    await says('请问家里几点有人？')
    await talk.says('明天上午都在，六点以后也行')
    const notes = await notesOf(talk)
    expect(notes).toContain('明天上午都在，六点以后也行')
    expect(notes).not.toContain('好的辛苦')
  })
})

const reach = { textLimit: 4_000, sendsFiles: false, changesSent: false }
const notesOf = async (talk: Talk) => ((await talk.tickets())[0]?.events ?? []).map(({ note }) => note)

describe('praise', () => {
  it('reaches who is named by it, else who did the work', async () => {
    const { client } = company.database
    const at = { createdAt: company.clock.now() }
    for (const [id, name] of [
      ['w', '王建国'],
      ['l', '李大山'],
    ] as const) {
      await client.staff.create({
        data: { id, name, login: id, passwordHash: '', role: 'technician', ...at },
      })
    }
    const thanked = await praised('小王师傅真不错，五星', 'l')
    const unnamed = await praised('修得又快又好，非常满意', 'l')
    const notices = await client.staffNotice.findMany({ where: { kind: 'praise' }, orderBy: { id: 'asc' } })
    expect(notices.map(({ toStaffId, ticketNumber }) => [toStaffId, ticketNumber])).toEqual(
      expect.arrayContaining([
        ['w', thanked],
        ['l', unnamed],
      ]),
    )
    expect(notices).toHaveLength(2)
    expect(notices.map(({ text }) => text).join()).toMatch(/住户表扬您.*修得又快又好/)
  })
})

/** A repair by somebody, asked about and praised; gives its number. */
async function praised(words: string, assignee: string): Promise<string> {
  await toMorning()
  const talk = company.resident()
  await talk.says('3栋1单元502厨房水管漏水了')
  const number = (await talk.tickets())[0]?.number ?? ''
  const act = { number, action: 'assign' as const, by: 'system', note: '', assignee }
  await company.app.runWork(work => actOnTicket(work, act))
  await talk.staffResolve()
  await talk.waits(2 * hourMs + 60_000)
  talk.hears(/这次处理您满意吗/)
  await talk.says(words)
  return number
}
