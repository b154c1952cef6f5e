import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActivityDetailView } from '../../src/desk/contract.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { apiToken, createTestDesk, type TestDesk } from '../support/desk.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

/** What staff do with activities at the desk, and what residents hear of it. */
let company: Company
let desk: TestDesk
let app: Hono
const hour = 3_600_000

beforeAll(async () => {
  company = await openCompany()
  const { clock, database } = company
  desk = await createTestDesk({ clock, database })
  const work = { ...desk.parts.work, run: company.app.runWork }
  app = createDesk({ ...desk.parts, work, broadcasts: company.app.broadcasts })
  await database.client.staff.create({
    data: {
      id: 'chen',
      login: 'chen',
      name: '陈工',
      role: 'manager',
      passwordHash: '',
      createdAt: clock.now(),
    },
  })
}, 120_000)
afterAll(async () => await company.close())

async function ask<T = ActivityDetailView>(method: string, path: string, body?: object) {
  const response = await app.request(`/api/${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiToken}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const given = (await response.json()) as T & { error?: { code: string; message: string } }
  return { status: response.status, body: given }
}

const inHours = (hours: number) => new Date(company.clock.now().getTime() + hours * hour).toISOString()

async function open(changes: object = {}): Promise<string> {
  const { status, body } = await ask('POST', 'activities', {
    ...{ title: '中秋灯会', text: '猜灯谜', place: '中心花园', quota: 1 },
    ...{ startsAt: inHours(50), closesAt: inHours(40), ...changes },
  })
  expect(status).toBe(201)
  return body.activity.id
}

const read = async (id: string) => (await ask('GET', `activities/${id}`)).body

async function contactOf(talk: Talk): Promise<string> {
  return (await talk.conversation())?.contactId ?? ''
}

describe('an activity at the desk', () => {
  it('is refused with the reason for times that do not fit', async () => {
    const body = { title: '灯会', startsAt: inHours(1), closesAt: inHours(2) }
    const { status, body: answer } = await ask('POST', 'activities', body)
    expect(status).toBe(400)
    expect(answer.error?.message).toMatch(/closesAt: expected a time before startsAt/)
  })

  it('takes sign-ups in the chat, and shows them in order', async () => {
    const id = await open()
    const [first, second] = [company.resident(), company.resident()]
    await first.says('社区活动')
    first.hears(/中秋灯会[\s\S]*名额还有 1 个/)
    await first.presses(`activity:join:${id}`)
    await second.presses(`activity:join:${id}`)
    second.hears(/候补第 1 位/)
    const { people, activity } = await read(id)
    expect(people.map(({ state }) => state)).toEqual(['in', 'waiting'])
    expect(activity.counts).toMatchObject({ in: 1, waiting: 1 })
    // Checking in comes with the day.
    await first.presses(`activity:in:${id}`)
    first.hears(/还没到签到时间/)

    await ask('POST', `activities/${id}/people/${await contactOf(first)}/leave`)
    await second.looks()
    second.hears(/从候补转为报名成功/)
    expect((await read(id)).people.map(({ state }) => state)).toEqual(['cancelled', 'in'])
    await ask('POST', `activities/${id}/cancel`)
  })

  it('lets people move up when it gets more places, and tells them when it moves', async () => {
    const id = await open()
    const talks = [company.resident(), company.resident()]
    for (const talk of talks) await talk.presses(`activity:join:${id}`)
    const { activity } = await read(id)
    const { title, text, startsAt, closesAt } = activity
    const changed = { title, text, startsAt, closesAt, place: '三号会所', quota: 2 }
    expect((await ask('PUT', `activities/${id}`, { title: '新名字' })).status).toBe(200)
    const { id: _, ...before } = activity
    const { id: __, ...renamed } = (await read(id)).activity
    expect(renamed).toEqual({ ...before, title: '新名字' })
    expect((await ask('PUT', `activities/${id}`, changed)).status).toBe(200)
    for (const talk of talks) await talk.looks()
    talks[0]?.hears(/有变动[\s\S]*三号会所/)
    talks[1]?.hears(/从候补转为报名成功/)
    const fewer = await ask('PUT', `activities/${id}`, { ...changed, quota: 1 })
    expect(fewer).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect(fewer.body.error?.message).toMatch(/2 have a place already/)
    await ask('POST', `activities/${id}/cancel`)
    for (const talk of talks) {
      await talk.looks()
      talk.hears(/因故取消/)
    }
    await talks[0]?.presses(`activity:join:${id}`)
    expect((await ask('POST', `activities/${id}/cancel`)).status).toBe(409)
  })

  it('reminds the day before, checks in, asks who came how it was, and shows the score', async () => {
    const startsAt = '2026-11-26T02:00:00.000Z'
    const id = await open({ quota: null, startsAt, closesAt: startsAt })
    const [here, away] = [company.resident(), company.resident()]
    for (const talk of [here, away]) await talk.presses(`activity:join:${id}`)
    const until = (iso: string) => new Date(iso).getTime() - company.clock.now().getTime()
    await here.waits(until('2026-11-25T02:00:01Z'))
    here.hears(/提醒您：您报名的“中秋灯会”/)
    await here.waits(until('2026-11-26T01:30:00Z'))
    await here.presses(`activity:in:${id}`)
    here.hears(/签到成功/)
    await here.waits(until('2026-11-26T06:00:01Z'))
    await here.waits(60_000)
    here.hears(/谢谢您来参加“中秋灯会”/)
    await here.says('5分')
    await away.looks()
    away.hearsNot(/谢谢您来参加/)
    const { activity } = await read(id)
    expect(activity).toMatchObject({ state: 'over', counts: { attended: 1, in: 1, ratings: 1, average: 5 } })
  })

  it('is announced by a draft whose card has a button to sign up', async () => {
    const id = await open()
    const { status, body } = await ask<{ broadcastId: string }>('POST', `activities/${id}/announce`)
    expect(status).toBe(201)
    const draft = await company.database.client.broadcast.findUniqueOrThrow({
      where: { id: body.broadcastId },
    })
    expect(draft).toMatchObject({ state: 'draft', kind: 'event', activityId: id, title: '中秋灯会' })
    expect(draft.wording).toMatchObject({
      'zh-CN': { text: expect.stringMatching(/猜灯谜[\s\S]*中心花园[\s\S]*名额 1 个/) },
      en: { text: expect.stringContaining('1 places') },
    })
  })

  it('tells of a cancellation after the quiet hours, not within', async () => {
    const id = await open({ startsAt: inHours(60), closesAt: inHours(60), quota: null })
    const talk = company.resident()
    await talk.presses(`activity:join:${id}`)
    const night = new Date(company.clock.now())
    night.setUTCHours(14, 30, 0, 0)
    await talk.waits(Math.max(0, night.getTime() - company.clock.now().getTime()))
    await ask('POST', `activities/${id}/cancel`)
    await talk.looks()
    talk.hearsNothing()
    await talk.waits(10 * hour)
    talk.hears(/因故取消/)
  })
})

describe("an owners' day", () => {
  it('numbers questions, gives each an owner, tells who asked, and publishes the results', async () => {
    const id = await open({
      ...{ kind: 'owner-day', title: '十二月业主沟通日', quota: null },
      ...{ startsAt: inHours(-1), closesAt: inHours(24) },
    })
    const talk = company.resident()
    await talk.says('沟通日结果')
    talk.hears(/没有可以公布/)
    await talk.says('沟通日提问：什么时候修路灯')
    talk.hears(/第 1 号/)
    expect(
      (await ask<{ number: number }>('POST', `activities/${id}/questions`, { text: '电话问：健身房' })).body,
    ).toEqual({ number: 2 })

    const early = await ask('PATCH', `activities/${id}/questions/1`, { result: '周五修好' })
    expect(early).toMatchObject({ status: 409 })
    expect(early.body.error?.message).toMatch(/no owner yet/)
    const nobody = await ask('PATCH', `activities/${id}/questions/1`, { owner: 'nobody' })
    expect(nobody.status).toBe(400)
    expect((await ask('PATCH', `activities/${id}/questions/1`, { owner: 'chen' })).status).toBe(200)
    const { client } = company.database
    expect(await client.staffNotice.findFirst({ where: { toStaffId: 'chen' } })).toMatchObject({
      kind: 'owner-question',
      text: expect.stringContaining('第 1 号'),
    })
    await ask('PATCH', `activities/${id}/questions/1`, { result: '路灯周五前换好' })
    await talk.looks()
    talk.hears(/第 1 号问题有结果了：路灯周五前换好/)
    await company.resident().says('沟通日结果')
    const other = company.resident()
    await other.says('沟通日结果')
    other.hears(/第 1 号：什么时候修路灯\n答复：路灯周五前换好\n第 2 号：电话问：健身房\n答复：正在办理/)

    await talk.waits(25 * hour)
    await talk.says('沟通日提问：还来得及吗')
    talk.hears(/不在业主沟通日/)
    expect(await client.staffNotice.findFirst({ where: { kind: 'owner-day-ended' } })).toMatchObject({
      text: expect.stringMatching(/共 2 个问题，其中 1 个还没有负责人/),
    })
    const { body } = await ask<{ broadcastId: string }>('POST', `activities/${id}/announce`)
    const draft = await client.broadcast.findUniqueOrThrow({ where: { id: body.broadcastId } })
    expect(draft.activityId).toBeNull()
    expect(draft.wording).toMatchObject({ 'zh-CN': { text: expect.stringContaining('路灯周五前换好') } })
  })
})

describe('the service menu', () => {
  it('is entered at the desk, shown on request, rated by who used it, and withdrawn', async () => {
    const entry = {
      ...{ title: '家政保洁', text: '两小时起', partner: '洁净家', phone: '021-5555' },
      tiers: [{ name: '基础', price: '80元', includes: '客厅' }],
    }
    const { body } = await ask<{ id: string }>('POST', 'services', entry)
    const talk = company.resident()
    await talk.says('服务菜单')
    talk.hears(/家政保洁[\s\S]*基础：80元[\s\S]*洁净家/)
    await talk.presses(`menu:score:${body.id}`)
    talk.hears(/打个分/)
    await talk.presses(`menu:rate:${body.id}:4`)
    const { body: list } = await ask<{ items: { title: string; average: number; count: number }[] }>(
      'GET',
      'services',
    )
    expect(list.items).toMatchObject([{ title: '家政保洁', average: 4, count: 1 }])
    await ask('PUT', `services/${body.id}`, { ...entry, active: false })
    await talk.says('服务菜单')
    talk.hears(/没有登记增值服务/)
    expect((await ask('PUT', 'services/nothing', entry)).status).toBe(404)
  })
})

describe('a birthday greeting', () => {
  it('comes only to who asked for it, on the day, and not after they stop it', async () => {
    const [wants, other] = [company.resident(), company.resident()]
    await other.says('社区活动')
    await wants.says('生日祝福')
    wants.hears(/只记月日/)
    await wants.says('生日祝福 2月31日')
    wants.hears(/日期不对/)
    const at = new Date(company.clock.now().getTime() + 60 * hour)
    await wants.says(`生日祝福 ${at.getUTCMonth() + 1}月${at.getUTCDate()}日`)
    wants.hears(/记下了/)
    await wants.waits(72 * hour)
    wants.hears(/祝您生日快乐/)
    await other.looks()
    other.hearsNot(/生日/)
    await wants.says('取消生日祝福')
    wants.hears(/已取消/)
    expect(await company.database.client.birthdayWish.count()).toBe(0)
    expect(await company.database.client.timer.count({ where: { kind: 'birthday' } })).toBe(0)
  })
})
