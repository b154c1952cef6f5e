import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDispatchWorld, type DispatchWorld } from '../../bench/dispatch-world.ts'
import { dispatchTicket } from '../../src/dispatch/dispatch-ticket.ts'
import { findPresence, type WeeklyShift } from '../../src/dispatch/shifts.ts'
import { runWork } from '../../src/run-work.ts'
import { readLocalMoment } from '../../src/shared/local-time.ts'
import { silentLog } from '../../src/shared/log.ts'
import { saveSetting } from '../../src/storage/settings.ts'
import { ticketSteps } from '../../src/ticket-steps.ts'
import { actOnTicket } from '../../src/tickets/act-on-ticket.ts'
import { findDueTimers, fireTimer } from '../../src/timers/fire-timer.ts'
import { createWorkTimers } from '../../src/work-timers.ts'
import { openMemoryDatabase } from '../support/databases.ts'
import { printLine } from '../support/print-line.ts'

let world: DispatchWorld
beforeAll(async () => {
  world = await createDispatchWorld(openMemoryDatabase)
})
afterAll(() => world.parts.database.close())
beforeEach(async () => {
  const { client } = world.parts.database
  await client.ticketOffer.deleteMany()
  await client.ticket.updateMany({ data: { status: 'cancelled' } })
  await client.staffNotice.deleteMany()
  await client.timer.deleteMany()
  await setPolicy({})
})

const database = () => world.parts.database.client
const setPolicy = (value: object) =>
  runWork(world.parts, ({ tx, now }) => saveSetting(tx, 'dispatch-policy', { value, now }))
const assignTo = (number: string, staffId: string, by = staffId) =>
  runWork(world.parts, work => actOnTicket(work, { number, action: 'assign', assignee: staffId, by }))

async function fireDue(): Promise<void> {
  const { parts, dispatchParts } = world
  const handlers = createWorkTimers(dispatchParts.timezone)
  for (const id of await findDueTimers(parts.database, world.clock.now(), 2_000)) {
    await fireTimer(
      { database: parts.database, log: silentLog, runWork: run => runWork(parts, run), handlers },
      id,
    )
  }
}

async function openOne() {
  const [id = ''] = await world.openTickets(1)
  return await database().ticket.findUniqueOrThrow({ where: { id } })
}

describe('1,000 tickets over 40 technicians', () => {
  it('go to nobody off shift or without the skill, evenly, each with its reason', async () => {
    const ids = await world.openTickets(1_000)
    for (const ticketId of ids) {
      await runWork(world.parts, work => dispatchTicket(world.dispatchParts, work, { ticketId }))
      world.clock.advance(1_000)
    }
    const tickets = await database().ticket.findMany({
      where: { id: { in: ids } },
      include: { events: { where: { type: 'dispatched' } } },
    })
    const staff = await database().staff.findMany({ include: { weeklyShifts: true } })
    const wrong = tickets.map(ticket => findFault(ticket, staff)).filter(fault => fault !== undefined)
    expect(tickets).toHaveLength(1_000)
    expect(wrong).toEqual([])
    for (const queue of new Set(tickets.map(ticket => ticket.queue))) {
      const team = [...new Set(tickets.filter(ticket => ticket.queue === queue).map(each => each.assignee))]
      const own = team.map(id => tickets.filter(ticket => ticket.assignee === id))
      const counts = own.map(list => list.length)
      const loads = own.map(list => list.reduce((sum, { priority }) => sum + (weights[priority] ?? 0), 0))
      const [max, min] = [Math.max(...loads), Math.min(...loads)]
      printLine(
        `dispatch: ${queue}: ${team.length} at work, ${Math.min(...counts)}–${Math.max(...counts)} tickets each, load ${min}–${max} (max/min ${(max / min).toFixed(2)})`,
      )
      expect(team).toHaveLength(5)
      expect(max / min).toBeLessThan(1.1)
    }
  }, 300_000)
})

const weights: Record<string, number> = { emergency: 4, high: 2, normal: 1, low: 0.5 }

interface Given {
  assignee: string | null
  queue: string
  category: string
  events: { at: Date; note: string }[]
}

function findFault(
  ticket: Given,
  staff: { id: string; skills: unknown; weeklyShifts: unknown }[],
): string | undefined {
  const member = staff.find(({ id }) => id === ticket.assignee)
  const [event] = ticket.events
  if (!member || !event) return 'unassigned'
  const at = { now: event.at, local: readLocalMoment(event.at, 'Asia/Shanghai') }
  const { isOnShift } = findPresence({ dated: [], weekly: member.weeklyShifts as WeeklyShift[] }, at)
  if (!isOnShift) return 'off shift'
  const skills = member.skills as string[]
  if (!skills.some(skill => skill === ticket.queue || skill === ticket.category)) return 'without the skill'
  return /^派给.+：.+。$/.test(event.note) ? undefined : 'unexplained'
}

