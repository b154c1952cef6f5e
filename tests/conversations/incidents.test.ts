import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeIncident, reportProgress } from '../../src/incidents/run-incident.ts'
import { ticketSteps } from '../../src/ticket-steps.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { openTicket } from '../../src/tickets/ticket-store.ts'
import { printLine } from '../support/print-line.ts'
import { addStaff, passTime } from '../support/roster.ts'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.close())
beforeEach(async () => {
  const { client } = company.database
  await client.ticket.updateMany({ data: { incidentId: null, status: 'cancelled' } })
  await client.incident.deleteMany()
  await client.staffNotice.deleteMany()
  await client.timer.deleteMany()
  company.clock.advance(untilHour(10))
})

const parts = { steps: ticketSteps, timezone: 'Asia/Shanghai' }
const incidents = () => company.database.client.incident.findMany()
const notices = (kind: string) => company.database.client.staffNotice.findMany({ where: { kind } })
const dayMs = 86_400_000
/** Until the wall clock in Shanghai shows this hour next. */
const untilHour = (hour: number) => {
  const localMs = company.clock.now().getTime() + 8 * 3_600_000
  return (((hour * 3_600_000 - (localMs % dayMs)) % dayMs) + dayMs) % dayMs
}
const residents = (count: number) => Array.from({ length: count }, () => company.resident())
const close = (id: string, note: string) =>
  company.app.runWork(work => closeIncident(parts, work, { id, by: 'wang', note }))

async function deliverAll(talks: Talk[]): Promise<void> {
  for (const talk of talks) await deliver(talk)
}

/** What a resident finds in the chat. */
async function deliver(talk: Talk): Promise<Talk> {
  return await talk.looks()
}

