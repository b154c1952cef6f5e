import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acknowledgeStaffNotice } from '../../src/notices/staff-notice.ts'
import type { TicketAct } from '../../src/tickets/act-on-ticket.ts'
import { describeRefusal } from '../../src/tickets/describe-refusal.ts'
import { verifyChain } from '../../src/tickets/event-chain.ts'
import { TicketRefused } from '../../src/tickets/refusal.ts'
import { type Company, openCompany } from '../support/talk.ts'
import { hourMs, minuteMs, useTickets } from '../support/tickets.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
}, 240_000)
afterAll(() => company.close())
const { act, chainOf, moveTo, noticesOf, pass, readTicket, report, staff } = useTickets(() => company)

describe('a repair from report to done', () => {
  beforeEach(() => moveTo(9))

  it('tells the resident each step: who, and by when', async () => {
    const liu = await staff('刘师傅')
    const { talk, number } = await report()
    await act({ number, action: 'assign', assignee: liu, by: 'api' })
    await talk.waits(1000)
    talk.hears(new RegExp(`${number}.*刘师傅.*前处理完成`))
    await act({ number, action: 'accept', by: liu })
    await talk.waits(1000)
    talk.hears(/刘师傅已接下.*前处理完成，上门前会先联系您/)
    await act({ number, action: 'start', by: liu })
    await talk.waits(1000)
    talk.hears(/刘师傅已开始处理/)
    await act({ number, action: 'wait', by: liu, waitReason: 'parts', note: '等水龙头' })
    await talk.waits(1000)
    talk.hears(/正在等配件：等水龙头。等待期间计时暂停/)
    const before = await readTicket(number)
    expect(before).toMatchObject({ status: 'waiting', waitReason: 'parts', nextDueAt: null })
    await pass(talk, 5 * 24 * hourMs, 4 * hourMs)
    expect(await noticesOf(number)).toEqual([])
    moveTo(9)
    await act({ number, action: 'start', by: liu })
    await talk.waits(1000)
    talk.hears(/已恢复处理/)
    const resumed = await readTicket(number)
    const waitedMs = resumed.resolveBy.getTime() - before.resolveBy.getTime()
    expect(waitedMs).toBeGreaterThanOrEqual(5 * 24 * hourMs)
    await act({ number, action: 'resolve', by: liu, note: '已换新水龙头，联系13800001111' })
    await talk.waits(1000)
    talk.hears(/已由刘师傅处理完成：已换新水龙头/)
    talk.hearsNot(/13800001111/)
    const ticket = await readTicket(number)
    expect(ticket).toMatchObject({ status: 'resolved', nextDueAt: null, waitReason: null })
    expect(await chainOf(number)).toMatchObject({ isWhole: true, unsealed: 0 })
    expect(await company.database.client.timer.count({ where: { subject: ticket.id } })).toBe(0)
  })

  it('when left alone: warns, then tells owner, lead and manager, and the resident once a promise', async () => {
    const { talk, number } = await report()
    const heard = await pass(talk, 24 * hourMs + 2.5 * hourMs)
    const kinds = (await noticesOf(number)).map(({ kind, data }) => [
      kind,
      (data as { level?: number }).level,
    ])
    expect(kinds).toEqual([
      ['ticket-warning', undefined],
      ['ticket-breach', 0],
      ['ticket-breach', 1],
      ['ticket-breach', 2],
    ])
    expect(heard.filter(text => text.includes(number))).toEqual([
      expect.stringMatching(/没能按承诺的时间响应/),
    ])
    moveTo(9)
    moveTo(8)
    const later = await pass(talk, 50 * hourMs)
    expect(later.filter(text => text.includes(number))).toEqual([
      expect.stringMatching(/没能按承诺的时间处理完/),
    ])
    expect(await chainOf(number)).toMatchObject({ isWhole: true })
  })
})

