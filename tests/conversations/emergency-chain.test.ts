import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listDrills, startDrill } from '../../src/dispatch/drills.ts'
import { acknowledgeStaffNotice } from '../../src/notices/staff-notice.ts'
import { saveSetting } from '../../src/storage/settings.ts'
import { ticketSteps } from '../../src/ticket-steps.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { printLine } from '../support/print-line.ts'
import { addStaff, passTime } from '../support/roster.ts'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  // No model, and the documents' index is down: danger is answered by rules alone.
  const down = () => Promise.reject(new Error('the index is down'))
  company = await openCompany({ mind: { answerQuestion: down } })
  await addStaff(
    company.database,
    { id: 'zhao', role: 'agent', shift: 'duty', duty: 1 },
    { id: 'qian', shift: 'duty', duty: 2 },
    { id: 'sun', skills: ['elevator'] },
    { id: 'li', role: 'manager', shift: null },
    { id: 'zhou', skills: ['cleaning'] },
  )
})
afterAll(() => company.close())
beforeEach(async () => {
  const { client } = company.database
  await client.ticket.updateMany({ data: { incidentId: null, status: 'cancelled' } })
  await client.incident.deleteMany()
  await client.emergencyRing.deleteMany()
  await client.emergencyChain.deleteMany()
  await client.staffNotice.deleteMany()
  await client.timer.deleteMany()
  await client.setting.deleteMany({ where: { key: 'dispatch-policy' } })
})

const minute = 60_000
const parts = { steps: ticketSteps, timezone: 'Asia/Shanghai' }
const rings = async () =>
  await company.database.client.emergencyRing.findMany({ orderBy: [{ round: 'asc' }, { level: 'asc' }] })
const acknowledge = (noticeId: string, by: string) =>
  company.app.runWork(work => acknowledgeStaffNotice(work, { id: noticeId, by }))

async function reportTrapped() {
  const resident = company.resident()
  await resident.says('救命，电梯困人了，2栋1单元')
  resident.hears(/119|警铃/)
  const [ticket] = await resident.tickets()
  if (!ticket) throw new Error('no ticket')
  return { resident, ticket }
}

