/**
 * The talk as a pure function: state and commands in, new state and steps out.
 *
 *   住户：厨房水管漏水了        → 请问是几栋几单元几室？      (a draft waits for its place)
 *   住户：3栋1单元502           → 工单 LL1001 已登记…什么时候方便上门？
 *   住户：对了，泳池几点关？     → 《泳池管理规定》第2条…     (an interruption; nothing is forgotten)
 *   住户：说错了，是4栋          → 已更正
 */
import { normaliseText } from '../../shared/normalise-text.ts'
import type { Command, RefusalReason } from '../commands/command.ts'
import { callsOff } from '../understand/read-running-danger.ts'
import type { KnownTicket } from '../understand/understander.ts'
import { addWords, dropDraft, openAsItStands, settleDraft } from './draft-flows.ts'
import { matchTicket } from './match-ticket.ts'
import { rateService } from './rate-flow.ts'
import { type ConversationState, draftWaitsMs, type Progress, refreshState, type Step } from './state.ts'
import { cancelTicket, type FlowContext, fillSlot, openTicket, withTicket } from './ticket-flows.ts'

export interface AdvanceRequest {
  state: ConversationState
  commands: Command[]
  tickets: KnownTicket[]
  /** The household of a bound resident, as place text; a flat's problem then needs no question. */
  hasHousehold: boolean
  /** The words of this turn, for notes. */
  text: string
  /** Whether this turn brings a photo, voice or file. */
  hasFile: boolean
  now: Date
  /** Minutes of the local day that are gone; absent: times of today are not looked at. */
  localMinutes?: number
}

/** Gives the next state and what to do, in order. Never waits for anything and never throws. */
export function advanceConversation(request: AdvanceRequest): Progress {
  const { tickets, hasHousehold, localMinutes, text } = request
  const tellsProblem = request.commands.some(command => command.kind === 'open-ticket')
  const context: FlowContext = { tickets, hasHousehold, localMinutes, text, tellsProblem }
  const before = refreshState(request.state, request.now)
  let progress: Progress = { state: before, steps: [] }
  for (const command of inOrder(request.commands, before)) progress = advanceOne(progress, command, context)
  if (request.hasFile && progress.steps.length === 0) progress = noteFile(progress, context)
  return finish(lapse(progress, before, context), before, request)
}

/**
 * A question that was there before this turn and is still there has been passed over. After an interruption by a
 * question it is put once more; else it lapses. It never traps.
 */
function lapse(progress: Progress, before: ConversationState, context: FlowContext): Progress {
  const { pending, askedAgain: _asked, ...state } = progress.state
  const isOld = pending !== undefined && pending === before.pending
  if (!isOld || state.draft) return { ...progress, state: pending ? { ...state, pending } : state }
  if (before.askedAgain || !isInterrupted(progress.steps)) return { ...progress, state }
  switch (pending.about) {
    case 'appointment':
    case 'confirm-cancel':
    case 'which-ticket': {
      const numbers = 'numbers' in pending ? pending.numbers : [pending.ticketNumber]
      const tickets = context.tickets.filter(
        ticket => numbers.includes(ticket.number) && isOpenTicket(ticket),
      )
      if (tickets.length === 0) return { ...progress, state }
      const ask: Step = { kind: 'ask', about: pending, tickets, isAgain: true }
      return { state: { ...state, pending, askedAgain: true }, steps: [...progress.steps, ask] }
    }
    default:
      return { ...progress, state }
  }
}

/** Something was asked in between, or the wrong number given; nothing was begun or done. */
function isInterrupted(steps: readonly Step[]): boolean {
  const isAside = (step: Step) =>
    step.kind === 'answer-question' ||
    step.kind === 'tell-status' ||
    (step.kind === 'say' && step.what.kind === 'not-your-ticket')
  return steps.length > 0 && steps.every(isAside)
}

/** Danger first, tickets before questions, talk last: so the reply reads in the order of what matters. */
const orderOf: Partial<Record<Command['kind'], number>> = {
  'open-ticket': 0,
  'correct-slot': 1,
  'set-slot': 2,
  'answer-question': 5,
  'request-human': 6,
  'small-talk': 8,
  confirm: 7,
  deny: 7,
}

/** What finishes or drops a draft comes before the next problem, where it was said before it. */
const draftFirst: readonly Command['kind'][] = ['set-slot', 'correct-slot', 'cancel-ticket']

