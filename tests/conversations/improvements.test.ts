import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  changeImprovement,
  closeImprovement,
  listImprovements,
} from '../../src/incidents/improvement-store.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { rateTicket } from '../../src/tickets/ticket-store.ts'
import { addStaff, passTime } from '../support/roster.ts'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
  await addStaff(company.database, { id: 'wang', skills: ['engineering'] })
})
afterAll(() => company.close())
beforeEach(async () => {
  const { client } = company.database
  await client.ticket.updateMany({ data: { status: 'cancelled' } })
  await client.improvement.deleteMany()
  await client.staffNotice.deleteMany()
  await client.timer.deleteMany()
})

const day = 86_400_000
const hour = 3_600_000
const notices = (kind: string) => company.database.client.staffNotice.findMany({ where: { kind } })
const says = async (text: string) => {
  const talk = company.resident()
  await talk.says(text)
  await passTime(company, 0)
  return (await talk.tickets())[0]?.number ?? ''
}
const change = (id: string, what: Parameters<typeof changeImprovement>[2]) =>
  company.app.runWork(work => changeImprovement(work, id, what))
const act = (number: string, action: 'resolve' | 'reopen') =>
  company.app.runWork(work => actOnTicket(work, { number, action, by: 'wang' }))
/** The date in Shanghai so many days from now. */
const dateIn = (days: number) =>
  new Date(company.clock.now().getTime() + days * day + 8 * hour).toISOString().slice(0, 10)

async function readOne() {
  const filter = { limit: 1, now: company.clock.now() }
  const [found] = await listImprovements(company.database.client, filter)
  if (!found) throw new Error('there is no improvement')
  return found
}

/** A lift that fails three times within ten days; each is mended after so many hours. */
async function threeFailures(building: string, hours: readonly number[]) {
  const numbers: string[] = []
  for (const length of hours) {
    const number = await says(`${building}栋电梯坏了不动了`)
    company.clock.advance(length * hour)
    await act(number, 'resolve')
    numbers.push(number)
    company.clock.advance(3 * day)
  }
  return numbers
}

describe('what keeps coming back', () => {
  it('opens one improvement with the third time in 30 days, and counts an incident once', async () => {
    const day = 86_400_000
    const says = async (text: string) => {
      const talk = company.resident()
      await talk.says(text)
      await passTime(company, 0)
      return talk
    }
    await says('2栋1单元电梯坏了')
    company.clock.advance(3 * day)
    await says('2栋电梯故障停运')
    expect(await company.database.client.improvement.count()).toBe(0)
    company.clock.advance(3 * day)
    await says('2栋1单元电梯又坏了')
    const [improvement] = await company.database.client.improvement.findMany()
    expect(improvement).toMatchObject({ category: 'elevator', status: 'open' })
    expect(improvement?.tickets).toHaveLength(3)
    await says('2栋电梯坏了')
    expect(await company.database.client.improvement.count()).toBe(1)
    expect(await notices('improvement')).toHaveLength(1)
    for (let at = 0; at < 3; at++) await says('1栋电梯坏了不动了')
    expect(await company.database.client.improvement.count()).toBe(1)
  })

  it('tells its owner of each measure that is not done by its day, once', async () => {
    await threeFailures('5', [2, 2, 2])
    const { id } = await readOne()
    const [late, later] = [dateIn(2), dateIn(4)]
    await change(id, {
      ownerId: 'wang',
      measures: [
        { text: '更换门机皮带', owner: '维保单位', dueOn: late, doneOn: null },
        { text: '加装远程监测', owner: '工程部', dueOn: later, doneOn: null },
        { text: '检查井道', owner: '工程部', dueOn: late, doneOn: dateIn(0) },
      ],
    })
    await passTime(company, day, hour)
    expect(await notices('improvement-overdue')).toEqual([])
    await passTime(company, 2 * day, hour)
    const told = await notices('improvement-overdue')
    expect(told).toMatchObject([{ toStaffId: 'wang', level: 'warning' }])
    expect(told[0]?.text).toMatch(/更换门机皮带/)
    await passTime(company, 3 * day, hour)
    const all = await notices('improvement-overdue')
    expect(all.map(({ text }) => /加装远程监测/.test(text))).toEqual([false, true])
  })

  it('is silent about measures once it is closed, and closes with cause and measure only', async () => {
    await threeFailures('6', [2, 2, 2])
    const { id } = await readOne()
    const close = () =>
      company.app.runWork(work => closeImprovement(work, { id, by: 'wang', outcome: '已稳定' }))
    await expect(close()).rejects.toMatchObject({ code: 'conflict' })
    const measure = { text: '换板', owner: '', dueOn: dateIn(1), doneOn: null }
    await change(id, { causes: { machine: '控制板老化' }, measures: [measure] })
    await expect(close()).rejects.toMatchObject({ code: 'conflict' })
    const done = { text: '清洁', owner: '', dueOn: dateIn(1), doneOn: dateIn(0) }
    await change(id, { measures: [measure, done] })
    await close()
    await passTime(company, 3 * day, hour)
    expect(await notices('improvement-overdue')).toEqual([])
  })

  it('has figures of before and after, from the events of its tickets alone', async () => {
    const numbers = await threeFailures('8', [2, 4, 9])
    const rate = (number: string, score: number) =>
      company.app.runWork(work => rateTicket(work, { number, score, comment: '' }))
    await rate(numbers[0] ?? '', 2)
    await rate(numbers[1] ?? '', 3)
    const { id, before, after } = await readOne()
    expect(after).toBeNull()
    expect(before).toMatchObject({ tickets: 3, reopened: 0, medianHours: 4, rating: 2.5 })
    await change(id, { measures: [{ text: '换曳引绳', owner: '', dueOn: dateIn(1), doneOn: dateIn(0) }] })
    company.clock.advance(2 * day)
    const again = await says('8栋电梯坏了不动了')
    company.clock.advance(hour)
    await act(again, 'resolve')
    await act(again, 'reopen')
    company.clock.advance(hour)
    await act(again, 'resolve')
    await rate(again, 5)
    await says('1栋电梯坏了不动了')
    const later = await readOne()
    expect(later.after).toMatchObject({ tickets: 1, reopened: 1, medianHours: 1, rating: 5 })
    expect(later.before).toMatchObject({ tickets: 3, medianHours: 4 })
  })
})
