import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createId } from '../../src/shared/ids.ts'
import { actOnTicket, type TicketAct } from '../../src/tickets/act-on-ticket.ts'
import { verifyChain } from '../../src/tickets/event-chain.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
}, 240_000)
afterAll(() => company.close())

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Moves to the next time the wall clock in Shanghai shows this hour. */
function moveTo(hour: number): void {
  const local = new Date(company.clock.now().getTime() + 8 * hourMs)
  const target = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), hour)
  const ahead = (target - local.getTime() + 24 * hourMs) % (24 * hourMs)
  company.clock.advance(ahead)
}

async function staff(name: string, role = 'technician'): Promise<string> {
  const id = createId()
  const row = { id, login: id, name, role, passwordHash: '-', createdAt: company.clock.now() }
  await company.database.client.staff.create({ data: row })
  return id
}

const act = (change: TicketAct) => company.app.runWork(work => actOnTicket(work, change))

async function report(words = '3栋1单元502厨房水管漏水了'): Promise<{ talk: Talk; number: string }> {
  const talk = company.resident()
  await talk.says(words)
  const ticket = (await talk.tickets()).at(-1)
  if (!ticket) throw new Error(talk.transcript())
  return { talk, number: ticket.number }
}

/** Lets time pass in steps, so that every timer fires when it is due; gives what the resident heard. */
async function pass(talk: Talk, ms: number, stepMs = 15 * minuteMs): Promise<string[]> {
  const heard: string[] = []
  for (let passed = 0; passed < ms; passed += stepMs) {
    await talk.waits(Math.min(stepMs, ms - passed))
    heard.push(...talk.texts)
  }
  return heard
}

const noticesOf = (number: string) =>
  company.database.client.staffNotice.findMany({
    where: { ticketNumber: number },
    orderBy: { createdAt: 'asc' },
  })

async function chainOf(number: string) {
  const ticket = await company.database.client.ticket.findUniqueOrThrow({
    where: { number },
    include: { events: { orderBy: { seq: 'asc' } } },
  })
  return { ticket, chain: verifyChain(ticket, ticket.events) }
}

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
    const before = (await chainOf(number)).ticket
    expect(before).toMatchObject({ status: 'waiting', waitReason: 'parts', nextDueAt: null })
    await pass(talk, 5 * 24 * hourMs, 4 * hourMs)
    expect(await noticesOf(number)).toEqual([])
    moveTo(9)
    await act({ number, action: 'start', by: liu })
    await talk.waits(1000)
    talk.hears(/已恢复处理/)
    const resumed = (await chainOf(number)).ticket
    const waitedMs = resumed.resolveBy.getTime() - before.resolveBy.getTime()
    expect(waitedMs).toBeGreaterThanOrEqual(5 * 24 * hourMs)
    await act({ number, action: 'resolve', by: liu, note: '已换新水龙头，联系13800001111' })
    await talk.waits(1000)
    talk.hears(/已由刘师傅处理完成：已换新水龙头/)
    talk.hearsNot(/13800001111/)
    const { ticket, chain } = await chainOf(number)
    expect(ticket).toMatchObject({ status: 'resolved', nextDueAt: null, waitReason: null })
    expect(chain).toMatchObject({ isWhole: true, unsealed: 0 })
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
    expect((await chainOf(number)).chain.isWhole).toBe(true)
  })
})
