import { textsFor } from '../i18n/texts.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from '../knowledge/answer.ts'
import type { MessageScore } from '../sentiment/score-message.ts'
import type { Language } from '../shared/vocabulary.ts'
import { toLocalMs } from '../shared/zoned-time.ts'
import { checkCommands, type DropReason } from './commands/check-commands.ts'
import type { Command } from './commands/command.ts'
import { advanceConversation } from './flows/advance-conversation.ts'
import { openOverdueDraft } from './flows/draft-flows.ts'
import {
  type ConversationState,
  emptyState,
  type Progress,
  refreshState,
  type Saying,
  type Step,
} from './flows/state.ts'
import { asUnderstood, hearCalled, withCallback } from './hear-called.ts'
import { hearMessages } from './hear-messages.ts'
import { keepsFile } from './hear-sent-file.ts'
import type { PerformContext } from './perform-context.ts'
import { commandsOf, commandsOfBlank, stepsOf } from './read-pressed.ts'
import { isInDanger, scoreMoods } from './score-moods.ts'
import { lookAgain } from './second-look.ts'
import type { TurnParts } from './turn-parts.ts'
import type { LeasedConversation, PendingMessage } from './turn-store.ts'
import { readControl } from './understand/read-controls.ts'
import type { Understanding } from './understand/understander.ts'
import { type UnderstandContext, understandWords } from './understand-words.ts'

/** Real milliseconds for understanding and answering together; with the burst wait below the promised 10 s. */
const modelTimeMs = 7_500

/** Everything a turn has decided before its transaction begins. */
export interface TurnDecision {
  progress: Progress
  perform: Omit<PerformContext, 'now'>
  language: Language
  understoodBy: string
  commands: Command[]
  dropped: { command: string; reason: string }[]
  /** Mood of each message in the light of the talk. */
  moods: { id: bigint; mood: MessageScore }[]
  inputTokens: number
  outputTokens: number
}

/** Understands the waiting messages and decides; undefined when nothing is due. Touches nothing. */
export async function decideTurn(
  parts: TurnParts,
  lease: LeasedConversation,
  written: PendingMessage[],
): Promise<TurnDecision | undefined> {
  const state: ConversationState = refreshState({ ...emptyState, ...lease.state }, parts.clock.now())
  if (written.length === 0) return decideSilence(parts, lease, state)
  const { messages, heard, unheard } = await hearMessages(parts, written, lease.language)
  // One deadline for all model calls of a turn, so that the resident hears something in time.
  const signal = AbortSignal.timeout(modelTimeMs)
  const words = messages.map(message => readWords(message, lease.language))
  const controls = messages.map(message => readControl({ text: message.text, ...message.content }))
  const { tickets } = lease
  const spoken = words.filter((word, index) => controls[index] === undefined && word !== '')
  const called = await hearCalled(parts, { lease, state, spoken, tickets, signal })
  const understanding = called?.commands
    ? asUnderstood(called.commands, lease, spoken)
    : await understandWords(parts, { lease, state, spoken, tickets, signal })
  const looked = await lookTwice(parts, { lease, state, spoken, signal }, understanding)
  const checked = checkCommands([...commandsOf(controls), ...looked, ...commandsOfBlank(words, controls)], {
    chatKind: lease.chatKind,
    openedToday: tickets.filter(ticket => isToday(ticket, parts.clock.now())).length,
  })
  const text = spoken.join('\n')
  const isFiled = keepsFile(called?.steps)
  const progress = advanceConversation({
    state,
    commands: checked.allowed,
    tickets,
    hasHousehold: lease.household !== null,
    text,
    hasFile: !isFiled && messages.some(message => message.attachmentIds.length > 0),
    ...readClock(parts, lease),
  })
  const steps = [
    ...heard.map((text): Step => ({ kind: 'say', what: { kind: 'heard', text } })),
    ...stepsOf(controls, state),
    ...(called?.steps ?? []),
    ...progress.steps.filter(step => unheard === 0 || !asksAboutFile(step)),
    ...reasonsFor(checked.dropped.map(drop => drop.reason)),
    ...sayLast(called?.last, isFiled ? 0 : unheard),
  ]
  const { language } = understanding
  const { moods, said } = await scoreMoods(parts.scoreMessage, {
    earlier: state.said ?? [],
    messages,
    inDanger: isInDanger(checked.allowed, tickets),
    commands: checked.allowed,
  })
  const perform = await preparePerform(parts, { lease, steps, messages, text, language, signal })
  return {
    progress: { state: { ...withCallback(progress.state, called, steps), said }, steps },
    moods,
    perform,
    language,
    understoodBy: understanding.by,
    commands: checked.allowed,
    dropped: checked.dropped,
    ...countTokens(understanding, perform.answers),
  }
}

/** Now, and how much of the local day is gone. */
function readClock(parts: TurnParts, { timezone }: LeasedConversation): { now: Date; localMinutes: number } {
  const now = parts.clock.now()
  const localMs = toLocalMs(timezone ?? parts.timezone, now.getTime())
  return { now, localMinutes: Math.floor((localMs % 86_400_000) / 60_000) }
}

