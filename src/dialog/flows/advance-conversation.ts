/**
 * The talk as a pure function: state and commands in, new state and steps out.
 *
 *   住户：厨房水管漏水了        → 请问是几栋几单元几室？      (a draft waits for its place)
 *   住户：3栋1单元502           → 工单 LL1001 已登记…什么时候方便上门？
 *   住户：对了，泳池几点关？     → 《泳池管理规定》第2条…     (an interruption; nothing is forgotten)
 *   住户：说错了，是4栋          → 已更正
 */
import type { Command } from '../commands/command.ts'
import type { KnownTicket } from '../understand/understander.ts'
import { type ConversationState, draftWaitsMs, refreshState, type Step } from './state.ts'
import {
  cancelTicket,
  type FlowContext,
  fillSlot,
  openTicket,
  type Progress,
  withTicket,
} from './ticket-flows.ts'

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
}

/** Gives the next state and what to do, in order. Never waits for anything and never throws. */
export function advanceConversation(request: AdvanceRequest): Progress {
  const context: FlowContext = {
    tickets: request.tickets,
    hasHousehold: request.hasHousehold,
    text: request.text,
  }
  let progress: Progress = { state: refreshState(request.state, request.now), steps: [] }
  for (const command of inOrder(request.commands)) progress = advanceOne(progress, command, context)
  if (request.hasFile && progress.steps.length === 0) progress = noteFile(progress, context)
  return finish(lapse(progress, request.state), request.now)
}

