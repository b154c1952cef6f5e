import { textsFor } from '../i18n/texts.ts'
import { enqueueReply } from '../messaging/enqueue-reply.ts'
import { waitForBurstMs } from '../messaging/timing.ts'
import { toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import { decideTurn, type TurnDecision } from './decide-turn.ts'
import { emptyState } from './flows/state.ts'
import { performSteps } from './perform-steps.ts'
import { quarantine } from './quarantine.ts'
import { createTimeWriter } from './reply/write-context.ts'
import type { WrittenReply } from './reply/write-reply.ts'
import { writeReply } from './reply/write-reply.ts'
import { scoreMoods } from './score-moods.ts'
import type { TurnParts } from './turn-parts.ts'
import {
  holdsLease,
  type LeasedConversation,
  leaseConversation,
  listPending,
  markMessages,
  type PendingMessage,
  releaseConversation,
  storeState,
} from './turn-store.ts'

/** A turn that dies gives its conversation back after this long (real milliseconds; a model call takes 8 s at most). */
const leaseMs = 30_000

/**
 * Takes one turn of a conversation if one is due: understands what waits, decides, and commits state, tickets and
 * reply in one transaction. Safe to run twice at once; a second turn finds the lease taken and goes.
 */
export async function takeTurn(parts: TurnParts, conversationId: string): Promise<void> {
  const now = parts.clock.now()
  const until = new Date(now.getTime() + toProductMs(parts.clock, leaseMs))
  const lease = await leaseConversation(parts.database, { conversationId, now, until })
  if (!lease) return
  const messages = await listPending(parts.database, lease.id)
  try {
    const waitMs = burstWaitMs(parts, messages, now)
    if (waitMs > 0) return await waitOn(parts, lease, new Date(now.getTime() + waitMs))
    if (lease.mode === 'human') return await leaveToStaff(parts, lease, messages)
    await answer(parts, lease, messages)
  } catch (error) {
    parts.log.error({ conversation: lease.id, error: messageOf(error) }, 'turn failed')
    await quarantine(parts, lease, messages)
  }
}

function burstWaitMs(parts: TurnParts, messages: PendingMessage[], now: Date): number {
  const isUrgent = messages.some(message => message.content.button || parts.isDanger(message.text))
  return isUrgent ? 0 : waitForBurstMs(messages, now, toProductMs(parts.clock, 1))
}

async function waitOn(parts: TurnParts, lease: LeasedConversation, turnDueAt: Date): Promise<void> {
  await releaseConversation(parts.database, { ...lease, turnDueAt })
  await parts.wakeTurn(lease.id, turnDueAt.getTime() - parts.clock.now().getTime())
}

async function leaveToStaff(
  parts: TurnParts,
  lease: LeasedConversation,
  messages: PendingMessage[],
): Promise<void> {
  const { moods } = await scoreMoods(parts.scoreMessage, lease.state.said ?? [], messages)
  await parts.database.transaction(async tx => {
    if (await holdsLease(tx, lease)) {
      await markMessages(tx, {
        turnId: null,
        state: 'for-staff',
        moods,
      })
    }
  })
  await releaseConversation(parts.database, { ...lease, turnDueAt: null })
}

async function answer(
  parts: TurnParts,
  lease: LeasedConversation,
  messages: PendingMessage[],
): Promise<void> {
  const startedMs = performance.now()
  const decision = await decideTurn(parts, lease, messages)
  if (!decision) return await releaseConversation(parts.database, { ...lease, turnDueAt: draftDue(lease) })
  const tookMs = Math.round(performance.now() - startedMs)
  const committed = await parts.database.transaction(tx =>
    commitTurn(tx, { parts, lease, messages, decision, tookMs }),
  )
  parts.observeTurn(performance.now() - startedMs, decision.understoodBy)
  if (!committed) {
    parts.log.info({ conversation: lease.id }, 'turn dropped: the conversation was taken over')
    return await parts.wakeTurn(lease.id, 0)
  }
  if (committed.hasReply) await parts.deliver(lease.id)
}

function draftDue(lease: LeasedConversation): Date | null {
  return lease.state.draftDueAt ? new Date(lease.state.draftDueAt) : null
}

interface Commit {
  parts: TurnParts
  lease: LeasedConversation
  messages: PendingMessage[]
  decision: TurnDecision
  tookMs: number
}

/** All of the turn or nothing of it. */
async function commitTurn(tx: Transaction, commit: Commit): Promise<{ hasReply: boolean } | undefined> {
  const { parts, lease, messages, decision } = commit
  if (!(await holdsLease(tx, lease))) return undefined
  const now = parts.clock.now()
  const turnId = createId()
  const outcomes = await performSteps(tx, decision.progress.steps, { ...decision.perform, now })
  const texts = textsFor(decision.language)
  const reply = writeReply(outcomes, {
    texts,
    introduce: !(lease.state.introduced ?? emptyState.introduced),
    writeTime: createTimeWriter(texts, lease.timezone ?? parts.timezone),
  })
  if (reply) await keepReply(tx, commit, { reply, turnId, now })
  for (const outcome of outcomes) if (outcome.kind === 'opened') parts.countTicket(outcome.ticket)
  const opened = outcomes.findLast(outcome => outcome.kind === 'opened')
  const lastTicket = opened?.kind === 'opened' ? opened.ticket.number : decision.progress.state.lastTicket
  const state = { ...decision.progress.state, ...(lastTicket ? { lastTicket } : {}) }
  const withQuestion =
    opened?.kind === 'opened' && opened.askAppointment
      ? { ...state, pending: { about: 'appointment' as const, ticketNumber: opened.ticket.number } }
      : state
  await markMessages(tx, { turnId, state: 'done', moods: decision.moods })
  await recordTurn(tx, commit, { turnId, now })
  const { language } = decision
  await storeState(tx, { lease, turnId, state: withQuestion, language, hasReply: reply !== undefined, now })
  return { hasReply: reply !== undefined || messages.length === 0 }
}

async function keepReply(
  tx: Transaction,
  { parts, lease, messages }: Commit,
  { reply, turnId, now }: { reply: WrittenReply; turnId: string; now: Date },
): Promise<void> {
  const replyTo = lease.chatKind === 'group' ? messages.at(-1)?.messageId : undefined
  await enqueueReply(
    tx,
    {
      conversationId: lease.id,
      turnId,
      author: 'bot',
      textLimit: parts.textLimitOf(lease.channel),
      ...(replyTo ? { replyTo } : {}),
      epoch: lease.epoch,
      now,
    },
    reply,
  )
}

async function recordTurn(
  tx: Transaction,
  { lease, decision, tookMs }: Commit,
  { turnId, now }: { turnId: string; now: Date },
): Promise<void> {
  await tx.turn.create({
    data: {
      id: turnId,
      conversationId: lease.id,
      fence: lease.fence,
      understoodBy: decision.understoodBy,
      commands: JSON.parse(JSON.stringify(decision.commands)),
      dropped: decision.dropped,
      inputTokens: decision.inputTokens,
      outputTokens: decision.outputTokens,
      tookMs,
      committedAt: now,
    },
  })
}
