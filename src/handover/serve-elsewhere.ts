import type { Work } from '../storage/work.ts'
import { clearTimer } from '../timers/timer-store.ts'
import { idleTimer } from './own-conversation.ts'
import { unansweredTimer } from './request-handover.ts'

export interface ServedElsewhere {
  channel: string
  chat: string
  by: 'person' | 'bot'
  /** Their name at the platform. */
  staff: string
}

/**
 * Follows a person who serves a talk in the platform's own app: the bot falls silent and nothing of it is sent any more, until
 * the platform gives the talk back. The resident hears nothing of it from us: the platform tells them, and refuses our words.
 */
export async function followServing(
  work: Work,
  { channel, chat, by, staff }: ServedElsewhere,
): Promise<void> {
  const { tx, now } = work
  const rows = await tx.conversation.findMany({
    where: { channel, chat, chatKind: 'private' },
    select: { id: true, mode: true, assigneeId: true },
  })
  for (const row of rows) {
    const elsewhere = `${channel}:${staff}`
    if (by === 'person' && row.assigneeId === elsewhere) continue
    // What a colleague took at our desk is theirs; the platform's end of a talk does not end that.
    if (by === 'bot' && !row.assigneeId?.startsWith(`${channel}:`)) continue
    await tx.conversation.update({
      where: { id: row.id },
      data: {
        mode: by === 'person' ? 'human' : 'bot',
        assigneeId: by === 'person' ? elsewhere : null,
        epoch: { increment: 1 },
        updatedAt: now,
      },
    })
    await tx.outbound.updateMany({
      where: { conversationId: row.id, author: 'bot', state: 'pending' },
      data: { state: 'cancelled', error: 'a person took over' },
    })
    await closeHandovers(work, row.id, by)
  }
}

async function closeHandovers(work: Work, conversationId: string, by: 'person' | 'bot'): Promise<void> {
  const { tx, now } = work
  const open = await tx.handover.findMany({
    where: { conversationId, state: { in: ['waiting', 'taken'] } },
    select: { id: true },
  })
  const ids = open.map(({ id }) => id)
  for (const id of ids) await clearTimer(work, unansweredTimer, id)
  const data = by === 'person' ? { state: 'taken', takenAt: now } : { state: 'closed', closedAt: now }
  await tx.handover.updateMany({ where: { id: { in: ids } }, data })
  await clearTimer(work, idleTimer, conversationId)
}
