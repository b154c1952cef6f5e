import { requestHandover } from '../handover/request-handover.ts'
import { textsFor } from '../i18n/texts.ts'
import { enqueueReply } from '../messaging/enqueue-reply.ts'
import { toProductMs } from '../shared/clock.ts'
import { createTimeWriter } from './reply/write-context.ts'
import { writeHandoverNext } from './reply/write-handover.ts'
import type { TurnParts } from './turn-parts.ts'
import { holdsLease, type LeasedConversation, type PendingMessage } from './turn-store.ts'

/** A turn is tried this often; then its messages are set aside for a person, so that they block nobody. */
const mostFailures = 3
const retryAfterMs = 3_000

/** Counts a failed turn; after the third its messages go to a person and the resident hears so. */
export async function quarantine(
  parts: TurnParts,
  lease: LeasedConversation,
  messages: PendingMessage[],
): Promise<void> {
  const isLast = messages.some(message => message.failures + 1 >= mostFailures)
  const dueAt = new Date(parts.clock.now().getTime() + toProductMs(parts.clock, retryAfterMs))
  const ids = messages.map(message => message.id)
  await parts.runWork(async work => {
    const { tx } = work
    if (!(await holdsLease(tx, lease))) return
    await tx.inbound.updateMany({
      where: { id: { in: ids } },
      data: { failures: { increment: 1 }, ...(isLast ? { state: 'failed' } : {}) },
    })
    await tx.conversation.update({
      where: { id: lease.id },
      data: {
        leaseUntil: null,
        turnDueAt: dueAt,
        ...(isLast ? { deliverDueAt: dueAt } : {}),
      },
    })
    if (!isLast) return
    const now = parts.clock.now()
    const summary = messages
      .map(message => message.text)
      .join('\n')
      .slice(0, 500)
    const timezone = lease.timezone ?? parts.timezone
    const request = {
      conversationId: lease.id,
      reason: 'stuck',
      summary: summary.toWellFormed(),
      timezone,
      now,
    }
    const { plan } = await requestHandover(work, request)
    const texts = textsFor(lease.language)
    const writeTime = createTimeWriter(texts, timezone)
    await enqueueReply(
      tx,
      {
        conversationId: lease.id,
        author: 'bot',
        textLimit: parts.textLimitOf(lease.channel),
        epoch: lease.epoch,
        now,
      },
      {
        text: `${texts.handoverStuck}${writeHandoverNext(plan, { texts, writeTime })}\n${texts.aiLabel}`,
        isImportant: true,
      },
    )
  })
  if (isLast) await parts.deliver(lease.id)
  else await parts.wakeTurn(lease.id, toProductMs(parts.clock, retryAfterMs))
}
