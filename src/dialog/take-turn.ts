import { wakeAwaited } from '../callbacks/callback-store.ts'
import { claimMs } from '../messaging/deliver.ts'
import { cutReply } from '../messaging/enqueue-reply.ts'
import { scaleBurst, waitForBurstMs } from '../messaging/timing.ts'
import { toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { RunSql } from '../storage/run-sql.ts'
import type { Work } from '../storage/work.ts'
import { chooseWay } from './choose-way.ts'
import { decideTurn, type TurnDecision } from './decide-turn.ts'
import type { Step } from './flows/state.ts'
import { leaveToPeople } from './leave-to-people.ts'
import { performSteps } from './perform-steps.ts'
import { quarantine } from './quarantine.ts'
import type { WrittenReply } from './reply/write-reply.ts'
import { scoreMoods } from './score-moods.ts'
import { stateAfter } from './state-after.ts'
import { tellStaff } from './tell-staff.ts'
import type { TurnParts } from './turn-parts.ts'
import {
  holdsLease,
  type LeasedConversation,
  leaseConversation,
  leaveMessages,
  type PendingMessage,
  releaseConversation,
  type StoredTurn,
  storeTurn,
} from './turn-store.ts'
import { isBareCry } from './understand/recognise-danger.ts'
import { writeTurn } from './write-turn.ts'

/** A turn that dies gives its conversation back after this long (real milliseconds; a model call takes 8 s at most). */
const leaseMs = 30_000

/** Real milliseconds of thinking after which the resident sees that an answer is coming. */
const typingAfterMs = 400

/**
 * Takes one turn of a conversation if one is due: understands what waits, decides, and commits state, tickets and
 * reply in one transaction. Safe to run twice at once; a second turn finds the lease taken and goes.
 */
export async function takeTurn(parts: TurnParts, conversationId: string): Promise<void> {
  const now = parts.clock.now()
  const until = new Date(now.getTime() + toProductMs(parts.clock, leaseMs))
  const { defaultCommunityId } = parts
  const leased = await leaseConversation(parts.database, { conversationId, now, until, defaultCommunityId })
  if (!leased) return
  const { lease, messages } = leased
  try {
    const waitMs = burstWaitMs(parts, messages, now)
    if (waitMs > 0) return await waitOn(parts, lease, new Date(now.getTime() + waitMs))
    const first = dangersFirst(parts, messages)
    const isOwned = lease.mode === 'human' && !first.some(message => parts.isDanger(message.text))
    if (isOwned) return await leaveToStaff(parts, lease, messages)
    await takeWay(parts, lease, first)
    if (first.length < messages.length) await parts.wakeTurn(lease.id, 0)
  } catch (error) {
    parts.log.error({ conversation: lease.id, error: messageOf(error) }, 'turn failed')
    await quarantine(parts, lease, messages)
  }
}

/** Answers, or leaves the answer to people where the community wants that; a danger is answered anywhere. */
async function takeWay(
  parts: TurnParts,
  lease: LeasedConversation,
  messages: PendingMessage[],
): Promise<void> {
  const way = chooseWay(lease.botMode, messages, text => parts.isDanger(text))
  if (way === 'answer') return await answer(parts, lease, messages)
  const left = await leaveToPeople(parts, lease, { messages, way })
  if (left === 'moved') return await startOver(parts, lease)
  if (left === 'danger') return await answer(parts, lease, messages)
}

/**
 * A danger is answered by itself and at once, also while a person owns the conversation: who is away for two minutes must
 * not cost a life; what else was written in the same burst has its own turn after it. A mere 「救命」 waits for the burst: the next
 * line says what is the matter, and it is one danger.
 */
function dangersFirst(parts: TurnParts, messages: PendingMessage[]): PendingMessage[] {
  const dangers = messages.filter(message => parts.isDanger(message.text))
  const isTold = dangers.some(message => !isBareCry(message.text))
  return isTold ? dangers : messages
}

function burstWaitMs(parts: TurnParts, messages: PendingMessage[], now: Date): number {
  const isUrgent = messages.some(
    message => message.content.button || (parts.isDanger(message.text) && !isBareCry(message.text)),
  )
  return isUrgent ? 0 : waitForBurstMs(messages, now, scaleBurst(parts.burst, toProductMs(parts.clock, 1)))
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
  const { moods } = await scoreMoods(parts.scoreMessage, {
    earlier: lease.state.said ?? [],
    messages,
    inDanger: false,
  })
  const isLeft = await parts.runWork(async work => {
    if (!(await holdsLease(work.tx, lease))) return false
    if (messages.length > 0) await leaveMessages(work.tx, moods)
    await tellStaff(work, lease, messages)
    return true
  })
  if (!isLeft) return await startOver(parts, lease)
  await releaseConversation(parts.database, { ...lease, turnDueAt: null })
}

/** Somebody took the conversation during the turn: nothing of the turn happened, and the messages have their turn anew at once. */
async function startOver(parts: TurnParts, lease: LeasedConversation): Promise<void> {
  await releaseConversation(parts.database, { ...lease, turnDueAt: parts.clock.now() })
  await parts.wakeTurn(lease.id, 0)
}

async function answer(
  parts: TurnParts,
  lease: LeasedConversation,
  messages: PendingMessage[],
): Promise<void> {
  const startedMs = performance.now()
  const decided = new AbortController()
  void showTypingSoon(parts, lease, decided.signal)
  const decision = await decideTurn(parts, lease, messages).finally(() => decided.abort())
  if (!decision) return await releaseConversation(parts.database, { ...lease, turnDueAt: draftDue(lease) })
  const tookMs = Math.round(performance.now() - startedMs)
  const commit = { parts, lease, messages, decision, tookMs }
  const stored = await runCommit(commit)
  parts.observeTurn(performance.now() - startedMs, decision.understoodBy)
  if (!stored) {
    parts.log.info({ conversation: lease.id }, 'turn dropped: the conversation was taken over')
    return await startOver(parts, lease)
  }
  if (stored.hasReply) await parts.deliver(lease.id, stored.claimed)
}

/** Steps that change nothing; a turn of these alone is stored by one statement. */
const harmlessSteps = new Set<Step['kind']>(['answer-question', 'ask', 'say', 'tell-status'])

/** A turn in one statement needs no transaction around it: the statement checks the lease itself. */
async function runCommit(commit: Commit): Promise<CommittedTurn | undefined> {
  const { parts, decision } = commit
  const { database } = parts
  const isQuiet = commit.lease.mode === 'bot'
  const isOneStatement =
    isQuiet &&
    !commit.lease.state.awaited &&
    decision.progress.steps.every(step => harmlessSteps.has(step.kind))
  if (isOneStatement) {
    const { work, finish } = parts.openWork(database.client)
    const stored = await commitTurn(work, commit, database.sql)
    await finish()
    return stored
  }
  return await parts.runWork(async work => {
    if (!(await holdsLease(work.tx, commit.lease))) return undefined
    return await commitTurn(work, commit, sqlOf(work.tx))
  })
}

/** Who answers at once need not be seen typing. */
async function showTypingSoon(
  parts: TurnParts,
  { channel, chat, topic }: LeasedConversation,
  signal: AbortSignal,
): Promise<void> {
  try {
    await parts.clock.sleep(toProductMs(parts.clock, typingAfterMs), signal)
  } catch {
    return
  }
  await parts.showTyping({ channel, chat, ...(topic ? { topic } : {}) })
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

interface CommittedTurn extends StoredTurn {
  hasReply: boolean
}

/** All of the turn or nothing of it. */
async function commitTurn(work: Work, commit: Commit, sql: RunSql): Promise<CommittedTurn | undefined> {
  const { parts, lease, messages, decision } = commit
  const now = parts.clock.now()
  const outcomes = await performSteps(work, decision.progress.steps, { ...decision.perform, now })
  await tellStaff(work, lease, messages)
  if (lease.state.awaited) await wakeAwaited(work, lease.state.awaited)
  const reply: WrittenReply | undefined = writeTurn(parts, { lease, language: decision.language, outcomes })
  const stored = await storeTurn(sql, {
    ...decision,
    lease,
    turnId: createId(),
    state: stateAfter(outcomes, decision.progress.state),
    reply: reply ? cutReply(targetOf(commit), reply) : [],
    tookMs: commit.tookMs,
    now,
    claimedUntil: new Date(now.getTime() + toProductMs(parts.clock, claimMs)),
  })
  if (!stored) return undefined
  for (const outcome of outcomes) if (outcome.kind === 'opened') parts.countTicket(outcome.ticket)
  return { ...stored, hasReply: reply !== undefined || messages.length === 0 }
}

function targetOf({ parts, lease, messages }: Commit): {
  textLimit: number
  inOnePiece: boolean
  replyTo?: string
} {
  const replyTo = lease.chatKind === 'group' ? messages.at(-1)?.messageId : undefined
  const inOnePiece = parts.hasWindow?.(lease.channel) ?? false
  return { textLimit: parts.textLimitOf(lease.channel), inOnePiece, ...(replyTo ? { replyTo } : {}) }
}
