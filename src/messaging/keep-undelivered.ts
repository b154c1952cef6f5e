import type { Work } from '../storage/work.ts'
import type { UndeliveredMessage } from './delivery.ts'

/** The platform says later that a message it had taken did not arrive: it counts as refused, and staff hear of it, once. */
export async function keepUndelivered(
  work: Work,
  failed: { channel: string; messageId: string; reason: string },
  report: (work: Work, message: UndeliveredMessage) => Promise<void>,
): Promise<void> {
  const { channel, messageId, reason } = failed
  const row = await work.tx.outbound.findFirst({
    where: { platformId: messageId, state: 'sent', conversation: { channel } },
    select: { id: true, conversationId: true, text: true },
  })
  if (!row) return
  await work.tx.outbound.update({ where: { id: row.id }, data: { state: 'refused', error: reason } })
  const { conversationId, text } = row
  const outboundId = String(row.id)
  await report(work, { conversationId, outboundId, channel, text, state: 'refused', reason })
}
