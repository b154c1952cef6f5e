import type { Work } from '../storage/work.ts'
import { enqueueReply, type Reply } from './enqueue-reply.ts'

export interface ResidentNotice {
  conversationId: string
  reply: Reply
  /** Of the channel: most UTF-16 units a message. */
  textLimit: number
  /** Of the channel: one answer is one message. */
  inOnePiece?: boolean
  author?: 'bot' | 'staff' | 'system'
  staffId?: string
}

/** Keeps a message to a resident outside any turn (a ticket moved on, a callback is due) and wakes its delivery after the commit. */
export async function notifyResident(work: Work, notice: ResidentNotice): Promise<void> {
  const { conversationId } = notice
  const conversation = await work.tx.conversation.findUnique({
    where: { id: conversationId },
    select: { epoch: true },
  })
  if (!conversation) return
  await enqueueReply(
    work.tx,
    {
      conversationId,
      author: notice.author ?? 'system',
      textLimit: notice.textLimit,
      ...(notice.inOnePiece ? { inOnePiece: true } : {}),
      epoch: conversation.epoch,
      now: work.now,
      ...(notice.staffId ? { staffId: notice.staffId } : {}),
    },
    notice.reply,
  )
  await work.tx.conversation.update({ where: { id: conversationId }, data: { deliverDueAt: work.now } })
  work.wake({ kind: 'delivery', id: conversationId, dueAt: work.now })
}
