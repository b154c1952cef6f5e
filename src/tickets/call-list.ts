import { postStaffNotice } from '../notices/staff-notice.ts'
import type { Work } from '../storage/work.ts'
import type { ResidentNoticeKind } from './resident-notice.ts'
import { writeToCall } from './staff-notices.ts'
import type { Ticket } from './ticket.ts'
import { lockTicket, recordEvents, type TicketRow } from './ticket-record.ts'

/** The kind of notice to staff that is an entry of the call list; acknowledging it ticks it off. */
export const callNoticeKind = 'to-call'

/** Worth a call: who has it and by when, a delay, a standstill, the end. The steps in between are not. */
const calledFor: readonly ResidentNoticeKind[] = [
  'accepted',
  'waiting',
  'late-respond',
  'late-resolve',
  'resolved',
  'cancelled',
  'closed',
]

/** Whether somebody waits for a call: nobody does where a device opened it, or where we know neither number nor flat. */
export function canBeCalled(ticket: Pick<Ticket, 'channel' | 'phone' | 'householdId'>): boolean {
  return ticket.channel !== 'device' && (ticket.phone !== null || ticket.householdId !== null)
}

export function isWorthCall(kind: ResidentNoticeKind): boolean {
  return calledFor.includes(kind)
}

/**
 * Puts a ticket's resident, who has no chat with us, on the list of those whom staff call, with what to tell them. A newer
 * word takes the place of one that nobody has told yet. The record says that it waits for a call.
 */
export async function askToCall(
  work: Work,
  call: { ticket: TicketRow; about: string; text: string },
): Promise<void> {
  const { ticket, about, text } = call
  await work.tx.staffNotice.updateMany({
    where: { kind: callNoticeKind, ticketNumber: ticket.number, ackAt: null },
    data: { ackAt: work.now, ackBy: 'system' },
  })
  await postStaffNotice(work, { ...writeToCall(ticket, text), kind: callNoticeKind })
  await recordEvents(work, {
    ticket,
    drafts: [{ type: 'call-asked', by: 'system', note: about, data: { text } }],
  })
}

/** Somebody has ticked an entry off: the record says who told the resident. Nothing happens for other notices. */
export async function onCalled(work: Work, acknowledged: { noticeId: string; by: string }): Promise<void> {
  const notice = await work.tx.staffNotice.findUnique({ where: { id: acknowledged.noticeId } })
  if (notice?.kind !== callNoticeKind || notice.ticketNumber === null) return
  const ticket = await lockTicket(work.tx, notice.ticketNumber)
  const { text } = notice.data as { text: string }
  await recordEvents(work, {
    ticket,
    drafts: [{ type: 'resident-called', by: acknowledged.by, note: text, data: { noticeId: notice.id } }],
  })
}
