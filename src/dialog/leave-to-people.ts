import { requestHandover } from '../handover/request-handover.ts'
import { keepSuggestion } from '../handover/suggestion-store.ts'
import { textsFor } from '../i18n/texts.ts'
import { notifyResident } from '../messaging/notify-resident.ts'
import type { Work } from '../storage/work.ts'
import type { Way } from './choose-way.ts'
import { decideTurn, type TurnDecision } from './decide-turn.ts'
import { type PreviewedReply, previewReply } from './preview-reply.ts'
import { createTimeWriter } from './reply/write-context.ts'
import { writeHandoverNext } from './reply/write-handover.ts'
import { scoreMoods } from './score-moods.ts'
import { storeDecision } from './stored-decision.ts'
import { tellStaff } from './tell-staff.ts'
import type { TurnParts } from './turn-parts.ts'
import {
  holdsLease,
  type LeasedConversation,
  leaveMessages,
  type PendingMessage,
  readSuggestedMessages,
  releaseConversation,
} from './turn-store.ts'

type PeoplesWay = Exclude<Way, 'answer'>

interface Turn {
  messages: PendingMessage[]
  way: PeoplesWay
}

interface Draft extends PreviewedReply {
  decision: TurnDecision
  inboundIds: bigint[]
}

const reasons: Record<PeoplesWay, string> = { off: 'people-only', shadow: 'draft-only', assisted: 'approval' }

/**
 * Leaves messages to people, with the bot's draft of an answer unless it is off, and calls a person once. `moved`: a person
 * took the conversation meanwhile, nothing happened. `danger`: the draft would open an emergency, which nobody may wait for.
 */
export async function leaveToPeople(
  parts: TurnParts,
  lease: LeasedConversation,
  turn: Turn,
): Promise<'left' | 'moved' | 'danger'> {
  const draft = turn.way === 'off' ? undefined : await draftReply(parts, lease, turn.messages)
  if (draft === 'danger') return 'danger'
  const moods = await readMoods(parts, lease, { messages: turn.messages, draft })
  const isLeft = await parts.runWork(async work => {
    if (!(await holdsLease(work.tx, lease))) return false
    if (moods.length > 0) await leaveMessages(work.tx, moods)
    if (draft) await keepDraft(work, lease, { ...turn, draft })
    if (draft || turn.messages.length > 0) await callPerson(parts, work, { lease, turn, draft })
    return true
  })
  if (!isLeft) return 'moved'
  await releaseConversation(parts.database, { ...lease, turnDueAt: null })
  if (lease.mode === 'bot') await parts.deliver(lease.id)
  return 'left'
}

async function draftReply(
  parts: TurnParts,
  lease: LeasedConversation,
  messages: PendingMessage[],
): Promise<Draft | 'danger' | undefined> {
  const all = [...(await readSuggestedMessages(parts.database, lease.id)), ...messages]
  const decision = await decideTurn(parts, lease, all)
  if (!decision) return undefined
  const isDanger = decision.progress.steps.some(
    step => step.kind === 'open-ticket' && step.draft.priority === 'emergency',
  )
  if (isDanger) return 'danger'
  const preview = await previewReply(parts, lease, decision)
  if (preview.text === '' && preview.actions.length === 0) return undefined
  return { ...preview, decision, inboundIds: all.map(message => message.id) }
}

async function readMoods(
  parts: TurnParts,
  lease: LeasedConversation,
  { messages, draft }: { messages: PendingMessage[]; draft: Draft | undefined },
): Promise<TurnDecision['moods']> {
  if (!draft)
    return (
      await scoreMoods(parts.scoreMessage, {
        earlier: lease.state.said ?? [],
        messages,
        inDanger: false,
      })
    ).moods
  const isNew = new Set(messages.map(message => message.id))
  return draft.decision.moods.filter(({ id }) => isNew.has(id))
}

async function keepDraft(
  work: Work,
  lease: LeasedConversation,
  { way, draft }: Turn & { draft: Draft },
): Promise<void> {
  const { text, actions, inboundIds, decision } = draft
  const mode = way === 'assisted' ? 'assisted' : 'shadow'
  await keepSuggestion(work, {
    ...{ conversationId: lease.id, mode, text, actions, inboundIds },
    decision: storeDecision(decision),
  })
}

/** The first message brings a person and tells the resident so; what comes while one is waited for is shown to staff. */
async function callPerson(
  parts: TurnParts,
  work: Work,
  { lease, turn, draft }: { lease: LeasedConversation; turn: Turn; draft: Draft | undefined },
): Promise<void> {
  const { messages, way } = turn
  if (lease.mode !== 'bot') {
    await tellStaff(work, lease, messages)
    if (draft) await work.emit({ kind: 'reply-suggested', conversationId: lease.id })
    return
  }
  const timezone = lease.timezone ?? parts.timezone
  const summary = messages.map(message => message.text).join('\n')
  const { plan } = await requestHandover(work, {
    ...{ conversationId: lease.id, reason: reasons[way], timezone, now: work.now },
    summary: summary.slice(0, 500).toWellFormed(),
  })
  const texts = textsFor(lease.language)
  const next = plan.isOpen
    ? texts.peopleNext(plan.unansweredMinutes)
    : writeHandoverNext(plan, { texts, writeTime: createTimeWriter(texts, timezone) })
  await notifyResident(work, {
    conversationId: lease.id,
    textLimit: parts.textLimitOf(lease.channel),
    reply: { text: `${texts.leftToPeople}${next}\n${texts.aiLabel}`, isImportant: true },
  })
}
