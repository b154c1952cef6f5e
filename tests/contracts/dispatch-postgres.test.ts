import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDispatchWorld, type DispatchWorld } from '../../bench/dispatch-world.ts'
import { dispatchTicket } from '../../src/dispatch/dispatch-ticket.ts'
import { dispatchPolicySchema } from '../../src/dispatch/policy.ts'
import { saveDispatchPolicy } from '../../src/dispatch/policy-store.ts'
import { runWork, type WorkParts } from '../../src/run-work.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { type OpenedDatabase, openDatabase } from '../../src/storage/open-database.ts'
import { ticketSteps } from '../../src/ticket-steps.ts'
import { askForPostgres } from '../support/databases.ts'
import { printLine } from '../support/print-line.ts'

const opened: OpenedDatabase[] = []
let world: DispatchWorld
/** The product twice on one PostgreSQL: each with connections of its own, as two processes have. */
let both: WorkParts[]
beforeAll(async () => {
  const databaseUrl = await askForPostgres()
  for (let at = 0; at < 2; at++) {
    opened.push(await openDatabase({ databaseUrl, log: silentLog, clock: createClock() }))
  }
  const [first, second] = opened
  if (!(first && second)) throw new Error('two databases were opened')
  world = await createDispatchWorld(async () => first)
  both = [world.parts, { ...world.parts, database: second }]
}, 120_000)
afterAll(async () => {
  for (const database of opened) await database.close()
})

const client = () => world.parts.database.client
/** Through both: each remembers a policy for a second unless it stored it itself. */
const setMode = async (mode: 'grab' | 'assign') => {
  for (const { database } of both)
    await database.transaction(tx =>
      saveDispatchPolicy(tx, dispatchPolicySchema.parse({ mode }), world.clock.now()),
    )
}
/** Alternately through the one and the other, all at once. */
const atOnce = <T, R>(things: readonly T[], run: (parts: WorkParts, thing: T) => Promise<R>) =>
  Promise.allSettled(things.map((thing, at) => run(both[at % 2] ?? world.parts, thing)))

describe('two of us on one PostgreSQL', () => {
  it('an offered ticket is had by exactly one of all who accept at once', { timeout: 240_000 }, async () => {
    await setMode('grab')
    const rounds = 30
    for (const ticketId of await world.openTickets(rounds)) {
      await runWork(world.parts, work => dispatchTicket(world.dispatchParts, work, { ticketId }))
      const { number } = await client().ticket.findUniqueOrThrow({ where: { id: ticketId } })
      const offer = await client().ticketOffer.findUniqueOrThrow({ where: { ticketId } })
      const staffIds = offer.staffIds as string[]
      expect(staffIds.length).toBeGreaterThan(2)
      const results = await atOnce(staffIds, (parts, by) =>
        runWork(parts, work => ticketSteps.accept(work, { number, by, note: '' })),
      )
      const won = staffIds.filter((_, at) => results[at]?.status === 'fulfilled')
      expect(won).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' })
      }
      const after = await client().ticket.findUniqueOrThrow({
        where: { id: ticketId },
        include: { events: { where: { type: 'accepted' } } },
      })
      expect(after).toMatchObject({ assignee: won[0], events: [{ by: won[0] }] })
      const closed = await client().ticketOffer.findUniqueOrThrow({ where: { ticketId } })
      expect(closed.takenBy).toBe(won[0])
    }
    printLine(`dispatch: PostgreSQL, two connection pools: ${rounds} offers, one winner each`)
  })

  it('give each ticket out once, and see each other’s loads', { timeout: 240_000 }, async () => {
    await setMode('assign')
    // Who was quickest to accept has the most of the tickets before: these weigh no more.
    await client().ticket.updateMany({ data: { status: 'closed' } })
    const ids = await world.openTickets(100)
    // Both are woken for each ticket, as after a lost lease.
    for (let from = 0; from < ids.length; from += 4) {
      const few = ids.slice(from, from + 4)
      const results = await atOnce([...few, ...few.slice(1), ...few.slice(0, 1)], (parts, ticketId) =>
        runWork(parts, work => dispatchTicket(world.dispatchParts, work, { ticketId })),
      )
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    }
    const tickets = await client().ticket.findMany({
      where: { assignee: { not: null } },
      include: { events: { where: { type: 'dispatched' } } },
    })
    const given = tickets.filter(({ id }) => ids.includes(id))
    expect(given).toHaveLength(ids.length)
    for (const ticket of given) expect(ticket.events).toHaveLength(1)
    for (const queue of new Set(given.map(ticket => ticket.queue))) {
      const loads = loadsOf(given.filter(ticket => ticket.queue === queue))
      printLine(
        `dispatch: PostgreSQL, two at once: ${queue}: load ${Math.min(...loads)}–${Math.max(...loads)} each`,
      )
      // The heaviest ticket is the most by which two can differ where each decision saw the one before.
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(2)
    }
  })
})

const weights: Record<string, number> = { emergency: 4, high: 2, normal: 1, low: 0.5 }

function loadsOf(tickets: readonly { assignee: string | null; priority: string }[]): number[] {
  const loads = new Map<string | null, number>()
  for (const { assignee, priority } of tickets) {
    loads.set(assignee, (loads.get(assignee) ?? 0) + (weights[priority] ?? 0))
  }
  return [...loads.values()]
}