describe('what staff do too late or twice', () => {
  beforeEach(() => moveTo(9))

  /** What must not have changed: the row and the length of the record. */
  const stateOf = async (number: string) => {
    const { status, assignee, eventCount, chainHead } = await readTicket(number)
    return { status, assignee, eventCount, chainHead }
  }

  async function refused(change: TicketAct): Promise<TicketRefused> {
    const before = await stateOf(change.number)
    const error = await act(change).then(
      () => new Error(`${change.action} was allowed`),
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof TicketRefused)) throw error
    expect(await stateOf(change.number)).toEqual(before)
    return error
  }

  it('two accept at once: one has it, the other hears who', async () => {
    const [liu, chen] = [await staff('刘师傅'), await staff('陈师傅')]
    const { number } = await report()
    const accept = (by: string) => act({ number, action: 'accept', by })
    const results = await Promise.allSettled([accept(liu), accept(chen)])
    const [winner, loser] = results[0].status === 'fulfilled' ? results : [results[1], results[0]]
    expect(winner.status).toBe('fulfilled')
    const error = (loser as PromiseRejectedResult).reason as TicketRefused
    expect(error).toBeInstanceOf(TicketRefused)
    const owner = (await stateOf(number)).assignee
    expect(error.facts).toMatchObject({
      reason: 'taken',
      number,
      assignee: owner === liu ? '刘师傅' : '陈师傅',
    })
    expect(describeRefusal(error)).toMatch(/已由(刘|陈)师傅负责/)
    const ticket = await readTicket(number)
    expect(ticket.events.filter(event => event.type === 'accepted')).toHaveLength(1)
  })

  it('a button pressed twice is one step, also after another has had it in between', async () => {
    const [liu, chen] = [await staff('刘师傅'), await staff('陈师傅')]
    const { number } = await report()
    await act({ number, action: 'accept', by: liu })
    const before = await stateOf(number)
    await act({ number, action: 'accept', by: liu })
    expect(await stateOf(number)).toEqual(before)
    await act({ number, action: 'reassign', assignee: chen, by: liu })
    await act({ number, action: 'accept', by: chen })
    await act({ number, action: 'reassign', assignee: liu, by: chen })
    await act({ number, action: 'accept', by: liu })
    const steps = (await readTicket(number)).events.map(event => event.type)
    const taken = steps.filter(type => ['dispatched', 'accepted'].includes(type))
    expect(taken).toEqual(['accepted', 'dispatched', 'accepted', 'dispatched', 'accepted'])
  })

  it('a cancelled ticket cannot be finished, a finished one not started, a colleague’s not taken', async () => {
    const [liu, chen] = [await staff('刘师傅'), await staff('陈师傅')]
    const { talk, number } = await report()
    await act({ number, action: 'accept', by: liu })
    expect(describeRefusal(await refused({ number, action: 'resolve', by: chen }))).toMatch(/已由刘师傅负责/)
    await talk.says('不用修了，撤销吧')
    talk.hears(/撤销/)
    expect(describeRefusal(await refused({ number, action: 'resolve', by: liu }))).toMatch(/已撤销/)
    const other = await report('3栋1单元601马桶堵了')
    await act({ number: other.number, action: 'resolve', by: liu })
    const stale = await refused({ number: other.number, action: 'start', by: liu })
    expect(describeRefusal(stale)).toMatch(/已处理/)
    await expect(act({ number: 'LL999999', action: 'accept', by: liu })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('a complaint is closed with its root cause only', async () => {
    const agent = await staff('王管家', 'agent')
    const { number } = await report('投诉！楼上3栋1单元602天天半夜装修，吵死了')
    expect((await readTicket(number)).kind).toBe('complaint')
    await act({ number, action: 'resolve', by: agent, note: '已找602的李四谈过，电话13800002222' })
    await expect(act({ number, action: 'close', by: agent })).rejects.toThrow(/root cause/)
    await expect(act({ number, action: 'close', by: agent, rootCause: ' ' })).rejects.toThrow(/root cause/)
    await act({ number, action: 'close', by: agent, rootCause: '装修时段告知不到位' })
    expect(await readTicket(number)).toMatchObject({
      status: 'closed',
      rootCause: '装修时段告知不到位',
    })
  })

  it('assigning needs a person, waiting a reason', async () => {
    const { number } = await report()
    await expect(act({ number, action: 'assign', by: 'api' })).rejects.toThrow(/needs an assignee/)
    await expect(act({ number, action: 'wait', by: 'api' })).rejects.toThrow(
      /resident, parts or force-majeure/,
    )
  })
})

describe('the record', () => {
  it('cannot be changed in the database, and a forged one is found out', async () => {
    const liu = await staff('刘师傅')
    const { number } = await report()
    await act({ number, action: 'accept', by: liu })
    const { client } = company.database
    await expect(client.$executeRaw`update "TicketEvent" set note = 'x'`).rejects.toThrow(/append-only/)
    await expect(client.$executeRaw`delete from "TicketEvent"`).rejects.toThrow(/append-only/)
    const ticket = await readTicket(number)
    const events = ticket.events
    const forged = events.map(event => (event.seq === 2 ? { ...event, by: 'x' } : event))
    expect(verifyChain(ticket, forged)).toMatchObject({ isWhole: false, broken: { seq: 2 } })
    expect(verifyChain(ticket, events.slice(0, -1))).toMatchObject({ isWhole: false })
    expect(verifyChain(ticket, events.slice(1))).toMatchObject({ isWhole: false, broken: { seq: 1 } })
    const [first, second, ...rest] = events
    if (!(first && second)) throw new Error('a record has two events at least')
    expect(verifyChain(ticket, [second, first, ...rest]).isWhole).toBe(false)
    const shifted = events.map(event => ({ ...event, at: new Date(event.at.getTime() - 1) }))
    expect(verifyChain(ticket, shifted).isWhole).toBe(false)
  })

  it('acknowledging a missed deadline keeps the next one up waiting', async () => {
    moveTo(9)
    const { talk, number } = await report()
    await pass(talk, 24 * hourMs + 15 * minuteMs)
    const breach = (await noticesOf(number)).find(notice => notice.kind === 'ticket-breach')
    if (!breach) throw new Error('nobody was told')
    const manager = await staff('赵经理', 'manager')
    await company.app.runWork(work => acknowledgeStaffNotice(work, { id: breach.id, by: manager }))
    await pass(talk, 7 * hourMs)
    expect((await noticesOf(number)).filter(({ kind }) => kind === 'ticket-breach')).toHaveLength(1)
    await pass(talk, 1.5 * hourMs)
    expect((await noticesOf(number)).filter(({ kind }) => kind === 'ticket-breach')).toHaveLength(2)
  })
})
