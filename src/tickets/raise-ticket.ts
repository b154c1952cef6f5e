import type { Priority } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import type { Ticket } from './ticket.ts'
import { lockTicket, recordEvents } from './ticket-record.ts'

/** One step up; what is no emergency by its words does not become one by a bad mark. */
const higher: Readonly<Record<string, Priority>> = { low: 'normal', normal: 'high' }

/** Gives a ticket the next higher priority, recorded with the reason; one that is high already stays as it is. */
export async function raiseTicket(
  work: Work,
  { number, by, note }: { number: string; by: string; note: string },
): Promise<Ticket> {
  const ticket = await lockTicket(work.tx, number)
  const priority = higher[ticket.priority]
  if (!priority) return ticket
  const drafts = [{ type: 'raised', by, note, data: { from: ticket.priority, to: priority } }]
  return await recordEvents(work, { ticket, drafts, set: { priority } })
}
