import { zhCn } from '../i18n/zh-cn.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import { LinliError } from '../shared/errors.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, setTimer } from '../timers/timer-store.ts'
import type { DispatchParts } from './dispatch-parts.ts'
import type { StaffFacts } from './staff-facts.ts'
import type { TicketRow } from './ticket-facts.ts'
import { ticketButtons, writeTicketLines } from './write-notice.ts'

export interface Offer {
  ticket: TicketRow
  staff: StaffFacts[]
  /** How long it stands. */
  minutes: number
  /** Why, in one line. */
  reason: string
}

/** Offers a ticket to several (抢单) until its time is over; each hears of it. */
export async function openOffer({ steps }: DispatchParts, work: Work, offer: Offer): Promise<void> {
  const { ticket, minutes } = offer
  const expiresAt = new Date(work.now.getTime() + minutes * 60_000)
  const staffIds = offer.staff.map(member => member.id)
  const row = { staffIds, offeredAt: work.now, expiresAt, takenBy: null, closedAt: null }
  await work.tx.ticketOffer.upsert({
    where: { ticketId: ticket.id },
    create: { ticketId: ticket.id, ...row },
    update: row,
  })
  await steps.note(work, { number: ticket.number, by: 'system', note: offer.reason })
  await setTimer(work, { kind: 'offer', subject: ticket.id, dueAt: expiresAt })
  for (const toStaffId of staffIds) {
    await postStaffNotice(work, {
      kind: 'offer',
      level: 'info',
      text: zhCn.dispatch.offer({ ticket: writeTicketLines(ticket), minutes }),
      toStaffId,
      communityId: ticket.communityId,
      ticketNumber: ticket.number,
      buttons: ticketButtons(ticket.number, 'accept'),
    })
  }
}

/** Whether the ticket is offered just now. */
export async function isOffered(work: Work, ticketId: string): Promise<boolean> {
  const offer = await work.tx.ticketOffer.findUnique({ where: { ticketId } })
  return offer !== null && offer.closedAt === null
}

/** The offer ends; `takenBy` is who has the ticket now. */
export async function closeOffer(work: Work, ticketId: string, takenBy?: string): Promise<void> {
  const closed = await sqlOf(work.tx)`
    update "TicketOffer" set "closedAt" = ${work.now}::timestamptz, "takenBy" = ${takenBy ?? null}
    where "ticketId" = ${ticketId} and "closedAt" is null returning "ticketId"`
  if (closed.length > 0) await clearTimer(work, 'offer', ticketId)
}

/**
 * Somebody has taken an offered ticket on: the offer ends. Rejects with `not-allowed`, which undoes the taking, where a
 * technician took what was offered to others.
 */
export async function settleOffer(
  work: Work,
  taken: { ticketId: string; number: string; by: string },
): Promise<void> {
  const offer = await work.tx.ticketOffer.findUnique({ where: { ticketId: taken.ticketId } })
  if (!offer || offer.closedAt !== null) return
  if (!(offer.staffIds as string[]).includes(taken.by)) {
    const taker = await work.tx.staff.findUnique({ where: { id: taken.by }, select: { role: true } })
    if (taker?.role === 'technician') {
      throw new LinliError('not-allowed', `Ticket ${taken.number} was offered to others; you cannot take it.`)
    }
  }
  await closeOffer(work, taken.ticketId, taken.by)
  await work.tx.staff.updateMany({ where: { id: taken.by }, data: { lastDispatchedAt: work.now } })
}
