import { toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { DeliverParts, Failure } from './delivery.ts'
import { SendFailed, SendMoved, SendRefused, SendThrottled } from './message.ts'
import { QuestionEnded } from './question-ended.ts'
import { mostAttempts, retryDelayMs } from './timing.ts'

/** Decides by the kind of failure; returns whether the next message may go at once. */
export async function recordFailure(parts: DeliverParts, failure: Failure): Promise<boolean> {
  const { claimed, error } = failure
  parts.countOutbound(claimed.channel, error instanceof Error ? error.name : 'failed')
  if (error instanceof QuestionEnded) return await endQuestion(parts, failure, error.outcome)
  if (error instanceof SendRefused) return await refuse(parts, failure, error)
  if (error instanceof SendMoved) {
    await parts.keepMove({ channel: claimed.channel, fromChat: claimed.chat, toChat: error.toChat })
    await postpone(parts, failure, 0)
    return false
  }
  if (error instanceof SendThrottled) {
    await postpone(parts, failure, error.retryAfterMs)
    return false
  }
  parts.log.warn(
    { channel: claimed.channel, outbound: String(claimed.id), error: messageOf(error) },
    'send failed',
  )
  if (claimed.broadcastId && error instanceof SendFailed && error.outcome === 'unknown') {
    await endUnknown(parts, failure, error)
    return true
  }
  if (claimed.attempts >= mostAttempts) {
    parts.log.error(
      { channel: claimed.channel, conversation: failure.conversationId, outbound: String(claimed.id) },
      'A message was given up after about an hour of tries; staff are told.',
    )
    await close(parts, failure, { state: 'failed', error: messageOf(error) })
    return true
  }
  await postpone(parts, failure, retryDelayMs(claimed.attempts))
  return false
}

/** Once more would be one too many: a message of a broadcast whose outcome is unknown is shown to staff instead. */
async function endUnknown(parts: DeliverParts, { claimed }: Failure, error: SendFailed): Promise<void> {
  await parts.database.client.outbound.update({
    where: { id: claimed.id },
    data: { state: 'unknown', error: messageOf(error).slice(0, 500) },
  })
}

async function refuse(parts: DeliverParts, failure: Failure, refusal: SendRefused): Promise<boolean> {
  const { claimed } = failure
  parts.log.info(
    { channel: claimed.channel, reason: refusal.reason },
    'the platform refused a message for good',
  )
  await close(parts, failure, { state: 'refused', error: refusal.reason })
  return true
}

/** Nothing ends silently: what will not arrive is reported, except to somebody who is known to have blocked us. */
async function close(
  parts: DeliverParts,
  { claimed, conversationId }: Failure,
  outcome: { state: 'refused' | 'failed'; error: string },
): Promise<void> {
  await parts.runWork(async work => {
    await work.tx.outbound.update({ where: { id: claimed.id }, data: outcome })
    const { askedBy } = claimed.content
    if (claimed.blockedAt && !askedBy) return
    const { channel, text } = claimed
    const { state, error: reason } = outcome
    if (state === 'refused' && reason === 'blocked') {
      await work.tx.contact.update({ where: { id: claimed.contactId }, data: { blockedAt: work.now } })
    }
    if (askedBy) return await work.emit({ kind: 'question-ended', askedBy, outcome: state, reason })
    await parts.reportUndelivered(work, {
      conversationId,
      outboundId: String(claimed.id),
      channel,
      text,
      state,
      reason,
      ...(claimed.broadcastId ? { broadcastId: claimed.broadcastId } : {}),
    })
  })
}

/** A question of ours that may not go any more, or may have gone: whoever asked goes on from there. */
async function endQuestion(
  parts: DeliverParts,
  { claimed }: Failure,
  outcome: QuestionEnded['outcome'],
): Promise<boolean> {
  const { askedBy = '' } = claimed.content
  const state = outcome === 'withheld' ? 'cancelled' : 'failed'
  const reason = outcome === 'withheld' ? 'it may not go at this time' : 'nobody knows whether it went'
  await parts.runWork(async work => {
    await work.tx.outbound.update({ where: { id: claimed.id }, data: { state, error: reason } })
    await work.emit({ kind: 'question-ended', askedBy, outcome, reason })
  })
  return true
}

async function postpone(parts: DeliverParts, failure: Failure, realDelayMs: number): Promise<void> {
  const { claimed, conversationId, error } = failure
  const delayMs = toProductMs(parts.clock, realDelayMs)
  const dueAt = new Date(parts.clock.now().getTime() + delayMs)
  const isUnknown = error instanceof SendFailed && error.outcome === 'unknown'
  await parts.database.client.outbound.update({
    where: { id: claimed.id },
    data: {
      state: 'pending',
      dueAt,
      error: messageOf(error).slice(0, 500),
      ...(isUnknown ? { repeats: { increment: 1 } } : {}),
    },
  })
  await parts.database.client.conversation.updateMany({
    where: { outbound: { some: { id: claimed.id } } },
    data: { deliverDueAt: dueAt },
  })
  await parts.wakeDelivery(conversationId, delayMs)
}
