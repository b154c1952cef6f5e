import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acknowledgeStaffNotice } from '../../src/notices/staff-notice.ts'
import { openTicket } from '../../src/tickets/ticket-store.ts'
import { passTime } from '../support/roster.ts'
import { type Company, openCompany } from '../support/talk.ts'
import { hourMs, useTickets } from '../support/tickets.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
}, 240_000)
afterAll(() => company.close())
const { act, chainOf, moveTo, readTicket, staff } = useTickets(() => company)

const byPhone = (changes: Partial<Parameters<typeof openTicket>[1]> = {}) =>
  company.app.runWork(work =>
    openTicket(work, {
      ...{
        kind: 'repair',
        category: 'plumbing',
        priority: 'normal',
        description: '厨房漏水',
        location: '3栋',
      },
      ...{ phone: '13800001111', channel: 'phone', sender: 'call', by: 'api', now: work.now, ...changes },
    }),
  )
const calls = (ticketNumber: string, ackAt: null | { not: null } = null) =>
  company.database.client.staffNotice.findMany({
    where: { kind: 'to-call', ticketNumber, ackAt },
    orderBy: { createdAt: 'asc' },
  })
const tickOff = (id: string, by: string) =>
  company.app.runWork(work => acknowledgeStaffNotice(work, { id, by }))

describe('a resident who rang us and has no chat', () => {
  beforeEach(() => moveTo(9))

  it('is on the call list with what to tell, the newest word only, until somebody ticks it off', async () => {
    const liu = await staff('刘师傅')
    const { number } = await byPhone()
    await act({ number, action: 'accept', by: liu })
    const [first, ...more] = await calls(number)
    expect(more).toEqual([])
    expect(first?.text).toMatch(/请致电住户.*13800001111.*刘师傅已接下/s)
    expect(first?.text).not.toMatch(/自动|AI/)
    await act({ number, action: 'start', by: liu })
    expect(await calls(number)).toHaveLength(1)
    await act({ number, action: 'wait', by: liu, waitReason: 'parts', note: '等阀芯' })
    const [second, ...others] = await calls(number)
    expect(others).toEqual([])
    expect(second?.text).toMatch(/正在等配件：等阀芯/)

    expect(await tickOff(second?.id ?? '', liu)).toEqual({ isFirst: true })
    expect(await tickOff(second?.id ?? '', 'another')).toEqual({ isFirst: false })
    expect(await tickOff(first?.id ?? '', liu)).toEqual({ isFirst: false })
    expect(await calls(number)).toEqual([])
    const { events } = await readTicket(number)
    expect(events.filter(event => event.type === 'call-asked').map(event => event.note)).toEqual([
      'accepted',
      'waiting',
    ])
    expect(events.filter(event => event.type === 'resident-called')).toMatchObject([{ by: liu }])
    expect((await chainOf(number)).isWhole).toBe(true)
    const done = await readTicket(number)
    expect(done.status).toBe('waiting')
  })

  it('hears the truth about a delay that way too', async () => {
    const { number } = await byPhone()
    await passTime(company, 25 * hourMs, 15 * 60_000)
    const [late] = await calls(number)
    expect(late?.text).toMatch(/没能按承诺的时间响应/)
  })

  it('is not rung at night', async () => {
    const liu = await staff('张师傅')
    const { number } = await byPhone()
    moveTo(22)
    await act({ number, action: 'accept', by: liu })
    expect(await calls(number)).toEqual([])
    await passTime(company, 10.5 * hourMs, 15 * 60_000)
    expect(await calls(number)).toHaveLength(1)
  })

  it('is called by nobody where there is nobody to call', async () => {
    const liu = await staff('陈师傅')
    const { phone: _phone, ...alarm } = await byPhone({ channel: 'device', sender: 'pump-2' })
    const nameless = await company.app.runWork(work =>
      openTicket(work, {
        ...{ kind: 'repair', category: 'facility', priority: 'normal', description: '长椅坏了' },
        ...{ location: '', channel: 'letter-box', sender: '', by: 'api', now: work.now },
      }),
    )
    for (const number of [alarm.number, nameless.number]) {
      await act({ number, action: 'accept', by: liu })
      await act({ number, action: 'resolve', by: liu })
      expect(await calls(number)).toEqual([])
    }
  })
})
