import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'

export interface HandoverRequest {
  conversationId: string
  ticketId?: string
  reason: string
  summary: string
  now: Date
}

/** Records that a person is wanted, once while one is already waiting or at work; the conversation then waits. */
export async function requestHandover(
  { tx, emit }: Work,
  request: HandoverRequest,
): Promise<{ isNew: boolean }> {
  const open = await tx.handover.findFirst({
    where: { conversationId: request.conversationId, state: { in: ['waiting', 'taken'] } },
  })
  if (open) return { isNew: false }
  const id = createId()
  await tx.handover.create({
    data: {
      id,
      conversationId: request.conversationId,
      ticketId: request.ticketId ?? null,
      reason: request.reason,
      summary: request.summary,
      requestedAt: request.now,
    },
  })
  await tx.conversation.updateMany({
    where: { id: request.conversationId, mode: 'bot' },
    data: { mode: 'waiting' },
  })
  await emit({
    kind: 'handover-requested',
    handoverId: id,
    conversationId: request.conversationId,
    ticketId: request.ticketId ?? null,
    reason: request.reason,
  })
  return { isNew: true }
}
