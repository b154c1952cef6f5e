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
  const { ticketId, action, by } = step
  if (action === 'reopen') return await dispatchSoon(work, { ticketId })
  if (settling.includes(action)) {
    await closeOffer(work, ticketId)
    return await settleChainOf(work, { ticketId, action, by })
  }
  // What dispatch does itself it has kept account of already.
  if (by === 'system') return
  await followOffer(work, step)
  await settleChainOf(work, { ticketId, action, by })
  if (isAssigning(step)) await tellAssignee(work, step)
}

const isAssigning = ({ action }: TicketStep) => action === 'assign' || action === 'reassign'

async function followOffer(work: Work, step: TicketStep): Promise<void> {
  const { ticketId, number, by, assignee } = step
  const isTaking = takingOn.includes(step.action) || (isAssigning(step) && assignee === by)
  if (isTaking && !machines.includes(by)) return await settleOffer(work, { ticketId, number, by })
  if (isAssigning(step)) await closeOffer(work, ticketId, assignee ?? undefined)
}

async function tellAssignee(work: Work, step: TicketStep): Promise<void> {
  const { ticketId, number, assignee, note } = step
  if (assignee === null || assignee === step.by) return
  const ticket = await readTicket(work.tx, ticketId)
  const isStaff = (await work.tx.staff.count({ where: { id: assignee } })) > 0
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
