import { createId } from '../../src/shared/ids.ts'
import type { StaffNotice } from '../../src/storage/generated/client.ts'
import { actOnTicket, type TicketAct } from '../../src/tickets/act-on-ticket.ts'
import { type ChainReport, verifyChain } from '../../src/tickets/event-chain.ts'
import type { Company, Talk } from './talk.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
const shanghaiMs = 8 * hourMs

/** What tests of tickets do with a company: staff act, time passes, the record is read. */
export function useTickets(company: () => Company) {
  const client = () => company().database.client
  const readTicket = (number: string) =>
    client().ticket.findUniqueOrThrow({ where: { number }, include: { events: { orderBy: { seq: 'asc' } } } })
  return {
    /** Moves to the next time the wall clock in Shanghai shows this hour. */
    moveTo(hour: number): void {
      const localMs = company().clock.now().getTime() + shanghaiMs
      const target = Math.floor(localMs / (24 * hourMs)) * 24 * hourMs + hour * hourMs
      company().clock.advance((target - localMs + 24 * hourMs) % (24 * hourMs))
    },
    hourNow: (): number => new Date(company().clock.now().getTime() + shanghaiMs).getUTCHours(),
    async staff(name: string, role = 'technician'): Promise<string> {
      const id = createId()
      const row = { id, login: id, name, role, passwordHash: '-', createdAt: company().clock.now() }
      await client().staff.create({ data: row })
      return id
    },
    act: (change: TicketAct) => company().app.runWork(work => actOnTicket(work, change)),
    async report(words = '3栋1单元502厨房水管漏水了'): Promise<{ talk: Talk; number: string }> {
      const talk = company().resident()
      await talk.says(words)
      const ticket = (await talk.tickets()).at(-1)
      if (!ticket) throw new Error(talk.transcript())
      return { talk, number: ticket.number }
    },
    /** Lets time pass in steps, so that every timer fires when it is due; gives what the resident heard. */
    async pass(talk: Talk, ms: number, stepMs = 15 * minuteMs): Promise<string[]> {
      const heard: string[] = []
      for (let passed = 0; passed < ms; passed += stepMs) {
        await talk.waits(Math.min(stepMs, ms - passed))
        heard.push(...talk.texts)
      }
      return heard
    },
    /** What staff hear of a ticket's course; who gets it is dispatch's and has its own tests. */
    noticesOf: (ticketNumber: string): Promise<StaffNotice[]> =>
      client().staffNotice.findMany({
        where: { ticketNumber, NOT: { kind: { startsWith: 'dispatch' } } },
        orderBy: { createdAt: 'asc' },
      }),
    readTicket,
    async chainOf(number: string): Promise<ChainReport> {
      const ticket = await readTicket(number)
      return verifyChain(ticket, ticket.events)
    },
  }
}