/** The commands of the first reading, questions among them answered where the documents know. */
async function lookTwice(
  parts: TurnParts,
  { lease, state, spoken, signal }: Omit<UnderstandContext, 'tickets'>,
  { commands, asks = 0, by, language }: Understanding,
): Promise<Command[]> {
  const earlier = state.questions
  return await lookAgain({
    commands,
    text: spoken.join('，'),
    asks,
    isTalking: state.draft !== undefined || by === 'model',
    earlier,
    ask: text =>
      parts.answerQuestion({ ...createQuestion(parts, lease, { text, language }), earlier }, signal),
  })
}

const sayLast = (last: readonly Step[] = [], unheard: number): Step[] =>
  unheard > 0 ? [...last, { kind: 'say', what: { kind: 'voice-unheard' } }] : [...last]

/** An unheard voice message has a line of its own. */
const asksAboutFile = (step: Step) => step.kind === 'say' && step.what.kind === 'file-noted'

/** What a turn cost: reading it, and wording its answers. */
function countTokens(understanding: Understanding, answers: Map<string, KnowledgeAnswer>) {
  const all = [understanding, ...[...answers.values()].map(answer => answer.tokens)]
  return {
    inputTokens: all.reduce((sum, spent) => sum + (spent?.inputTokens ?? 0), 0),
    outputTokens: all.reduce((sum, spent) => sum + (spent?.outputTokens ?? 0), 0),
  }
}

/** No message waits: a half-told problem may be overdue. */
function decideSilence(
  parts: TurnParts,
  lease: LeasedConversation,
  state: ConversationState,
): TurnDecision | undefined {
  const progress = openOverdueDraft({ ...emptyState, ...lease.state }, parts.clock.now())
  if (progress.steps.length === 0) return undefined
  const draft = state.draft ?? lease.state.draft
  return {
    progress,
    perform: {
      ...performBase(parts, lease),
      attachmentIds: [],
      answers: new Map(),
      text: draft?.description ?? '',
    },
    language: lease.language,
    understoodBy: 'rules',
    commands: [],
    moods: [],
    dropped: [],
    inputTokens: 0,
    outputTokens: 0,
  }
}

function performBase(parts: TurnParts, lease: LeasedConversation) {
  return {
    conversationId: lease.id,
    contactId: lease.contactId,
    channel: lease.channel,
    sender: lease.sender,
    communityId: lease.household?.communityId ?? parts.defaultCommunityId,
    timezone: lease.timezone ?? parts.timezone,
    household: lease.household ?? undefined,
    hasLooseFiles: lease.hasLooseFiles,
    runErrand: parts.runErrand,
    language: lease.language,
  }
}

/** A message as words: its text, with what was attached in brackets. */
function readWords(message: PendingMessage, language: Language): string {
  const texts = textsFor(language)
  const { location, sharedContact, attachments = [] } = message.content
  const marks = attachments.map(({ kind }) => texts.attachment[kind as keyof typeof texts.attachment] ?? '')
  if (location)
    marks.push(texts.locationShared(location.label ?? `${location.latitude},${location.longitude}`))
  if (sharedContact) marks.push(sharedContact.phone)
  return [message.text, ...marks].filter(part => part !== '').join(' ')
}

function isToday(ticket: { createdAt: Date }, now: Date): boolean {
  return now.getTime() - ticket.createdAt.getTime() < 86_400_000
}

function reasonsFor(reasons: DropReason[]): Step[] {
  const saying: Partial<Record<DropReason, Saying>> = {
    'only-in-private': { kind: 'private-please' },
    'too-many-tickets': { kind: 'too-many-tickets' },
  }
  return [...new Set(reasons)].flatMap((reason): Step[] => {
    const what = saying[reason]
    const person: Step[] = reason === 'too-many-tickets' ? [{ kind: 'request-human', reason: 'stuck' }] : []
    return what ? [{ kind: 'say' as const, what }, ...person] : []
  })
}

interface PrepareContext {
  lease: LeasedConversation
  steps: Step[]
  messages: PendingMessage[]
  text: string
  language: Language
  signal: AbortSignal
}

function createQuestion(
  parts: TurnParts,
  lease: LeasedConversation,
  said: { text: string; language: Language },
): KnowledgeQuestion {
  const communityId = lease.household?.communityId ?? parts.defaultCommunityId
  return { ...said, ...(communityId ? { communityId } : {}), now: parts.clock.now(), earlier: [] }
}

/** Looks up what the steps need from outside the database, since a transaction must not wait for it. */
async function preparePerform(
  parts: TurnParts,
  context: PrepareContext,
): Promise<Omit<PerformContext, 'now'>> {
  const { lease, steps, messages, text, language, signal } = context
  const base = performBase(parts, lease)
  const answers = new Map<string, KnowledgeAnswer>()
  for (const step of steps) {
    if (step.kind !== 'answer-question') continue
    const question = createQuestion(parts, lease, { text: step.question, language })
    const answer = await parts.answerQuestion({ ...question, earlier: step.earlier }, signal)
    answers.set(step.question, answer)
  }
  return {
    ...base,
    language,
    attachmentIds: messages.flatMap(message => message.attachmentIds),
    answers,
    text,
  }
}
