import { createStaffSide } from '../src/create-staff-side.ts'
import { alertTextsFor } from '../src/i18n/texts.ts'
import { createReactions } from '../src/reactions.ts'
import { runWork, type WorkParts } from '../src/run-work.ts'
import { createManualClock, type ManualClock } from '../src/shared/manual-clock.ts'
import { priorities, ticketCategories } from '../src/shared/vocabulary.ts'
import type { Database } from '../src/storage/database.ts'
import { ticketSteps } from '../src/ticket-steps.ts'
import { openTicket } from '../src/tickets/ticket-store.ts'

const teams = ['engineering', 'cleaning', 'security', 'service']
const buildings = ['1', '2', '3', '5']

/** 40 technicians in four teams and 1,000 tickets of all categories; half of each team is at work at noon. */
export interface DispatchWorld {
  clock: ManualClock
  parts: WorkParts
  dispatchParts: { steps: typeof ticketSteps; timezone: string }
  openTickets(count: number): Promise<string[]>
}

/** Fills an empty database with the company; the same one each time. */
export async function createDispatchWorld(
  openDatabase: (clock: ManualClock) => Promise<Database>,
): Promise<DispatchWorld> {
  const clock = createManualClock(new Date('2026-11-23T04:00:00Z'))
  const database = await openDatabase(clock)
  const timezone = 'Asia/Shanghai'
  const jobs = { wake: async () => {} }
  const reactions = createReactions({
    timezone,
    notify: async () => {},
    alerts: { timezone, texts: alertTextsFor('zh-CN') },
    staffChat: createStaffSide({ channels: [], timezone, findRoom: () => undefined }),
    activities: { notify: async () => {}, writeTime: String, findSpeakingTime: async ({ now }) => now },
    callbacks: { timezone, readQuiet: async () => null, reachOf: () => undefined, ask: async () => {} },
  })
  const parts: WorkParts = { database, clock, jobs, reactions }
  await database.client.community.create({ data: { id: 'garden', name: '花园', createdAt: clock.now() } })
  for (let at = 0; at < 40; at++) {
    const id = `tech-${String(at).padStart(2, '0')}`
    const skills = [teams[at % teams.length] ?? '']
    const row = { id, login: id, name: id, role: 'technician', passwordHash: '', createdAt: clock.now() }
    await database.client.staff.create({ data: { ...row, skills } })
    const isDay = at % 8 < 4
    const times = isDay ? { startsAt: '08:00', endsAt: '20:00' } : { startsAt: '20:00', endsAt: '08:00' }
    const shift = { id: `shift-${id}`, staffId: id, weekdays: [1, 2, 3, 4, 5, 6, 7], kind: 'shift', ...times }
    await database.client.weeklyShift.create({ data: shift })
  }
  return {
    clock,
    parts,
    dispatchParts: { steps: ticketSteps, timezone },
    openTickets: count => openMany(parts, count),
  }
}

/** Categories and priorities in a fixed, uneven mixture. */
async function openMany(parts: WorkParts, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at++) {
    const ticket = await runWork(parts, work =>
      openTicket(work, {
        kind: 'repair',
        category: ticketCategories[(at * 7) % ticketCategories.length] ?? 'other',
        priority: priorities[1 + ((at * 5) % 3)] ?? 'normal',
        description: `第${at}件事`,
        location: `${buildings[at % buildings.length]}栋`,
        communityId: 'garden',
        channel: 'phone',
        sender: `caller-${at}`,
        by: 'api',
        now: work.now,
      }),
    )
    ids.push(ticket.id)
  }
  return ids
}