describe('an outage that many report', () => {
  it('30 residents report 停水 in ten minutes: one incident, one alert, one closing notice each', async () => {
    await addStaff(company.database, { id: 'wang', skills: ['engineering'] })
    const people = residents(30)
    const words = ['停水了', '家里没水了', '又停水了，赶紧修', '整栋楼停水', '水龙头不出水了']
    for (const [at, person] of people.entries()) {
      await person.says(`${(at % 6) + 1}栋${words[at % words.length]}`)
      company.clock.advance(15_000)
      if (at === 9) await passTime(company, 0)
    }
    await passTime(company, 0)
    const [incident, ...others] = await incidents()
    expect(others).toEqual([])
    expect(incident).toMatchObject({ cause: 'water-off', status: 'open', households: 30, building: null })
    const linked = await company.database.client.ticket.findMany({
      where: { incidentId: incident?.id ?? '' },
    })
    expect(linked).toHaveLength(30)
    expect(new Set(linked.map(ticket => ticket.assignee))).toEqual(new Set(['wang']))
    const alerts = await notices('incident')
    expect(alerts).toHaveLength(1)
    expect(alerts[0]?.text).toMatch(/停水：已有30户反映/)
    people[0]?.hearsNot(/已知晓/)
    people[2]?.hears(/已知晓，小区里已有3户反映/)
    people[29]?.hears(/已知晓，小区里已有30户反映，已派人处理/).hearsNot(/上门/)
    const workers = await notices('dispatch')
    expect(workers.length).toBeLessThanOrEqual(2)

    const told = await close(incident?.id ?? '', '主管爆裂已抢修，18:20恢复供水')
    expect(told).toMatchObject({ conversations: 30, toCall: [] })
    for (const person of people) {
      await deliver(person)
      person.hears(/主管爆裂已抢修，18:20恢复供水/)
      expect(person.replies).toBe(1)
    }
    const open = linked.map(ticket => ticket.number)
    const after = await company.database.client.ticket.findMany({ where: { number: { in: open } } })
    expect(new Set(after.map(ticket => ticket.status))).toEqual(new Set(['resolved']))
    for (const person of people) {
      await deliver(person)
      person.hearsNothing()
    }
    printLine(
      `incident: 30 reports, ${(await incidents()).length} incident, ${linked.length} linked tickets, ${alerts.length} staff alert, ${people.length} closing notices of one message each`,
    )
  })

  it('30 unrelated reports: no incident', async () => {
    const troubles = [
      '1栋1单元101厨房水龙头滴水',
      '2栋1单元202马桶堵了',
      '3栋2单元302客厅插座没电',
      '5栋电梯坏了',
      '6栋1单元电梯有异响，一停一停的',
      '8栋2单元门禁刷不开',
      '1栋楼道灯不亮',
      '2栋楼道灯坏了',
      '3栋垃圾没人收',
      '5栋门口积水',
      '6栋2单元601天花板漏水',
      '8栋1单元801窗户关不上',
      '地下车库B2有人乱停车',
      '1栋2单元202楼上太吵了',
      '2栋2单元301有狗一直叫',
      '儿童乐园的秋千坏了',
      '3栋1单元502空调外机滴水',
      '5栋1单元302墙面起皮',
      '物业费账单算错了',
      '保安态度很差，我要投诉',
      '东门岗亭没人',
      '6栋后面草坪枯了',
      '8栋有蟑螂',
      '1栋1单元302热水器没水',
      '2栋1单元502门锁没电打不开',
      '3栋2单元801停水了',
      '5栋2单元101没电了，是不是跳闸',
      '6栋1单元202暖气不热',
      '8栋2单元302断网了',
      '1栋下水道堵了',
    ]
    expect(troubles).toHaveLength(30)
    for (const trouble of troubles) {
      await company.resident().says(trouble)
      company.clock.advance(10_000)
    }
    expect(await incidents()).toEqual([])
    expect(await notices('incident')).toEqual([])
    const opened = await company.database.client.ticket.count({ where: { status: 'classified' } })
    printLine(`incident: 30 unrelated reports, ${opened} tickets, 0 incidents`)
    expect(opened).toBeGreaterThanOrEqual(27)
  })

  it('one household that reports again and again is no incident', async () => {
    const [person] = residents(1)
    for (const text of ['3栋停水了', '3栋还是没水', '3栋停水，快点']) await person?.says(text)
    expect(await incidents()).toEqual([])
  })

  it('a power cut of one building is not told to another, until several there report it too', async () => {
    const people = residents(6)
    for (const person of people.slice(0, 3)) await person.says('2栋停电了')
    const [incident] = await incidents()
    expect(incident).toMatchObject({ cause: 'power-off', building: '2', households: 3 })
    await people[3]?.says('3栋停电了')
    people[3]?.hearsNot(/已知晓|户反映/)
    await people[4]?.says('5栋停电了')
    people[4]?.hears(/小区里已有5户反映/)
    expect(await incidents()).toMatchObject([{ building: null, households: 5 }])
  })

  it('tells the latest to those who come late, and an update to all', async () => {
    const people = residents(4)
    for (const person of people.slice(0, 3)) await person.says('2栋停电了')
    const [incident] = await incidents()
    await company.app.runWork(work =>
      reportProgress(work, { id: incident?.id ?? '', text: '供电局抢修中，预计20点恢复' }),
    )
    await deliver(people[0] as Talk)
    people[0]?.hears(/预计20点恢复/)
    await people[3]?.says('2栋没电了')
    people[3]?.hears(/2栋已有4户反映.*预计20点恢复/)
  })

  it('ends when its leading ticket is done, and leaves those alone who withdrew', async () => {
    const people = residents(4)
    for (const person of people) await person.says('6栋电梯坏了不动了')
    await people[1]?.says('不用修了，取消')
    await people[0]?.staffResolve()
    expect(await incidents()).toMatchObject([{ status: 'closed' }])
    people[0]?.hears(/电梯.*已处理好/)
    for (const [at, person] of people.entries()) {
      if (at === 0) continue
      await deliver(person)
      expect({ at, heard: person.replies }).toEqual({ at, heard: at === 1 ? 0 : 1 })
    }
  })

  it('that ends at night is told at eight, to whom it still is so; who has no chat is to be called', async () => {
    company.clock.advance(untilHour(21))
    const people = residents(3)
    for (const person of people) await person.says('6栋停水了')
    const caller = await company.app.runWork(work =>
      openTicket(work, {
        ...{
          kind: 'repair',
          category: 'plumbing',
          priority: 'high',
          description: '8栋停水了',
          location: '8栋',
        },
        ...{ phone: '13800002222', channel: 'phone', sender: 'call-1', by: 'api', now: work.now },
      }),
    )
    const [incident] = await incidents()
    expect(incident?.households).toBe(4)
    await deliverAll(people)
    const told = await close(incident?.id ?? '', '水泵修好了')
    expect(told.toCall).toEqual([{ number: caller.number, phone: '13800002222' }])
    await deliverAll(people)
    expect(people.map(({ replies }) => replies)).toEqual([0, 0, 0])
    expect(await notices('to-call')).toEqual([])
    await people[2]?.says('还是没水，没修好')
    expect(await people[2]?.tickets()).not.toContainEqual(expect.objectContaining({ status: 'resolved' }))
    await deliverAll(people)
    await passTime(company, untilHour(8) + 1_800_000, 1_800_000)
    await deliverAll(people)
    expect(people.map(({ replies }) => replies)).toEqual([1, 1, 0])
    for (const person of people.slice(0, 2)) person.hears(/水泵修好了/)
    const calls = await notices('to-call')
    expect(calls).toMatchObject([{ ticketNumber: caller.number, needsAck: true, ackAt: null }])
    expect(calls[0]?.text).toMatch(/13800002222.*水泵修好了/s)
  })

  it('is answered for all when its leading ticket is: no other clock runs out, nobody is told twice', async () => {
    await addStaff(company.database, { id: 'zhao', skills: ['engineering'] })
    const people = residents(4)
    for (const person of people.slice(0, 3)) await person.says('2栋停水了')
    await passTime(company, 0)
    const numbers = async () => (await Promise.all(people.map(each => each.tickets()))).flat()
    const lead = (await numbers())[0]
    const step = (action: 'accept' | 'start' | 'wait', more = {}) =>
      company.app.runWork(work =>
        actOnTicket(work, { number: lead?.number ?? '', action, by: lead?.assignee ?? '', ...more }),
      )
    await step('accept')
    await step('start')
    for (const ticket of await numbers()) {
      expect(ticket).toMatchObject({ status: 'in_progress', assignee: lead?.assignee })
      expect(ticket.respondedAt).not.toBeNull()
    }
    await people[3]?.says('5栋没水了')
    await passTime(company, 0)
    expect((await people[3]?.tickets())?.[0]).toMatchObject({ status: 'in_progress' })
    await deliver(people[1] as Talk)
    people[1]?.hearsNothing()

    await step('wait', { waitReason: 'parts', note: '等阀门，明早到货' })
    for (const ticket of await numbers()) {
      expect(ticket).toMatchObject({ status: 'waiting', waitReason: 'parts', nextDueAt: null })
    }
    for (const person of people.slice(1)) {
      await deliver(person)
      person.hears(/等阀门，明早到货/).hearsNot(new RegExp(lead?.number ?? 'none'))
    }
    await step('start')
    await passTime(company, 15 * 86_400_000, 3_600_000)
    const late = await notices('ticket-breach')
    expect(late.length).toBeGreaterThanOrEqual(3)
    expect(new Set(late.map(notice => notice.ticketNumber))).toEqual(new Set([lead?.number]))
    expect(late.every(notice => (notice.data as { clock: string }).clock === 'resolve')).toBe(true)
    for (const person of people) {
      await deliver(person)
      person.hears(/没能按承诺的时间处理完/)
    }
  })

  it('goes on with the next when the first withdraws', async () => {
    const people = residents(3)
    for (const person of people) await person.says('5栋电梯坏了不动了')
    await people[0]?.says('取消吧')
    const [second] = (await people[1]?.tickets()) ?? []
    expect(await incidents()).toMatchObject([{ status: 'open', leadTicketId: second?.id }])
  })

  it('never says who complained of a neighbour, nor how many', async () => {
    const people = residents(4)
    for (const [at, person] of people.entries()) await person.says(`3栋${at + 1}01，楼上太吵了，天天吵到半夜`)
    const [alert] = await notices('incident')
    expect(alert?.text).toMatch(/3栋噪音/)
    expect(alert?.text).not.toMatch(/[1-4]01|LL\d/)
    people[3]?.hears(/已知晓/).hearsNot(/户反映|[123]01/)
    const [incident] = await incidents()
    await close(incident?.id ?? '', '已上门提醒，22点后安静')
    for (const person of people) await deliver(person)
    const numbers = await Promise.all(people.map(async person => (await person.tickets())[0]?.number ?? ''))
    for (const [at, person] of people.entries()) {
      person.hears(new RegExp(numbers[at] ?? 'none'))
      const others = numbers.filter((_, other) => other !== at)
      person.hearsNot(new RegExp(others.join('|')))
    }
  })

  it('is closed once', async () => {
    for (const person of residents(3)) await person.says('1栋停水了')
    const [incident] = await incidents()
    await close(incident?.id ?? '', '好了')
    await expect(close(incident?.id ?? '', '好了')).rejects.toMatchObject({ code: 'conflict' })
    await expect(close('none', '好了')).rejects.toMatchObject({ code: 'not-found' })
  })
})
