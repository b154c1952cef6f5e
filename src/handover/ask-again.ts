import type { Work } from '../storage/work.ts'
import { requestHandover } from './request-handover.ts'

/** The talk fell back to the bot with the resident's last words unanswered: a person is asked for again, once in a row. */
export async function askAgain(
  work: Work,
  { conversationId, timezone }: { conversationId: string; timezone: string },
): Promise<void> {
  const last = await work.tx.handover.findFirst({
    where: { conversationId },
    orderBy: { requestedAt: 'desc' },
    select: { reason: true },
  })
  if (last?.reason === 'unanswered') return
  await requestHandover(work, { conversationId, reason: 'unanswered', summary: '', timezone, now: work.now })
}