describe('an offered ticket (抢单)', () => {
  beforeEach(() => setPolicy({ mode: 'grab', grabMinutes: 5 }))

  it('is had by exactly one of all who accept at once', async () => {
    for (let round = 0; round < 5; round++) {
      const ticket = await openOne()
      await fireDue()
      const offer = await database().ticketOffer.findUniqueOrThrow({ where: { ticketId: ticket.id } })
      const staffIds = offer.staffIds as string[]
      expect(staffIds).toHaveLength(5)
      const results = await Promise.allSettled(
        staffIds.map(by =>
          runWork(world.parts, work => ticketSteps.accept(work, { number: ticket.number, by, note: '' })),
        ),
      )
      const won = staffIds.filter((_, at) => results[at]?.status === 'fulfilled')
      expect(won).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
      }
      const after = await database().ticket.findUniqueOrThrow({ where: { id: ticket.id } })
      expect(after.assignee).toBe(won[0])
      const closed = await database().ticketOffer.findUniqueOrThrow({ where: { ticketId: ticket.id } })
      expect(closed.takenBy).toBe(won[0])
    }
    expect(await database().timer.count({ where: { kind: 'offer' } })).toBe(0)
  })

  it('is refused to a technician it was not offered to, and nothing is changed', async () => {
    const ticket = await openOne()
    await fireDue()
    const offer = await database().ticketOffer.findUniqueOrThrow({ where: { ticketId: ticket.id } })
    const other = await database().staff.findFirstOrThrow({
      where: { id: { notIn: offer.staffIds as string[] } },
    })
    await expect(assignTo(ticket.number, other.id)).rejects.toMatchObject({ code: 'not-allowed' })
    const after = await database().ticket.findUniqueOrThrow({ where: { id: ticket.id } })
    expect(after).toMatchObject({ assignee: null, status: ticket.status })
  })

  it('is assigned when nobody accepts in time, and says so', async () => {
    const ticket = await openOne()
    await fireDue()
    world.clock.advance(5 * 60_000)
    await fireDue()
    const after = await database().ticket.findUniqueOrThrow({
      where: { id: ticket.id },
      include: { events: true },
    })
    expect(after.assignee).not.toBeNull()
    expect(after.events.map(event => event.note).join()).toMatch(/先接先得.*抢单5分钟无人接.*派给/)
  })

  it('ends when the desk gives it to someone, who hears of it', async () => {
    const ticket = await openOne()
    await fireDue()
    await database().staffNotice.deleteMany()
    await assignTo(ticket.number, 'tech-07', 'some-agent')
    const offer = await database().ticketOffer.findUniqueOrThrow({ where: { ticketId: ticket.id } })
    expect(offer.closedAt).not.toBeNull()
    const notices = await database().staffNotice.findMany()
    expect(notices).toMatchObject([{ toStaffId: 'tech-07', ticketNumber: ticket.number }])
    await expect(
      runWork(world.parts, async work => {
        await ticketSteps.accept(work, { number: ticket.number, by: 'tech-00', note: '' })
      }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('when nobody can be given a ticket', () => {
  it('it waits in the queue with one urgent notice, and is given as soon as somebody comes', async () => {
    await database().staff.updateMany({ data: { active: false } })
    const ticket = await openOne()
    await fireDue()
    for (let hours = 0; hours < 2; hours++) {
      world.clock.advance(3_600_000)
      await fireDue()
    }
    const notices = await database().staffNotice.findMany()
    expect(notices).toMatchObject([{ kind: 'dispatch-waiting', level: 'urgent', toStaffId: null }])
    await database().staff.updateMany({ data: { active: true } })
    world.clock.advance(15 * 60_000)
    await fireDue()
    const after = await database().ticket.findUniqueOrThrow({ where: { id: ticket.id } })
    expect(after).toMatchObject({ status: 'dispatched', assignee: expect.stringMatching(/^tech/) })
  })
})

describe('a ticket that comes back', () => {
  it('goes to who had it, and one that was cancelled goes nowhere', async () => {
    const ticket = await openOne()
    await fireDue()
    const first = await database().ticket.findUniqueOrThrow({ where: { id: ticket.id } })
    const change = (action: 'resolve' | 'reopen' | 'cancel') =>
      runWork(world.parts, work => actOnTicket(work, { number: ticket.number, action, by: 'resident' }))
    await change('resolve')
    await change('reopen')
    await fireDue()
    const again = await database().ticket.findUniqueOrThrow({ where: { id: ticket.id } })
    expect(again).toMatchObject({ status: 'dispatched', assignee: first.assignee })
    await change('resolve')
    await change('reopen')
    await change('cancel')
    await fireDue()
    const last = await database().ticket.findUniqueOrThrow({ where: { id: ticket.id } })
    expect(last.status).toBe('cancelled')
  })
})