function inOrder(commands: Command[], { draft }: ConversationState): Command[] {
  const opening = commands.findIndex(command => command.kind === 'open-ticket')
  const rank = (command: Command, index: number) =>
    draft && index < opening && draftFirst.includes(command.kind) ? -1 : (orderOf[command.kind] ?? 4)
  return commands
    .map((command, index) => ({ command, index, rank: rank(command, index) }))
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ command }) => command)
}

type Advance<K extends Command['kind']> = (
  progress: Progress,
  command: Extract<Command, { kind: K }>,
  context: FlowContext,
) => Progress

const flows: { [K in Command['kind']]: Advance<K> } = {
  'open-ticket': openTicket,
  'set-slot': fillSlot,
  'correct-slot': fillSlot,
  'cancel-ticket': cancelTicket,
  'add-to-ticket': addToTicket,
  'reopen-ticket': (progress, command, context) =>
    withTicket({ progress, context, purpose: 'reopen', number: command.ticketNumber }, ticket => ({
      kind: 'reopen-ticket',
      number: ticket.number,
      reason: command.reason,
    })),
  'urge-ticket': (progress, command, context) =>
    withTicket({ progress, context, purpose: 'urge', number: command.ticketNumber }, ticket => ({
      kind: 'urge-ticket',
      number: ticket.number,
    })),
  'ask-status': (progress, command, context) => tellStatus(progress, context, command.ticketNumber),
  'rate-service': rateService,
  'answer-question': (progress, command) => ({
    state: {
      ...offerTicket(progress, command.question),
      stuck: 0,
      questions: [...progress.state.questions, command.question].slice(-3),
    },
    steps: [
      ...progress.steps,
      { kind: 'answer-question', question: command.question, earlier: progress.state.questions },
    ],
  }),
  'request-human': (progress, command) => add(progress, { kind: 'request-human', reason: command.reason }),
  suggest: (progress, command) =>
    add(progress, { kind: 'record-voice', type: 'suggestion', text: command.text }),
  praise: (progress, command) => add(progress, { kind: 'record-voice', type: 'praise', text: command.text }),
  'sign-up': (progress, command) =>
    add(progress, { kind: 'record-voice', type: 'sign-up', text: command.activity }),
  'small-talk': (progress, command) =>
    progress.steps.length > 0 && command.topic !== 'greeting'
      ? progress
      : add(progress, { kind: 'say', what: { kind: 'small-talk', topic: command.topic } }),
  confirm: progress => confirmPending(progress),
  deny: (progress, _command, context) => denyPending(progress, context),
  clarify: (progress, command) =>
    // A bare file is asked about below, as a file.
    command.about === 'attachment'
      ? progress
      : add(progress, { kind: 'say', what: { kind: 'not-understood' } }),
  'cannot-handle': (progress, command, context) => refuse(progress, command.reason, context),
}

function refuse(progress: Progress, reason: RefusalReason, context: FlowContext): Progress {
  if (reason === 'unclear') return getStuck(progress)
  const open = reason === 'abuse' ? context.tickets.find(isOpenTicket) : undefined
  if (open && !progress.state.draft)
    return add(progress, { kind: 'say', what: { kind: 'angry-about', number: open.number } })
  const said = add(progress, { kind: 'say', what: { kind: 'refusal', reason } })
  if (reason !== 'privacy' || said.state.draft) return said
  return { ...said, state: { ...said.state, pending: { about: 'refused', reason } } }
}

/** Words and files belong to what is being told, else to a ticket. */
function addToTicket(
  progress: Progress,
  command: Extract<Command, { kind: 'add-to-ticket' }>,
  context: FlowContext,
): Progress {
  const { draft } = progress.state
  if (draft && !command.ticketNumber) {
    return { ...progress, state: { ...progress.state, stuck: 0, draft: addWords(draft, command.note) } }
  }
  return withTicket({ progress, context, purpose: 'add', number: command.ticketNumber }, ticket => ({
    kind: 'add-note',
    number: ticket.number,
    note: command.note,
    ...(ticket.priority === 'emergency' && callsOff(normaliseText(command.note))
      ? { callsOff: true as const }
      : {}),
  }))
}

function advanceOne(progress: Progress, command: Command, context: FlowContext): Progress {
  const advance = flows[command.kind] as Advance<Command['kind']>
  return advance(progress, command, context)
}