/** A question that was there before this turn and is still there has been passed over: it lapses, it never traps. */
function lapse(progress: Progress, before: ConversationState): Progress {
  const { pending, ...state } = progress.state
  const isOld = pending !== undefined && pending === before.pending
  return isOld && !state.draft ? { ...progress, state } : progress
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

function inOrder(commands: Command[]): Command[] {
  return commands
    .map((command, index) => ({ command, index }))
    .toSorted((a, b) => (orderOf[a.command.kind] ?? 4) - (orderOf[b.command.kind] ?? 4) || a.index - b.index)
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
  'add-to-ticket': (progress, command, context) =>
    withTicket({ progress, context, purpose: 'add', number: command.ticketNumber }, ticket => ({
      kind: 'add-note',
      number: ticket.number,
      note: command.note,
    })),
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
  'rate-service': (progress, command, context) =>
    withTicket({ progress, context, purpose: 'rate', number: command.ticketNumber }, ticket => ({
      kind: 'rate-ticket',
      number: ticket.number,
      score: command.score,
      comment: command.comment,
    })),
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
  confirm: (progress, _command, context) => confirmPending(progress, context),
  deny: progress => denyPending(progress),
  clarify: progress => add(progress, { kind: 'say', what: { kind: 'not-understood' } }),
  'cannot-handle': (progress, command) =>
    command.reason === 'unclear'
      ? getStuck(progress)
      : add(progress, { kind: 'say', what: { kind: 'refusal', reason: command.reason } }),
}

function advanceOne(progress: Progress, command: Command, context: FlowContext): Progress {
  const advance = flows[command.kind] as Advance<Command['kind']>
  return advance(progress, command, context)
}

/** Whoever names a flat right after an answer wants the thing done: the question stays at hand for a ticket. */
function offerTicket(progress: Progress, question: string): ConversationState {
  const { state, steps } = progress
  if (state.draft || steps.some(step => step.kind === 'open-ticket' || step.kind === 'ask')) return state
  return { ...state, pending: { about: 'offer', offer: 'ticket', question } }
}

function add(progress: Progress, step: Step): Progress {
  return { state: { ...progress.state, stuck: 0 }, steps: [...progress.steps, step] }
}

/** 「我的报修怎么样了」 without a number tells of all open tickets, at most three; no question back is needed. */
function tellStatus(progress: Progress, context: FlowContext, number: string | undefined): Progress {
  const open = context.tickets.filter(isOpenTicket)
  if (!number && open.length > 1) {
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

function confirmPending(progress: Progress, context: FlowContext): Progress {
  const { pending } = progress.state
  if (pending?.about === 'confirm-cancel') {
    const { pending: _answered, ...state } = progress.state
    return { state, steps: [...progress.steps, { kind: 'cancel-ticket', number: pending.ticketNumber }] }
  }
  if (pending?.about === 'offer' && pending.offer === 'person-or-ticket') {
    const { pending: _answered, ...state } = progress.state
    return add({ ...progress, state }, { kind: 'request-human', reason: 'asked' })
  }
  if (pending?.about === 'place' && progress.state.draft) return openAsItIs(progress, context)
  if (progress.steps.length > 0) return progress
  return add(progress, { kind: 'say', what: { kind: 'small-talk', topic: 'acknowledged' } })
}

/** "嗯" to the question for a place: nothing more is known, so the problem is registered as it stands. */
function openAsItIs(progress: Progress, context: FlowContext): Progress {
  const { draft, pending: _pending, draftDueAt: _dueAt, ...state } = progress.state
  if (!draft || context.text.length === 0) return progress
  return add({ ...progress, state }, { kind: 'open-ticket', draft, askAppointment: false, askPlace: false })
}

function denyPending(progress: Progress): Progress {
  const { pending, ...state } = progress.state
  if (pending?.about === 'confirm-cancel') {
    return add(
      { ...progress, state },
      { kind: 'say', what: { kind: 'kept-open', number: pending.ticketNumber } },
    )
  }
  if (pending?.about === 'place' && state.draft) {
    return add({ ...progress, state: dropDraft(state) }, { kind: 'say', what: { kind: 'draft-dropped' } })
  }
  if (progress.steps.length > 0) return progress
  return add({ ...progress, state }, { kind: 'say', what: { kind: 'small-talk', topic: 'acknowledged' } })
}

function dropDraft(state: ConversationState): ConversationState {
  const { draft: _draft, draftDueAt: _dueAt, ...rest } = state
  return rest
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
  const number = progress.state.lastTicket
  const isOpenLast = context.tickets.some(ticket => ticket.number === number && isOpenTicket(ticket))
  if (number && isOpenLast) return add(progress, { kind: 'add-note', number, note: context.text })
  return add(progress, { kind: 'say', what: { kind: 'file-noted' } })
}

/** A draft never waits unseen: each turn that leaves it unfinished asks again, and after two askings it is opened as it is. */
const mostPlaceQuestions = 2

function settleDraft(progress: Progress): Progress {
  const { draft, placeAsked = 0, draftDueAt: _dueAt, pending, ...state } = progress.state
  if (!draft) return { ...progress, state: pending ? { ...state, pending } : state }
  const isAsked = progress.steps.some(step => step.kind === 'ask' && step.about.about === 'place')
  if (isAsked) return { ...progress, state: { ...progress.state, placeAsked: 1 } }
  if (placeAsked >= mostPlaceQuestions) {
    const step: Step = { kind: 'open-ticket', draft, askAppointment: false, askPlace: false }
    return { state, steps: [...progress.steps, step] }
  }
  const about = { about: 'place' } as const
  return {
    state: { ...progress.state, pending: about, placeAsked: placeAsked + 1 },
    steps: [...progress.steps, { kind: 'ask', about, draft, isAgain: true }],
  }
}

function finish(progress: Progress, now: Date): Progress {
  const settled = settleDraft(progress)
  const hasDraft = settled.state.draft !== undefined
  const { draftDueAt, ...rest } = settled.state
  const dueAt = draftDueAt ?? new Date(now.getTime() + draftWaitsMs).toISOString()
  return {
    steps: settled.steps,
    state: {
      ...rest,
      ...(hasDraft ? { draftDueAt: dueAt } : {}),
      introduced: true,
      lastTurnAt: now.toISOString(),
    },
  }
}

/** Opens the draft that nobody completed in time; used when the resident stayed silent. */
export function openOverdueDraft(state: ConversationState, now: Date): Progress {
  const { draft, draftDueAt, pending: _pending, ...rest } = state
  if (!draft || !draftDueAt || Date.parse(draftDueAt) > now.getTime()) return { state, steps: [] }
  return { state: rest, steps: [{ kind: 'open-ticket', draft, askAppointment: false, askPlace: false }] }
}
