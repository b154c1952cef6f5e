import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openActivity } from '../../src/activities/activity-store.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { apiToken, createTestDesk } from '../support/desk.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

/** Notices that come by themselves, from the route that sets them up to the rows that go out. */
let company: Company
let app: Hono
let wants: Talk
let wantsNot: Talk
const hour = 3_600_000

beforeAll(async () => {
  company = await openCompany()
  const { clock, database } = company
  const desk = await createTestDesk({ clock, database })
  const work = { ...desk.parts.work, run: company.app.runWork }
  app = createDesk({ ...desk.parts, work, broadcasts: company.app.broadcasts })
  const at = { createdAt: clock.now() }
  await database.client.community.create({ data: { id: 'lake', name: '东湖花园', ...at } })
  for (const [room, bindCode] of [
    ['501', 'AAAA2222'],
    ['502', 'BBBB3333'],
  ] as const) {
    const place = { communityId: 'lake', building: '3', unit: '1', room }
    await database.client.household.create({ data: { id: room, bindCode, ...place, ...at } })
  }
  wants = await company.resident().says('绑定 AAAA2222')
  wantsNot = await company.resident().says('绑定 BBBB3333')
  await wantsNot.says('退订通知')
}, 120_000)
afterAll(async () => await company.close())
beforeEach(async () => {
  await company.database.client.broadcastSchedule.updateMany({ data: { active: false } })
})

