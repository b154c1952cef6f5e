import type { Work } from '../storage/work.ts'
import { type DueTimer, setTimer } from '../timers/timer-store.ts'

/** Fires when the resident has been told that a person comes; its subject is the handover. */
export const outsideTimer = 'handover-outside'
/** Real enough for the answer of the turn to be kept before: once colleagues serve, the platform takes no word of ours. */
const afterAnswerMs = 1_500

/** A person is wanted in a talk whose platform has people of its own: it is told so, after what the resident is told. */
export async function callOutside(work: Work, { handoverId }: { handoverId: string }): Promise<void> {
  const dueAt = new Date(work.now.getTime() + afterAnswerMs)
  await setTimer(work, { kind: outsideTimer, subject: handoverId, dueAt })
}

/** Puts the call for the platform's people into the outbox, unless somebody has come meanwhile. */
export async function sendCallOutside(work: Work, timer: DueTimer): Promise<void> {
  const handover = await work.tx.handover.findUnique({ where: { id: timer.subject } })
  if (handover?.state !== 'waiting') return
  await keepServing(work, { conversationId: handover.conversationId, serving: 'pool' })
}

/** The talk is the bot's again: what a colleague serves at the platform ends there. */
export async function endOutside(work: Work, { conversationId }: { conversationId: string }): Promise<void> {
  await keepServing(work, { conversationId, serving: 'ended' })
}

const words = { pool: '（转入企业微信待接入池）', ended: '（结束企业微信里的接待）' }

/** In the outbox it keeps its place among the messages, and is tried again like them. The words are for the desk. */
async function keepServing(
  { tx, now, ...work }: Work,
  { conversationId, serving }: { conversationId: string; serving: 'pool' | 'ended' },
): Promise<void> {
  const at = { dueAt: now, createdAt: now }
  const row = { conversationId, author: 'system', text: words[serving], content: { serving } }
  await tx.outbound.create({ data: { ...row, ...at } })
  await tx.conversation.update({ where: { id: conversationId }, data: { deliverDueAt: now } })
  work.wake({ kind: 'delivery', id: conversationId, dueAt: now })
}
