import { describe, expect, it } from 'vitest'
import type { StaffNoticeView, TicketView } from '../../src/desk/contract.ts'
import { createStaff } from '../../src/desk/staff.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { printLine } from '../support/print-line.ts'
import { apiToken } from '../support/start-linli.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, type Journey, useJourney } from './journey.ts'

const testMs = 240_000
const password = 'a password of the technician'

interface Person {
  id: string
  post(path: string, body: object): Promise<Response>
}

async function signIn(journey: Journey, name: string): Promise<Person> {
  const { url, product } = journey.linli
  const login = `worker-${journey.newId()}`
  const id = await createStaff(product, { login, name, role: 'technician', password })
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ login, password })
  const session = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body })
  const { csrf } = (await session.json()) as { csrf: string }
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const headers = { ...json, cookie, 'x-csrf-token': csrf }
  const post = (path: string, what: object) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(what) })
  return { id, post }
}

async function ask(journey: Journey, route: string, body: object): Promise<TicketView> {
  const [method = '', path = ''] = route.split(' ')
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  const response = await fetch(`${journey.linli.url}${path}`, { method, headers, body: JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return JSON.parse(text) as TicketView
}

async function report(
  journey: Journey,
  name: string,
  words: string,
): Promise<{ talk: Talk; number: string }> {
  const talk = journey.person(name)
  await talk.says(words)
  await talk.hears(/LL\d+/, answerWithinMs)
  const [ticket] = await journey.ticketsOf(talk)
  return { talk, number: ticket?.number ?? '' }
}

function printTalk(title: string, talk: Talk): void {
  printLine(
    `${title}:\n${talk
      .heardTexts()
      .map(text => `  · ${text.replaceAll('\n', ' / ')}`)
      .join('\n')}`,
  )
}

const eventsOf = async (journey: Journey, talk: Talk) => (await journey.ticketsOf(talk))[0]?.events ?? []

/** Ten minutes a second; the deadlines of two categories are short enough to see them pass. */
describe('tickets at CLOCK_RATE 600, over Telegram and the HTTP API', () => {
  const journey = useJourney({ way: 'polling', storage: 'PGlite', env: { CLOCK_RATE: '600' } })

  it('take deadlines and quiet hours from the settings, and say what is wrong with them', async () => {
    const rules = [
      { category: 'electrical', respondMinutes: 60, resolveMinutes: 150, warnRespondMinutes: 20 },
      { category: 'electrical', kind: 'repair', warnResolveMinutes: 30, escalateMinutes: 10 },
      { category: 'access', resolveMinutes: 360 },
    ]
    await ask(journey(), 'PUT /api/settings/deadlines', { rules })
    await ask(journey(), 'PUT /api/settings/calendar', { quiet: null })
    const wrong = ask(journey(), 'PUT /api/settings/deadlines', { rules: [{ respondMinutes: 0 }] })
    await expect(wrong).rejects.toThrow(/400.*rules\[0\]\.respondMinutes/)
    const unknown = ask(journey(), 'PUT /api/settings/calendar', { days: { 'new year': 'off' } })
    await expect(unknown).rejects.toThrow(/400.*days/)
  })

  it('a repair goes from report to done, and the resident hears each step', { timeout: testMs }, async () => {
    const liu = await signIn(journey(), '刘师傅')
    const { talk, number } = await report(journey(), '报修的', '3栋1单元502厨房水管漏水了')
    const path = `/api/tickets/${number}`
    await ask(journey(), `POST ${path}/assign`, { assignee: liu.id })
    await talk.hears(/交给刘师傅负责，.*前处理完成/, answerWithinMs)
    for (const [step, body, heard] of [
      ['accept', {}, /刘师傅已接下/],
      ['start', {}, /刘师傅已开始处理/],
      ['wait', { reason: 'parts', note: '等水龙头' }, /正在等配件：等水龙头/],
      ['start', {}, /已恢复处理/],
      ['resolve', { note: '换了水龙头' }, /已由刘师傅处理完成：换了水龙头/],
    ] as const) {
      expect((await liu.post(`${path}/${step}`, body)).status, step).toBe(200)
      await talk.hears(heard, answerWithinMs)
    }
    const [ticket] = await journey().ticketsOf(talk)
    expect(ticket).toMatchObject({ status: 'resolved', assignee: '刘师傅', nextDueAt: null })
    expect(ticket?.respondedAt).not.toBeNull()
    expect(ticket?.resolvedAt).not.toBeNull()
    const record = await journey().linli.ask<{
      chain: { isWhole: boolean }
      course: { stages: object[]; clocks: { isInTime: boolean }[] }
    }>(`${path}/export`)
    expect(record.chain.isWhole).toBe(true)
    expect(record.course.stages.length).toBeGreaterThanOrEqual(7)
    expect(record.course.clocks.every(clock => clock.isInTime)).toBe(true)
    const stale = await liu.post(`${path}/start`, {})
    expect(stale.status).toBe(409)
    printTalk('a repair', talk)
  })

  it('one left alone: warning, breach, two escalations, and the resident is told', {
    timeout: testMs,
  }, async () => {
    const { talk, number } = await report(journey(), '没人管的', '3栋1单元楼道灯不亮了')
    expect((await journey().ticketsOf(talk))[0]?.category).toBe('electrical')
    await talk.hears(/没能按承诺的时间响应/, answerWithinMs)
    await talk.hears(/没能按承诺的时间处理完/, answerWithinMs)
    const types = await until(
      'both clocks reach the manager',
      async () => {
        const notes = (await eventsOf(journey(), talk))
          .filter(({ type }) => type.startsWith('clock-'))
          .map(({ type, note }) => `${type} ${note}`)
        return notes.includes('clock-breached resolve · 2') && notes.length >= 8 ? notes : undefined
      },
      answerWithinMs,
    )
    for (const clock of ['respond', 'resolve']) {
      expect(types.filter(text => text.includes(clock))).toEqual([
        `clock-warning ${clock}`,
        `clock-breached ${clock} · 0`,
        `clock-breached ${clock} · 1`,
        `clock-breached ${clock} · 2`,
      ])
    }
    const where = { ticketNumber: number }
    const notices = await journey().client.staffNotice.findMany({ where, orderBy: { createdAt: 'asc' } })
    expect(notices.filter(({ kind }) => kind === 'ticket-warning')).toHaveLength(2)
    expect(notices.filter(({ kind, needsAck }) => kind === 'ticket-breach' && needsAck)).toHaveLength(6)
    const { items } = await journey().linli.ask<{ items: StaffNoticeView[] }>(
      '/api/staff-notices?kind=ticket-breach&open=true&limit=200',
    )
    const told = items.filter(({ ticketNumber }) => ticketNumber === number)
    expect(told).toHaveLength(6)
    await ask(journey(), `POST /api/staff-notices/${told[0]?.id}/ack`, {})
    expect((await eventsOf(journey(), talk)).map(({ type }) => type)).toContain('acknowledged')
    await journey().settled(talk)
    expect(talk.heardTexts().filter(text => /没能按承诺/.test(text))).toHaveLength(2)
    printTalk('left alone', talk)
    printLine(`staff:\n${notices.map(({ text }) => `  · ${text}`).join('\n')}`)
  })

  it('one waits for parts: the clock stands still and nobody is alarmed', { timeout: testMs }, async () => {
    const { talk, number } = await report(journey(), '等配件的', '3栋1单元单元门门禁刷卡没反应')
    const [opened] = await journey().ticketsOf(talk)
    expect(opened?.category).toBe('access')
    const wait = { reason: 'parts', note: '等读卡器' }
    const waiting = await ask(journey(), `POST /api/tickets/${number}/wait`, wait)
    expect(waiting).toMatchObject({ status: 'waiting', waitReason: 'parts', nextDueAt: null })
    await talk.hears(/正在等配件：等读卡器/, answerWithinMs)
    const { clock } = journey().linli.product
    const dueMs = Date.parse(waiting.resolveBy)
    await until('the old deadline is long past', () => clock.now().getTime() > dueMs + 3_600_000, testMs)
    expect((await eventsOf(journey(), talk)).filter(({ type }) => type.startsWith('clock-'))).toEqual([])
    const alarms = { ticketNumber: number, kind: { in: ['ticket-warning', 'ticket-breach'] } }
    expect(await journey().client.staffNotice.count({ where: alarms })).toBe(0)
    const resumed = await ask(journey(), `POST /api/tickets/${number}/start`, {})
    const waitedMs = Date.parse(resumed.resolveBy) - dueMs
    const [from, to] = resumed.events.filter(({ type }) => type === 'waiting' || type === 'started')
    expect(waitedMs).toBe(Date.parse(to?.at ?? '') - Date.parse(from?.at ?? ''))
    await talk.hears(/已恢复处理/, answerWithinMs)
    printTalk('waiting for parts', talk)
  })

  it('one entered from a telephone call: whoever has no chat is to be called, and ticked off', {
    timeout: testMs,
  }, async () => {
    const zhang = await signIn(journey(), '张师傅')
    const call = { kind: 'repair', category: 'plumbing', description: '厨房漏水', phone: '13800003333' }
    const { number } = await ask(journey(), 'POST /api/tickets', { ...call, channel: 'phone' })
    await ask(journey(), `POST /api/tickets/${number}/assign`, { assignee: zhang.id })
    for (const [step, body] of [
      ['accept', {}],
      ['resolve', { note: '换了垫圈' }],
    ] as const) {
      expect((await zhang.post(`/api/tickets/${number}/${step}`, body)).status).toBe(200)
    }
    const open = '/api/staff-notices?kind=to-call&open=true'
    const { items } = await journey().linli.ask<{ items: StaffNoticeView[] }>(open)
    expect(items).toMatchObject([{ ticketNumber: number, needsAck: true }])
    expect(items[0]?.text).toMatch(/请致电住户.*13800003333.*换了垫圈/s)
    expect((await zhang.post(`/api/staff-notices/${items[0]?.id}/ack`, {})).status).toBe(200)
    expect((await journey().linli.ask<{ items: unknown[] }>(open)).items).toEqual([])
    const { events } = await journey().linli.ask<TicketView>(`/api/tickets/${number}`)
    expect(events.at(-1)).toMatchObject({ type: 'resident-called' })
    printLine(`by telephone:\n  · ${items[0]?.text}`)
  })
})
