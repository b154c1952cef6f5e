import { settleHandover } from '../handover/own-conversation.ts'
import { textsFor } from '../i18n/texts.ts'
import { enqueueReply } from '../messaging/enqueue-reply.ts'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import type { TurnDecision } from './decide-turn.ts'
import type { ConversationState } from './flows/state.ts'
import { performSteps } from './perform-steps.ts'
import { nameNumbers } from './preview-reply.ts'
import type { Outcome } from './reply/outcome.ts'
import { stateAfter } from './state-after.ts'
import { restoreDecision, type StoredDecision } from './stored-decision.ts'
import type { LeasedConversation } from './turn-store.ts'
import { writeTurn } from './write-turn.ts'

export interface ApproveParts {
  timezone: string
  textLimitOf(channel: string): number
}

export interface Approval {
  conversationId: string
  /** Absent: the one that is open. */
  suggestionId?: string
  /** Staff id, or `api`. */
  by: string
  /** Instead of the bot's words. */
  text?: string
  via: 'room' | 'desk'
}

type Row = Pick<
  LeasedConversation,
  'id' | 'channel' | 'chatKind' | 'mode' | 'epoch' | 'state' | 'timezone'
> & {
  turnDueAt: Date | null
}

/**
 * Carries out what the bot suggested and says it, as if it had answered by itself; the conversation is the bot's again.
 * Rejects with `conflict` where nothing is open to approve, where the bot may only draft, and while a person has the talk.
 */
export async function approveSuggestion(parts: ApproveParts, work: Work, approval: Approval): Promise<void> {
  const { conversationId, by } = approval
  const row = await lock(work, conversationId)
  if (row.mode === 'human') {
    throw new LinliError('conflict', 'A person has the conversation; use the words in an answer of your own.')
  }
  const suggestion = await claim(work, approval)
  const decision = restoreDecision(suggestion.decision as unknown as StoredDecision)
  await settleHandover(work, conversationId)
  const { tx, now } = work
  const turnId = createId()
  const outcomes = await performSteps(work, decision.progress.steps, { ...decision.perform, now })
  const text = await say(parts, work, { row, approval, decision, outcomes, turnId })
  await keepTurn(work, { row, turnId, decision, state: stateAfter(outcomes, decision.progress.state) })
  const ids = (suggestion.inboundIds as string[]).map(BigInt)
  await tx.inbound.updateMany({ where: { id: { in: ids } }, data: { state: 'done', turnId } })
  if (text !== '') await work.emit({ kind: 'staff-answered', conversationId, by, text, via: approval.via })
}

async function lock({ tx }: Work, id: string): Promise<Row> {
  const rows = await tx.$queryRaw<Row[]>`
    select c.id, c.channel, c."chatKind", c.mode, c.epoch, c.state, c."turnDueAt", m.timezone
    from "Conversation" c join "Contact" p on p.id = c."contactId"
      left join "Household" h on h.id = p."householdId" left join "Community" m on m.id = h."communityId"
    where c.id = ${id} and c."chatKind" <> 'staff' for update of c`
  const [row] = rows
  if (!row) throw new LinliError('not-found', 'There is no such conversation.')
  return row
}

/** One of two who approve at once finds it open. */
async function claim({ tx, now }: Work, { conversationId, suggestionId, by }: Approval) {
  const suggestion = await tx.replySuggestion.findFirst({
    where: { conversationId, status: 'open', ...(suggestionId ? { id: suggestionId } : {}) },
  })
  if (!suggestion) throw new LinliError('conflict', 'The suggestion is no longer open.')
  if (suggestion.mode !== 'assisted') {
    throw new LinliError('conflict', 'The bot only drafts in this community; answer in your own name.')
  }
  await tx.replySuggestion.update({
    where: { id: suggestion.id },
    data: { status: 'approved', decidedAt: now, decidedBy: by },
  })
  return suggestion
}

interface Said {
  row: Row
  approval: Approval
  decision: Omit<TurnDecision, 'moods'>
  outcomes: Outcome[]
  turnId: string
}

async function say(parts: ApproveParts, work: Work, said: Said): Promise<string> {
  const { row, approval, decision, outcomes, turnId } = said
  const language = decision.language as Language
  const reply = writeTurn(parts, { lease: row, language, outcomes })
  const own = approval.text && nameNumbers(approval.text, outcomes, textsFor(language).numberToCome)
  const text = own ?? reply?.text ?? ''
  if (text === '') return ''
  const { tx, now } = work
  const { epoch } = await tx.conversation.findUniqueOrThrow({
    where: { id: row.id },
    select: { epoch: true },
  })
  await enqueueReply(
    tx,
    {
      ...{ conversationId: row.id, turnId, author: 'bot', staffId: approval.by, epoch, now },
      textLimit: parts.textLimitOf(row.channel),
    },
    { citations: reply?.citations ?? [], ...(reply?.buttons ? { buttons: reply.buttons } : {}), text },
  )
  await tx.conversation.update({ where: { id: row.id }, data: { deliverDueAt: now } })
  work.wake({ kind: 'delivery', id: row.id, dueAt: now })
  return text
}

async function keepTurn(
  { tx, now }: Work,
  turn: {
    row: Row
    turnId: string
    decision: Omit<TurnDecision, 'moods'>
    state: ConversationState
  },
): Promise<void> {
  const { row, turnId, decision, state } = turn
  const { understoodBy, inputTokens, outputTokens } = decision
  await tx.turn.create({
    data: {
      ...{ id: turnId, conversationId: row.id, fence: 0, understoodBy, inputTokens, outputTokens, tookMs: 0 },
      commands: decision.commands as object[],
      dropped: decision.dropped,
      committedAt: now,
    },
  })
  const draftDueAt = state.draftDueAt ? new Date(state.draftDueAt) : null
  await tx.conversation.update({
    where: { id: row.id },
    data: {
      state: state as object,
      language: decision.language,
      updatedAt: now,
      ...(row.turnDueAt === null && draftDueAt ? { turnDueAt: draftDueAt } : {}),
    },
  })
}