describe('the emergency chain', () => {
  it('reaches the third within the configured minutes when the first two are silent, without model and index', async () => {
    const { ticket } = await reportTrapped()
    expect(ticket.priority).toBe('emergency')
    const startedAt = (await rings())[0]?.at.getTime() ?? 0
    expect((await rings()).map(ring => ring.staffId)).toEqual(['zhao'])
    await passTime(company, 4 * minute)
    const rung = await rings()
    expect(rung.map(ring => ring.staffId)).toEqual(['zhao', 'qian', 'sun'])
    const afterMs = (rung[2]?.at.getTime() ?? 0) - startedAt
    // Two minutes each; time moves on in steps of ten seconds here.
    expect(afterMs).toBeGreaterThanOrEqual(4 * minute)
    expect(afterMs).toBeLessThanOrEqual(4 * minute + 20_000)
    await acknowledge(rung[2]?.noticeId ?? '', 'sun')
    await passTime(company, 20 * minute)
    expect(await rings()).toHaveLength(3)
    const after = await company.database.client.ticket.findUniqueOrThrow({
      where: { id: ticket.id },
      include: { events: { orderBy: { id: 'asc' } } },
    })
    expect(after.assignee).toBe('sun')
    const notes = after.events.map(event => event.note)
    expect(notes.filter(note => note.includes('紧急呼叫'))).toHaveLength(3)
    expect(notes.join('\n')).toMatch(/sun已应答，距开始呼叫4\.\d分钟/)
    expect(after.respondedAt).not.toBeNull()
    printLine(
      `emergency chain: the third was rung ${(afterMs / minute).toFixed(2)} min after the first (configured 2 + 2)`,
    )
  })

  it('rings each with an urgent notice that wants an answer, to that person', async () => {
    await reportTrapped()
    const [notice] = await company.database.client.staffNotice.findMany({ where: { kind: 'emergency' } })
    expect(notice).toMatchObject({ level: 'urgent', needsAck: true, toStaffId: 'zhao' })
    expect(notice?.text).toMatch(/【紧急】.*电梯/)
  })

  it('begins anew after the last and tells the manager, until somebody answers', async () => {
    await reportTrapped()
    await passTime(company, 10 * minute)
    const rung = await rings()
    expect(rung.map(ring => `${ring.round}:${ring.staffId}`)).toEqual([
      '1:zhao',
      '1:qian',
      '1:sun',
      '1:li',
      '2:zhao',
    ])
    const told = await company.database.client.staffNotice.findMany({
      where: { kind: 'emergency-unanswered' },
    })
    expect(told.map(notice => notice.toStaffId)).toEqual(['li'])
    await acknowledge(told[0]?.id ?? '', 'li')
    await passTime(company, 30 * minute)
    expect(await rings()).toHaveLength(5)
  })

  it('takes the minutes of each level from the policy', async () => {
    const value = { ringMinutes: [1, 5] }
    await company.app.runWork(({ tx, now }) => saveSetting(tx, 'dispatch-policy', { value, now }))
    await reportTrapped()
    await passTime(company, 1 * minute)
    expect(await rings()).toHaveLength(2)
    await passTime(company, 4 * minute)
    expect(await rings()).toHaveLength(2)
    await passTime(company, 1 * minute)
    expect(await rings()).toHaveLength(3)
  })

  it('stops when somebody begins to work, when the ticket is cancelled, and answers once', async () => {
    const first = await reportTrapped()
    await company.app.runWork(work =>
      actOnTicket(work, { number: first.ticket.number, action: 'start', by: 'zhou' }),
    )
    await passTime(company, 10 * minute)
    expect(await rings()).toHaveLength(1)
    await acknowledge((await rings())[0]?.noticeId ?? '', 'zhao')
    const chain = await company.database.client.emergencyChain.findFirst()
    expect(chain).toMatchObject({ status: 'answered', answeredBy: 'zhou' })
    const second = await reportTrapped()
    await company.app.runWork(work =>
      actOnTicket(work, { number: second.ticket.number, action: 'cancel', by: 'resident' }),
    )
    await passTime(company, 10 * minute)
    expect(await rings()).toHaveLength(2)
  })

  it('is not begun anew by each further report of one danger; who answered hears of them', async () => {
    for (let at = 0; at < 4; at++) await reportTrapped()
    expect(await company.database.client.incident.count()).toBe(1)
    expect(await rings()).toHaveLength(2)
    for (const ring of await rings()) await acknowledge(ring.noticeId, 'zhao')
    const { ticket } = await reportTrapped()
    expect(await rings()).toHaveLength(2)
    const again = await company.database.client.staffNotice.findMany({ where: { kind: 'emergency-again' } })
    expect(again).toMatchObject([{ toStaffId: 'zhao', level: 'urgent', ticketNumber: ticket.number }])
    const tickets = await company.database.client.ticket.findMany({ where: { incidentId: { not: null } } })
    expect(tickets.map(each => each.assignee)).toEqual(Array(5).fill('zhao'))
  })

  it('rings everybody where nobody is on the roster', async () => {
    const lonely = await openCompany()
    await lonely.resident().says('着火了！3栋2单元')
    const [notice] = await lonely.database.client.staffNotice.findMany({ where: { kind: 'emergency' } })
    expect(notice).toMatchObject({ toStaffId: null, level: 'urgent' })
    await passTime(lonely, 10 * minute)
    expect(await lonely.database.client.emergencyRing.count()).toBeGreaterThan(1)
    await lonely.close()
  })
})

describe('a drill', () => {
  const start = () =>
    company.app.runWork(work =>
      startDrill(parts, work, {
        communityId: null,
        building: '2',
        category: 'elevator',
        scenario: '电梯困人',
        startedBy: 'li',
      }),
    )

  it('goes the same way, marked in each word, timed, and leaves no ticket behind', async () => {
    const { client } = company.database
    const figures = async () => ({
      tickets: await client.ticket.count(),
      events: await client.ticketEvent.count(),
      handovers: await client.handover.count(),
    })
    const before = await figures()
    const { id } = await start()
    await passTime(company, 2 * minute)
    const [, second] = await rings()
    company.clock.advance(30_000)
    await acknowledge(second?.noticeId ?? '', 'qian')
    await passTime(company, 20 * minute)
    const notices = await client.staffNotice.findMany()
    expect(notices.map(notice => notice.toStaffId)).toEqual(['zhao', 'qian'])
    for (const notice of notices) expect(notice.text).toMatch(/^【演练】/)
    expect(await figures()).toEqual(before)
    const [report] = await listDrills(client, { id, limit: 1 })
    expect(report).toMatchObject({ status: 'answered', answeredBy: 'qian', startedBy: 'li' })
    expect(report?.rings.map(ring => ring.name)).toEqual(['zhao', 'qian'])
    expect(report?.rings[1]?.answeredAfterSeconds).toBeGreaterThanOrEqual(30)
    printLine(
      `drill: answered after ${report?.answeredAfterSeconds} s, tickets before and after ${before.tickets}`,
    )
  })

  it('ends with its first round, and runs alone', async () => {
    const { id } = await start()
    await expect(start()).rejects.toMatchObject({ code: 'conflict' })
    await passTime(company, 30 * minute)
    const [report] = await listDrills(company.database.client, { id, limit: 1 })
    expect(report).toMatchObject({ status: 'ended', answeredBy: null, answeredAfterSeconds: null })
    expect(report?.rings).toHaveLength(4)
    const told = await company.database.client.staffNotice.count({ where: { kind: 'emergency-unanswered' } })
    expect(told).toBe(0)
  })
})
