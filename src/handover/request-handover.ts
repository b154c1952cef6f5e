import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import { setTimer } from '../timers/timer-store.ts'
import { readHandoverPolicy } from './handover-policy.ts'
import { isOpenAt, nextOpening } from './service-hours.ts'

/** Fires when nobody took a waiting conversation; its subject is the handover. */
export const unansweredTimer = 'handover-unanswered'

export interface HandoverRequest {
  conversationId: string
  ticketId?: string
  reason: string
  summary: string
  /** Of the resident's community. */
  timezone: string
  now: Date
}

/** What the resident may be told of what happens next; it is what the timers will really do. */
export interface HandoverPlan {
  isOpen: boolean
  /** When people answer again; the instant of asking within hours. */
  opensAt: Date
  /** After so many minutes without an answer the next person is asked. */
  unansweredMinutes: number
  dutyPhone: string
}

/**
 * Records that a person is wanted, once while one is already waiting or at work; the conversation then waits, and
 * the timer of the unanswered is set: from the next opening, in danger at once.
 */
export async function requestHandover(
  work: Work,
  request: HandoverRequest,
): Promise<{ isNew: boolean; plan: HandoverPlan }> {
  const { tx } = work
  const { conversationId, reason, now } = request
  const policy = await readHandoverPolicy(tx)
  const opensAt = nextOpening(policy, request.timezone, now)
  const plan: HandoverPlan = {
    isOpen: isOpenAt(policy, request.timezone, now),
    opensAt,
    unansweredMinutes: policy.unansweredMinutes,
    dutyPhone: policy.dutyPhone,
  }
  const open = await tx.handover.findFirst({
    where: { conversationId, state: { in: ['waiting', 'taken'] } },
  })
  if (open) return { isNew: false, plan }
  const id = createId()
  const ticketId = request.ticketId ?? null
  await tx.handover.create({
    data: { id, conversationId, ticketId, reason, summary: request.summary, requestedAt: now },
  })
  await tx.conversation.updateMany({
    where: { id: conversationId, mode: 'bot' },
    data: { mode: 'waiting' },
  })
  const from = reason === 'danger' ? now : opensAt
  await setTimer(work, {
    kind: unansweredTimer,
    subject: id,
    dueAt: new Date(from.getTime() + policy.unansweredMinutes * 60_000),
    data: { timezone: request.timezone },
  })
  await work.emit({ kind: 'handover-requested', handoverId: id, conversationId, ticketId, reason })
  return { isNew: true, plan }
}
