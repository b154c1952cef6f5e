import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDemoRoster } from '../../../src/dispatch/demo-roster.ts'
import { loadStaffFacts } from '../../../src/dispatch/staff-store.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'
import { addStaff } from '../../support/roster.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
  await addStaff(desk.database, { id: 'wang', skills: ['engineering'], shift: null })
})
afterAll(() => desk.close())

async function send(method: string, path: string, body?: unknown) {
  const response = await desk.ask(path, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
  return { status: response.status, body: (await response.json()) as any }
}

describe('staff and shifts', () => {
  test('skills and places are changed, and nonsense is named', async () => {
    const change = { skills: ['elevator'], buildings: ['garden/3'], dutyOrder: 1 }
    expect(await send('PATCH', '/api/staff/wang', change)).toMatchObject({ status: 200, body: change })
    for (const wrong of [{ skills: ['flying'] }, { buildings: ['3'] }, { unknown: 1 }, { dutyOrder: 0 }]) {
      const { status, body } = await send('PATCH', '/api/staff/wang', wrong)
      expect(status).toBe(400)
      expect(body.error.message).toMatch(/skills|buildings|unknown|dutyOrder/)
    }
    expect((await send('PATCH', '/api/staff/nobody', change)).status).toBe(404)
  })

  test('shifts are added, shown, seen on the roster and taken away', async () => {
    const weekly = {
      staffId: 'wang',
      kind: 'duty',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      startsAt: '00:00',
      endsAt: '00:00',
    }
    const added = await send('POST', '/api/shifts', weekly)
    expect(added.status).toBe(201)
    const roster = await send('GET', '/api/roster')
    expect(roster.body.items).toMatchObject([{ id: 'wang', isOnDuty: true }])
    expect((await send('GET', '/api/shifts')).body.items).toMatchObject([{ ...weekly, id: added.body.id }])
    expect((await send('DELETE', `/api/shifts/${added.body.id}`)).status).toBe(200)
    expect((await send('DELETE', `/api/shifts/${added.body.id}`)).status).toBe(404)
    expect((await send('GET', '/api/roster')).body.items).toEqual([])
  })

  test('a shift that cannot be is refused', async () => {
    const from = '2026-11-23T08:00:00+08:00'
    for (const wrong of [
      { staffId: 'wang', startsAt: '25:00', endsAt: '26:00', weekdays: [1] },
      { staffId: 'wang', startsAt: '08:00', endsAt: '17:00' },
      { staffId: 'wang', startsAt: from, endsAt: from },
      { staffId: 'wang', startsAt: from, endsAt: '2026-11-23T17:00:00+08:00', weekdays: [1] },
      { staffId: 'wang', startsAt: '08:00', endsAt: '17:00', weekdays: [8] },
      { staffId: 'nobody', startsAt: '08:00', endsAt: '17:00', weekdays: [1] },
    ]) {
      expect({ wrong, status: (await send('POST', '/api/shifts', wrong)).status }).toEqual({
        wrong,
        status: 400,
      })
    }
  })

  test('policies keep what is set and take defaults for the rest', async () => {
    const put = await send('PUT', '/api/settings/dispatch', { mode: 'grab', ringMinutes: [1, 2] })
    expect(put.body).toMatchObject({ mode: 'grab', grabMinutes: 10, ringMinutes: [1, 2] })
    expect((await send('GET', '/api/settings/dispatch')).body).toEqual(put.body)
    expect((await send('PUT', '/api/settings/dispatch', { mode: 'lottery' })).status).toBe(400)
    expect((await send('PUT', '/api/settings/incidents', { households: 1 })).status).toBe(400)
    expect((await send('PUT', '/api/settings/incidents', { households: 4 })).body.withinMinutes).toBe(30)
    await desk.database.client.setting.deleteMany({ where: { key: { endsWith: '-policy' } } })
  })

  test('a drill is started and reported', async () => {
    const { status, body } = await send('POST', '/api/drills', { scenario: '电梯困人', building: '2' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'ringing', startedBy: 'api', rings: [{ level: 1 }] })
    expect((await send('POST', '/api/drills', { scenario: '再来一次' })).status).toBe(409)
    expect((await send('GET', '/api/drills')).body.items).toHaveLength(1)
    expect((await send('GET', '/api/tickets')).body.items).toEqual([])
  })
})

describe('improvements', () => {
  test('have an owner, causes and measures before they end, and figures from events', async () => {
    const { client } = desk.database
    const openedAt = new Date(Date.now() - 3_600_000)
    const base = { category: 'elevator', place: { building: '3' }, placeText: '3栋', openedAt }
    await client.improvement.create({ data: { ...base, id: 'imp' } })
    const early = await send('POST', '/api/improvements/imp/close', { outcome: '好了' })
    expect(early.status).toBe(409)
    const doneOn = '2026-11-20'
    const change = {
      ownerId: 'wang',
      causes: { machine: '门机皮带老化' },
      measures: [{ text: '更换皮带', dueOn: '2026-12-01', doneOn }],
    }
    const changed = await send('PATCH', '/api/improvements/imp', change)
    expect(changed.body).toMatchObject({ owner: { name: 'wang' }, measures: [{ text: '更换皮带', doneOn }] })
    expect(changed.body.before).toMatchObject({ tickets: 0, medianHours: null })
    expect((await send('PATCH', '/api/improvements/imp', { ownerId: 'nobody' })).status).toBe(400)
    expect((await send('PATCH', '/api/improvements/imp', { causes: { luck: 'x' } })).status).toBe(400)
    const closed = await send('POST', '/api/improvements/imp/close', { outcome: '一个月无故障' })
    expect(closed.body).toMatchObject({ status: 'closed', outcome: '一个月无故障' })
    expect((await send('PATCH', '/api/improvements/imp', change)).status).toBe(409)
  })
})

describe('the demo roster', () => {
  test('covers every hour of the week with somebody on duty, and an engineer and a guard at work', async () => {
    await desk.database.transaction(tx => createDemoRoster(tx, new Date()))
    await desk.database.transaction(tx => createDemoRoster(tx, new Date()))
    const monday = Date.parse('2026-11-23T00:30:00+08:00')
    for (let hour = 0; hour < 168; hour += 3) {
      const now = new Date(monday + hour * 3_600_000)
      const staff = await loadStaffFacts(desk.database.client, { now, timezone: 'Asia/Shanghai' })
      const present = staff.filter(member => member.id.startsWith('demo-') && member.presence.isOnShift)
      expect({ hour, onDuty: present.some(member => member.presence.isOnDuty) }).toEqual({
        hour,
        onDuty: true,
      })
      for (const skill of ['engineering', 'security']) {
        expect({ hour, skill, found: present.some(member => member.skills.includes(skill)) }).toEqual({
          hour,
          skill,
          found: true,
        })
      }
    }
    expect(await desk.database.client.staff.count({ where: { id: { startsWith: 'demo-' } } })).toBe(12)
  })
})
