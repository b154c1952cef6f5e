import { zhCn } from '../i18n/zh-cn.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'
import { type DueTimer, setTimer } from '../timers/timer-store.ts'
import { chooseStaff, type DispatchDecision } from './choose-staff.ts'
import type { DispatchParts } from './dispatch-parts.ts'
import { explainChoice } from './explain-choice.ts'
import { closeOffer, isOffered, openOffer } from './offers.ts'
import { type DispatchPolicy, modeFor } from './policy.ts'
import { loadDispatchPolicy } from './policy-store.ts'
import { loadStaffFacts } from './staff-store.ts'
import { isOpenTicket, readTicket, type TicketRow, waitsForDispatch } from './ticket-facts.ts'
import { ticketButtons, writeTicketLines } from './write-notice.ts'

export interface DispatchRequest {
  ticketId: string
  /** Staff who gave it back. */
  exclude?: string[]
  /** Its offer has run out: assign it now. */
  isOfferOver?: boolean
  /** It was tried before and staff know that it waits. */
  isRetry?: boolean
}

/** Dispatches the ticket right after this transaction: the resident's own answer goes first, and no turn waits for it. */
export async function dispatchSoon(work: Work, request: DispatchRequest): Promise<void> {
  const { ticketId, ...data } = request
  await setTimer(work, { kind: 'dispatch', subject: ticketId, dueAt: work.now, data })
}

/** Fires a `dispatch` timer. */
export async function onDispatchDue(parts: DispatchParts, work: Work, timer: DueTimer): Promise<void> {
  await dispatchTicket(parts, work, { ...timer.data, ticketId: timer.subject })
}

/** Fires an `offer` timer: nobody accepted, so the ticket is assigned. */
export async function onOfferOver(parts: DispatchParts, work: Work, timer: DueTimer): Promise<void> {
  if (!(await isOffered(work, timer.subject))) return
  await dispatchTicket(parts, work, { ticketId: timer.subject, isOfferOver: true })
}

/**
 * Gives a waiting ticket to whom it fits, offers it, hands it to the duty lead, or leaves it in the queue with an urgent
 * notice and tries again later. Says why in the ticket's history. Nothing happens to a ticket that somebody has.
 */
export async function dispatchTicket(
  parts: DispatchParts,
  work: Work,
  request: DispatchRequest,
): Promise<DispatchDecision | undefined> {
  await oneAtATime(work)
  const ticket = await readTicket(work.tx, request.ticketId)
  const isBack = request.exclude !== undefined && ticket !== undefined && isOpenTicket(ticket)
  if (!ticket || !(isBack || waitsForDispatch(ticket)) || (await followsIncident(work, ticket)))
    return undefined
  const policy = await loadDispatchPolicy(work.tx)
  const staff = await loadStaffFacts(work.tx, {
    now: work.now,
    timezone: ticket.timezone ?? parts.timezone,
  })
  const decision = chooseStaff({
    ticket,
    staff,
    mode: request.isOfferOver ? 'assign' : modeFor(policy, ticket),
    exclude: request.exclude ?? [],
    earlier: ticket.assignee,
  })
  if (request.isOfferOver) {
    const note = zhCn.dispatch.offerExpired(policy.grabMinutes)
    await parts.steps.note(work, { number: ticket.number, by: 'system', note })
    await closeOffer(work, ticket.id)
  }
  await carryOut({ parts, work, ticket, policy, isRetry: request.isRetry === true }, decision)
  return decision
}

/** Decisions of several processes come one after another, so that each sees the loads that the one before made. */
async function oneAtATime(work: Work): Promise<void> {
  await sqlOf(work.tx)`select pg_advisory_xact_lock(hashtext('dispatch'))::text`
}

/** A ticket of an incident goes with the ticket that leads it, unless it is that one. */
async function followsIncident(work: Work, ticket: TicketRow): Promise<boolean> {
  if (ticket.incidentId === null) return false
  const [led] = await sqlOf(work.tx)`
    select id from "Incident" where id = ${ticket.incidentId} and status = 'open' and "leadTicketId" <> ${ticket.id}`
  return led !== undefined
}

interface Carrying {
  parts: DispatchParts
  work: Work
  ticket: TicketRow
  policy: DispatchPolicy
  isRetry: boolean
}

async function carryOut(carrying: Carrying, decision: DispatchDecision): Promise<void> {
  const { work, ticket, policy } = carrying
  const reason = explainChoice(decision, ticket).zh
  switch (decision.kind) {
    case 'offer':
      return await openOffer(carrying.parts, work, {
        ticket,
        staff: decision.staff,
        minutes: policy.grabMinutes,
        reason,
      })
    case 'nobody': {
      if (!carrying.isRetry) await leaveInQueue(carrying, reason)
      const dueAt = new Date(work.now.getTime() + policy.retryMinutes * 60_000)
      return await setTimer(work, {
        kind: 'dispatch',
        subject: ticket.id,
        dueAt,
        data: { isRetry: true },
      })
    }
    default:
      return await give(carrying, { staffId: decision.staff.id, reason })
  }
}

async function give(
  { parts, work, ticket }: Carrying,
  { staffId, reason }: { staffId: string; reason: string },
): Promise<void> {
  if (ticket.isOffered) await closeOffer(work, ticket.id)
  await parts.steps.assign(work, { number: ticket.number, assignee: staffId, by: 'system', note: reason })
  await sqlOf(work.tx)`update "Staff" set "lastDispatchedAt" = ${work.now}::timestamptz where id = ${staffId}`
  await postStaffNotice(work, {
    kind: 'dispatch',
    level: ticket.priority === 'normal' || ticket.priority === 'low' ? 'info' : 'warning',
    text: zhCn.dispatch.toYou({ ticket: writeTicketLines(ticket), reason }),
    toStaffId: staffId,
    communityId: ticket.communityId,
    ticketNumber: ticket.number,
    buttons: ticketButtons(ticket.number, 'accept', 'start'),
  })
}

async function leaveInQueue({ parts, work, ticket }: Carrying, reason: string): Promise<void> {
  await parts.steps.note(work, { number: ticket.number, by: 'system', note: reason })
  await postStaffNotice(work, {
    kind: 'dispatch-waiting',
    level: 'urgent',
    text: zhCn.dispatch.waiting({ ticket: writeTicketLines(ticket), reason }),
    communityId: ticket.communityId,
    ticketNumber: ticket.number,
    needsAck: true,
  })
}