async function ask<T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
  const response = await app.request(`/api/${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiToken}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: (await response.json()) as T }
}

interface Schedule {
  id: string
  nextAt: string
}

const audience = { communityId: 'lake' }
async function add(schedule: object): Promise<Schedule> {
  const { status, body } = await ask<Schedule>('POST', 'broadcast-schedules', schedule)
  expect(status).toBe(201)
  return body
}

/** Lets the day come. */
async function waitFor(iso: string): Promise<void> {
  await wants.waits(new Date(iso).getTime() - company.clock.now().getTime() + 1_000)
}

const made = async (scheduleId: string) =>
  await company.database.client.broadcast.findMany({
    where: { scheduleId },
    orderBy: { id: 'asc' },
    include: { recipients: { orderBy: { label: 'asc' } } },
  })

const policy = (needsApproval: boolean) =>
  ask('PUT', 'settings/broadcasts', { needsApproval, urgentNeedsApproval: false, stoppedChannels: [] })

describe('a festival greeting', () => {
  it('comes on the lunar day, names the festival in both languages, and leaves out who opted out', async () => {
    await policy(false)
    const { id, nextAt } = await add({
      ...{ title: '春节问候', rule: { every: 'festival', festival: 'spring-festival', at: '10:00' } },
      draft: {
        kind: 'festival',
        wording: {
          'zh-CN': { title: '{festival}快乐', text: '{name}您好：祝您{festival}快乐。' },
          en: { title: 'Happy {festival}', text: 'Happy {festival}, {name}.' },
        },
        audience,
      },
    })
    expect(nextAt).toBe('2027-02-06T02:00:00.000Z')
    await waitFor(nextAt)
    const [greeting] = await made(id)
    expect(greeting).toMatchObject({ state: 'sending', title: '春节快乐' })
    expect(greeting?.wording).toMatchObject({ en: { title: 'Happy Spring Festival' } })
    expect(greeting?.recipients.map(({ state, reason }) => [state, reason])).toEqual([
      ['waiting', null],
      ['unreachable', 'opted-out'],
    ])
    const again = await company.database.client.broadcastSchedule.findUniqueOrThrow({ where: { id } })
    expect(again.nextAt?.toISOString()).toBe('2028-01-26T02:00:00.000Z')
  })
})

describe('the news of the week', () => {
  it('is drafted from closed tickets and coming activities, and waits for approval', async () => {
    await policy(true)
    await wants.says('3栋1单元501厨房水管漏水，电话13800001111，现在就可以来')
    await wants.staffResolve()
    const startsAt = new Date(company.clock.now().getTime() + 20 * 24 * hour)
    await company.app.runWork(work =>
      openActivity(work, {
        ...{ kind: 'activity', communityId: 'lake', title: '元宵灯会', text: '', place: '花园' },
        ...{ startsAt, closesAt: startsAt, quota: null, by: 'staff' },
      }),
    )
    const weekday = ((company.clock.now().getUTCDay() + 6) % 7) + 1
    const { id, nextAt } = await add({
      ...{ title: '每周动态', source: 'news', draft: { kind: 'news', wording: {}, audience } },
      rule: { every: 'week', weekday: (weekday % 7) + 1, at: '09:30' },
    })
    await waitFor(nextAt)
    const [news] = await made(id)
    expect(news).toMatchObject({ state: 'awaiting-approval', kind: 'news' })
    expect(news?.wording).toMatchObject({
      'zh-CN': { text: expect.stringMatching(/处理完成 \d+ 件[\s\S]*近期活动：元宵灯会/) },
      en: { text: expect.stringContaining('元宵灯会') },
    })
    expect(
      await company.database.client.staffNotice.findFirst({ where: { kind: 'broadcast-drafted' } }),
    ).toMatchObject({ text: expect.stringContaining('请到工作台“通知”审核') })
  })
})

describe('a recurring notice', () => {
  const everyDay = (day: Date) => ({ every: 'month', day: day.getUTCDate(), at: '10:00' })

  it('leaves days out, stops and goes on, and says so when it cannot go', async () => {
    await policy(true)
    const soon = new Date(company.clock.now().getTime() + 48 * hour)
    const wording = { 'zh-CN': { title: '缴费提醒', text: '请缴费' } }
    const { id, nextAt } = await add({
      ...{ title: '每月缴费', rule: everyDay(soon) },
      draft: { kind: 'payment', wording, audience: { ...audience, households: 'chosen', buildings: ['99'] } },
    })
    const left = await ask<Schedule>('PATCH', `broadcast-schedules/${id}`, {
      exceptions: [nextAt.slice(0, 10)],
    })
    expect(left.body.nextAt.slice(0, 10)).not.toBe(nextAt.slice(0, 10))
    await waitFor(nextAt)
    expect(await made(id)).toHaveLength(0)
    const stopped = await ask<Schedule & { active: boolean }>('PATCH', `broadcast-schedules/${id}`, {
      active: false,
    })
    expect(stopped.body).toMatchObject({ active: false, nextAt: null })
    const on = await ask<Schedule>('PATCH', `broadcast-schedules/${id}`, { active: true })
    await waitFor(on.body.nextAt)
    const [stuck] = await made(id)
    expect(stuck?.state).toBe('draft')
    const notices = await company.database.client.staffNotice.findMany({
      where: { kind: 'broadcast-drafted' },
      orderBy: { createdAt: 'desc' },
    })
    expect(notices[0]?.text).toMatch(/缴费提醒.*还不能发送：audience.buildings: nobody is in 99/)
  })

  it('is refused for a day that no year has', async () => {
    const { status, body } = await ask<{ error: { message: string } }>('POST', 'broadcast-schedules', {
      ...{ title: 'x', rule: { every: 'year', month: 2, day: 30, at: '10:00' } },
      draft: { wording: {} },
    })
    expect(status).toBe(400)
    expect(body.error.message).toMatch(/rule: expected a day that exists/)
  })
})

describe('tags of households', () => {
  it('are given and taken by building, listed, and choose who gets a notice', async () => {
    const give = { tag: '独居老人', communityId: 'lake', building: '3' }
    const given = await ask('POST', 'household-tags', { ...give, action: 'add', householdIds: ['501'] })
    expect(given).toEqual({ status: 200, body: { changed: 1 } })
    expect((await ask('POST', 'household-tags', { ...give, action: 'add' })).body).toEqual({ changed: 1 })
    expect((await ask('POST', 'household-tags', { ...give, action: 'add' })).body).toEqual({ changed: 0 })
    expect((await ask('GET', 'household-tags')).body).toEqual({ items: [{ tag: '独居老人', count: 2 }] })
    await ask('POST', 'household-tags', { ...give, action: 'remove', householdIds: ['502'] })
    const tagged = await ask<{ items: { id: string; tags: string[] }[] }>(
      'GET',
      `households?tag=${encodeURIComponent('独居老人')}`,
    )
    expect(tagged.body.items).toMatchObject([{ id: '501', tags: ['独居老人'] }])
    const draft = await ask<{ id: string }>('POST', 'broadcasts', {
      wording: { 'zh-CN': { title: '关怀', text: '您好' } },
      audience: { ...audience, households: 'chosen', tags: ['独居老人'] },
    })
    const preview = await ask('POST', `broadcasts/${draft.body.id}/preview`)
    expect(preview.body).toMatchObject({ count: { households: 1, reachable: 1 } })
    const nobody = await ask('POST', 'household-tags', { ...give, building: '99', action: 'add' })
    expect(nobody.status).toBe(400)
  })
})
