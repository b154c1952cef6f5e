import type { Work } from '../storage/work.ts'
import { type DueTimer, setTimer } from '../timers/timer-store.ts'
import { readHandoverPolicy } from './handover-policy.ts'
import { returnConversation } from './own-conversation.ts'
import { unansweredTimer } from './request-handover.ts'
import { nextOpening } from './service-hours.ts'

/** Whom to ask when nobody took a conversation: the next in the roster, then the lead. */
export type FindNextStaff = (
  work: Work,
  request: { conversationId: string; level: number; notStaffId: string | null },
) => Promise<{ id: string; name: string } | undefined>

/** Asked so often, nobody is left to ask; the notices stay open. */
const lastLevel = 3

/** Nobody took it in time: asks the next person, then the lead, and goes on asking the lead until the last level. */
export async function escalateUnanswered(
  work: Work,
  timer: DueTimer,
  findNextStaff: FindNextStaff,
): Promise<void> {
  const handover = await work.tx.handover.findUnique({ where: { id: timer.subject } })
  if (handover?.state !== 'waiting') return
  const level = handover.rungLevel + 1
  const { conversationId, id, reason } = handover
  const next = await findNextStaff(work, { conversationId, level, notStaffId: handover.rungStaffId })
  await work.tx.handover.update({
    where: { id },
    data: { rungLevel: level, rungStaffId: next?.id ?? null },
  })
  await work.emit({
    kind: 'handover-unanswered',
    handoverId: id,
    conversationId,
    level,
    minutes: Math.round((work.now.getTime() - handover.requestedAt.getTime()) / 60_000),
    to: next ?? null,
  })
  if (level >= lastLevel) return
  const policy = await readHandoverPolicy(work.tx)
  const timezone = String(timer.data['timezone'] ?? 'Asia/Shanghai')
  const from = reason === 'danger' ? work.now : nextOpening(policy, timezone, work.now)
  await setTimer(work, {
    kind: unansweredTimer,
    subject: id,
    dueAt: new Date(from.getTime() + policy.unansweredMinutes * 60_000),
    data: timer.data,
  })
}

/** Staff said nothing for the policy's time: the bot answers again. */
export async function returnIdle(work: Work, timer: DueTimer): Promise<void> {
  const conversation = await work.tx.conversation.findUnique({ where: { id: timer.subject } })
  if (conversation?.mode !== 'human') return
  await returnConversation(work, { conversationId: conversation.id, by: 'system', reason: 'idle' })
}
