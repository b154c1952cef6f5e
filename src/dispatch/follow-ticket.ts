import { zhCn } from '../i18n/zh-cn.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import type { Work } from '../storage/work.ts'
import { dispatchSoon } from './dispatch-ticket.ts'
import { settleChainOf } from './emergency-chain.ts'
import { closeOffer, settleOffer } from './offers.ts'
import { readTicket } from './ticket-facts.ts'
import { ticketButtons, writeTicketLines } from './write-notice.ts'

/** A step that was taken with a ticket, as far as dispatch must know. */
export interface TicketStep {
  ticketId: string
  number: string
  assignee: string | null
  action: string
  by: string
  note: string
}

const machines = ['system', 'bot', 'resident', 'api']
const takingOn = ['accept', 'start']
const settling = ['resolve', 'cancel', 'close']

/**
 * Keeps offers and emergency calls true to what happened with the ticket, tells a colleague what they were given, and
 * dispatches again what came back.
 */
export async function followTicketStep(work: Work, step: TicketStep): Promise<void> {
  const { ticketId, number, action, by, assignee } = step
  if (action === 'reopen') return await dispatchSoon(work, { ticketId })
  if (settling.includes(action)) await closeOffer(work, ticketId)
  const isByPerson = !machines.includes(by)
  const isAssigning = action === 'assign' || action === 'reassign'
  const isTaking = takingOn.includes(action) || (isAssigning && assignee === by)
  if (isByPerson && isTaking) await settleOffer(work, { ticketId, number, by })
  else if (isAssigning && by !== 'system') await closeOffer(work, ticketId, assignee ?? undefined)
  if (by !== 'system' || settling.includes(action)) await settleChainOf(work, { ticketId, action, by })
  if (isAssigning && by !== 'system' && assignee !== null && assignee !== by) await tellAssignee(work, step)
}

async function tellAssignee(work: Work, { ticketId, number, assignee, note }: TicketStep): Promise<void> {
  const ticket = await readTicket(work.tx, ticketId)
  const isStaff = assignee !== null && (await work.tx.staff.count({ where: { id: assignee } })) > 0
  if (!ticket || !isStaff) return
  await postStaffNotice(work, {
    kind: 'dispatch',
    level: 'info',
    text: zhCn.dispatch
      .toYou({ ticket: writeTicketLines(ticket), reason: note === assignee ? '' : note })
      .trim(),
    toStaffId: assignee,
    communityId: ticket.communityId,
    ticketNumber: number,
    buttons: ticketButtons(number, 'accept', 'start'),
  })
}