/** Whoever names a flat right after an answer wants the thing done: the question stays at hand for a ticket. */
function offerTicket(progress: Progress, question: string): ConversationState {
  const { state, steps } = progress
  if (state.draft || steps.some(step => step.kind === 'open-ticket' || step.kind === 'ask')) return state
  // A question about one's own matter leaves it open; it is put again below the answer.
  if (state.pending && waiting.includes(state.pending.about) && !state.askedAgain) return state
  return { ...state, pending: { about: 'offer', offer: 'ticket', question } }
}

const waiting: readonly string[] = ['appointment', 'confirm-cancel', 'which-ticket']

function add(progress: Progress, step: Step): Progress {
  return { state: { ...progress.state, stuck: 0 }, steps: [...progress.steps, step] }
}

/** 「我的报修怎么样了」 without a number tells of all open tickets, at most three; no question back is needed. */
function tellStatus(progress: Progress, context: FlowContext, number: string | undefined): Progress {
  const open = context.tickets.filter(isOpenTicket)
  if (!number && open.length > 1 && !matchTicket(context.text, open)) {
    return add(progress, { kind: 'tell-status', numbers: open.slice(0, 3).map(ticket => ticket.number) })
  }
  return withTicket({ progress, context, purpose: 'status', number }, ticket => ({
    kind: 'tell-status',
    numbers: [ticket.number],
  }))
}

function isOpenTicket(ticket: KnownTicket): boolean {
  return !['resolved', 'followed_up', 'closed', 'cancelled'].includes(ticket.status)
}

function confirmPending(progress: Progress): Progress {
  const { pending } = progress.state
  if (pending?.about === 'confirm-cancel') {
    const { pending: _answered, ...state } = progress.state
    return { state, steps: [...progress.steps, { kind: 'cancel-ticket', number: pending.ticketNumber }] }
  }
  if (pending?.about === 'offer' && pending.offer === 'person-or-ticket') {
    const { pending: _answered, ...state } = progress.state
    return add({ ...progress, state }, { kind: 'request-human', reason: 'asked' })
  }
  if (pending?.about === 'place' && progress.state.draft) return openAsItStands(progress)
  if (progress.steps.length > 0) return progress
  return add(progress, { kind: 'say', what: { kind: 'small-talk', topic: 'acknowledged' } })
}

function denyPending(progress: Progress, context: FlowContext): Progress {
  const { pending, ...state } = progress.state
  switch (pending?.about) {
    case 'confirm-cancel':
      return add(
        { ...progress, state },
        { kind: 'say', what: { kind: 'kept-open', number: pending.ticketNumber } },
      )
    case 'which-ticket':
      return add({ ...progress, state }, { kind: 'say', what: { kind: 'left-as-is' } })
    case 'place':
      if (state.draft)
        return add({ ...progress, state: dropDraft(state) }, { kind: 'say', what: { kind: 'draft-dropped' } })
  }
  if (progress.steps.length > 0 || context.text === '') return progress
  return add({ ...progress, state }, { kind: 'say', what: { kind: 'small-talk', topic: 'acknowledged' } })
}

/** Twice in a row not understood: a person is brought in instead of a third excuse. */
function getStuck(progress: Progress): Progress {
  const stuck = progress.state.stuck + 1
  if (stuck < 2) {
    return {
      state: { ...progress.state, stuck },
      steps: [...progress.steps, { kind: 'say', what: { kind: 'not-understood' } }],
    }
  }
  return {
    state: { ...progress.state, stuck: 0 },
    steps: [...progress.steps, { kind: 'request-human', reason: 'stuck' }],
  }
}

/** A photo without words belongs to the problem being talked about. */
function noteFile(progress: Progress, context: FlowContext): Progress {
  if (progress.state.draft) return progress
  const number = progress.state.lastTicket
  const isOpenLast = context.tickets.some(ticket => ticket.number === number && isOpenTicket(ticket))
  if (number && isOpenLast) return add(progress, { kind: 'add-note', number, note: context.text })
  return add(progress, { kind: 'say', what: { kind: 'file-noted' } })
}

function finish(progress: Progress, before: ConversationState, request: AdvanceRequest): Progress {
  const { now, text, hasFile } = request
  const settled = settleDraft(progress, { before, text, hasFile })
  const { draftDueAt, ...rest } = settled.state
  const dueAt = draftDueAt ?? new Date(now.getTime() + draftWaitsMs).toISOString()
  return {
    steps: settled.steps,
    state: {
      ...rest,
      ...(rest.draft ? { draftDueAt: dueAt } : {}),
      introduced: true,
      lastTurnAt: now.toISOString(),
    },
  }
}
