import type { Command, Place, TicketDraft } from '../commands/command.ts'
import type { KnownTicket } from '../understand/understander.ts'
import { chooseTicket, type TicketPurpose } from './choose-ticket.ts'
import { addFurtherWords, dropDraft, type SlotCommand, withSlot } from './draft-flows.ts'
import { matchTicket } from './match-ticket.ts'
import { raisePriority } from './raise-priority.ts'
import type { ConversationState, Progress, Step } from './state.ts'
import { homeAgain, placeAgain, readTakenBack } from './take-back.ts'
import { askTimeAgain, isPastToday, withoutPastVisit } from './time-passed.ts'

export interface FlowContext {
  tickets: KnownTicket[]
  hasHousehold: boolean
  text: string
  /** Minutes of the local day that are gone; a visit before is asked about again. */
  localMinutes?: number | undefined
  /** Whether this turn tells a problem of its own; its words then are not part of another. */
  tellsProblem: boolean
}

/** Kinds and categories that can be worked on without knowing a place. */
const placeless = ['billing', 'staff', 'activity', 'other']

function needsPlace(draft: TicketDraft, context: FlowContext): boolean {
  if (draft.place || draft.kind === 'suggestion') return false
  if (placeless.includes(draft.category) && !draft.indoors) return false
  return !(context.hasHousehold && draft.indoors)
}

/**
 * Opens the ticket at once when enough is said, or in danger; else keeps it as a draft and asks for the place.
 * A second problem does not push the first one out: the first goes on waiting, or is opened as it stands.
 */
export function openTicket(
  progress: Progress,
  command: Extract<Command, { kind: 'open-ticket' }>,
  context: FlowContext,
): Progress {
  const known = placeAgain(withKnown(command.draft, progress.state), context, progress.state)
  const told = homeAgain(known, context, progress.state)
  const draft = raisePriority(withoutPastVisit(told, context.localMinutes))
  const isUrgent = draft.priority === 'emergency'
  if (!isUrgent && needsPlace(draft, context)) {
    const started = putAside(progress)
    const pending = { about: 'place' } as const
    return {
      state: { ...started.state, stuck: 0, draft, pending },
      steps: [...started.steps, { kind: 'ask', about: pending, draft }],
    }
  }
  return isUrgent ? open(putAside(progress), draft, context) : openBeside(progress, draft, context)
}

/** What was told before the problem itself: 「3栋1单元502」, and only then 「马桶堵了」. */
function withKnown(draft: TicketDraft, { pending }: ConversationState): TicketDraft {
  return pending?.about === 'what-happened' ? { ...pending.known, ...draft } : draft
}

/** A problem that lacks nothing is opened; the draft of another goes on waiting for its place. */
function openBeside(progress: Progress, draft: TicketDraft, context: FlowContext): Progress {
  const { draft: waiting, pending } = progress.state
  const opened = open(progress, draft, context)
  if (!waiting) return opened
  const about = pending?.about === 'place' ? { pending } : {}
  const steps = opened.steps.map(step =>
    step.kind === 'open-ticket' ? { ...step, askAppointment: false } : step,
  )
  return { state: { ...opened.state, ...keepDraft(progress.state), ...about }, steps }
}

function keepDraft({ draft, draftDueAt, placeAsked, placeTurns }: ConversationState) {
  return {
    ...(draft ? { draft } : {}),
    ...(draftDueAt ? { draftDueAt } : {}),
    ...(placeAsked === undefined ? {} : { placeAsked }),
    ...(placeTurns === undefined ? {} : { placeTurns }),
  }
}

/** The draft of an earlier problem is opened before a new one begins. */
function putAside(progress: Progress): Progress {
  const { draft, pending, ...state } = progress.state
  if (!draft) return progress
  const steps = progress.steps.filter(step => !(step.kind === 'ask' && step.about.about === 'place'))
  const rest = pending && pending.about !== 'place' ? { ...state, pending } : state
  return {
    state: dropDraft(rest),
    steps: [...steps, { kind: 'open-ticket', draft, askAppointment: false, askPlace: true }],
  }
}

function open(progress: Progress, draft: TicketDraft, context: FlowContext): Progress {
  const { pending: _pending, ...state } = dropDraft(progress.state)
  const isUrgent = draft.priority === 'emergency'
  const askPlace = isUrgent && !draft.place && !context.hasHousehold
  const askAppointment =
    !isUrgent && draft.indoors === true && !draft.appointment && draft.kind !== 'suggestion'
  // One question for a time at most, however many tickets a turn opens.
  const earlier = progress.steps.map(step =>
    step.kind === 'open-ticket' && askAppointment ? { ...step, askAppointment: false } : step,
  )
  return {
    state: { ...state, stuck: 0, ...(askPlace ? { pending: { about: 'place' } as const } : {}) },
    steps: [...earlier, { kind: 'open-ticket', draft, askAppointment, askPlace }],
  }
}

/** A place, phone, time or correction goes to the draft if there is one, else to the ticket talked about. */
export function fillSlot(progress: Progress, command: SlotCommand, context: FlowContext): Progress {
  const { draft } = progress.state
  const { localMinutes } = context
  const isPast =
    command.slot === 'appointment' && localMinutes !== undefined && isPastToday(command.value, localMinutes)
  if (isPast) return askTimeAgain(progress, command.value)
  if (draft) return fillDraft(progress, { draft: withSlot(draft, command), command }, context)
  const isFresh = progress.steps.findLast(step => step.kind === 'open-ticket')
  if (isFresh) return amendOpening(progress, command)
  if (!hasOpenTicket(context)) return keepForLater(progress, command)
  return withTicket({ progress, context, purpose: 'add' }, ticket =>
    slotStep(ticket.number, command, context),
  )
}

const hasOpenTicket = ({ tickets }: FlowContext) =>
  tickets.some(ticket => !['resolved', 'followed_up', 'closed', 'cancelled'].includes(ticket.status))

/** Where, when or whom to call, before any problem was told: it is kept, and the problem asked for. */
function keepForLater(progress: Progress, command: SlotCommand): Progress {
  const { pending } = progress.state
  const before = pending?.about === 'what-happened' ? pending.known : undefined
  const slot = command.slot === 'place' ? { place: command.place } : { [command.slot]: command.value }
  const known = command.slot === 'description' ? before : { ...before, ...slot }
  const about = { about: 'what-happened' as const, ...(known ? { known } : {}) }
  const others = progress.steps.filter(step => !(step.kind === 'ask' && step.about.about === 'what-happened'))
  return {
    state: { ...progress.state, stuck: 0, pending: about },
    steps: [...others, { kind: 'ask', about }],
  }
}

function fillDraft(
  progress: Progress,
  filled: { draft: TicketDraft; command: SlotCommand },
  context: FlowContext,
): Progress {
  const draft = context.tellsProblem ? filled.draft : addFurtherWords(filled.draft, context.text)
  if (needsPlace(draft, context)) return { ...progress, state: { ...progress.state, draft } }
  const isTold = progress.steps.some(step => step.kind === 'open-ticket')
  if (isTold) return { ...progress, state: { ...progress.state, draft } }
  return open(placeEarlier(progress, filled.command, context), draft, context)
}

/** Problems told at once have one place: the tickets that were opened without it get it too. */
function placeEarlier(progress: Progress, command: SlotCommand, context: FlowContext): Progress {
  const [newest] = context.tickets
  if (command.slot !== 'place' || newest?.number !== progress.state.lastTicket) return progress
  const end = context.tickets.findIndex(ticket => !lacksPlace(ticket))
  const lacking = context.tickets.slice(0, end < 0 ? undefined : end)
  const steps = lacking.map(({ number }) => slotStep(number, command, context))
  return { ...progress, steps: [...progress.steps, ...steps] }
}

const lacksPlace = ({ location, category, kind }: KnownTicket): boolean =>
  location === '' && !placeless.includes(category) && kind !== 'suggestion'

/** The slot came in the same turn as the problem: it belongs to it, and need not be asked for. */
function amendOpening(progress: Progress, command: SlotCommand): Progress {
  const steps = progress.steps.map(step =>
    step.kind === 'open-ticket'
      ? {
          ...step,
          draft: withSlot(step.draft, command),
          ...(command.slot === 'place' ? { askPlace: false } : {}),
          ...(command.slot === 'appointment' ? { askAppointment: false } : {}),
        }
      : step,
  )
  return { ...progress, steps }
}

function slotStep(number: string, command: SlotCommand, context: FlowContext): Step {
  const value: { place?: Place; phone?: string; appointment?: string; description?: string } =
    command.slot === 'place' ? { place: command.place } : { [command.slot]: command.value }
  if (command.kind === 'correct-slot') return { kind: 'correct-ticket', number, ...value }
  const { description: _never, ...slots } = value
  return { kind: 'add-note', number, note: context.text, ...slots }
}

/** Withdraws a draft, or a ticket; asks which when several could be meant. */
export function cancelTicket(
  progress: Progress,
  command: Extract<Command, { kind: 'cancel-ticket' }>,
  context: FlowContext,
): Progress {
  if (progress.state.draft && !command.ticketNumber) {
    const { pending: _pending, ...state } = dropDraft(progress.state)
    return { state, steps: [...progress.steps, { kind: 'say', what: { kind: 'draft-dropped' } }] }
  }
  const last = context.tickets.find(ticket => ticket.number === progress.state.lastTicket)
  const isAnotherOpen = context.tickets.some(ticket => ticket !== last && ticket.status !== 'cancelled')
  if (!command.ticketNumber && last?.status === 'cancelled' && !isAnotherOpen) {
    const what = { kind: 'already-cancelled', number: last.number } as const
    return { ...progress, steps: [...progress.steps, { kind: 'say', what }] }
  }
  const chosen = withTicket({ progress, context, purpose: 'cancel', number: command.ticketNumber }, ticket =>
    needsConfirmation(ticket, progress.state)
      ? { kind: 'ask', about: { about: 'confirm-cancel', ticketNumber: ticket.number } }
      : { kind: 'cancel-ticket', number: ticket.number },
  )
  const asked = chosen.steps.at(-1)
  const isAsking = asked?.kind === 'ask' && asked.about.about === 'confirm-cancel'
  return isAsking ? { ...chosen, state: { ...chosen.state, pending: asked.about } } : chosen
}

/** A danger is not called off by one word. */
function needsConfirmation(ticket: KnownTicket, state: ConversationState): boolean {
  const isConfirmed =
    state.pending?.about === 'confirm-cancel' && state.pending.ticketNumber === ticket.number
  return ticket.priority === 'emergency' && !isConfirmed
}

interface TicketRequest {
  progress: Progress
  context: FlowContext
  purpose: TicketPurpose
  number?: string | undefined
}

/** Takes a step with the ticket that is meant, asks which one, or says that there is none. */
export function withTicket(request: TicketRequest, createStep: (ticket: KnownTicket) => Step): Progress {
  const { progress, context, purpose, number } = request
  const { pending, ...rest } = progress.state
  const { text } = context
  const choice = chooseTicket(
    { tickets: context.tickets, state: progress.state, text, ...(number ? { number } : {}) },
    purpose,
  )
  const other = number ? undefined : takeOtherBack(request)
  if (other) return other
  switch (choice.kind) {
    case 'one':
      return {
        state: { ...rest, stuck: 0, lastTicket: choice.ticket.number, ...keepPlaceQuestion(pending) },
        steps: [...progress.steps, createStep(choice.ticket)],
      }
    case 'several': {
      const about = {
        about: 'which-ticket',
        purpose,
        numbers: choice.tickets.map(ticket => ticket.number),
        note: text,
      } as const
      return {
        state: { ...rest, stuck: 0, pending: about },
        steps: [...progress.steps, { kind: 'ask', about, tickets: choice.tickets }],
      }
    }
    case 'not-theirs':
      return say(progress, { kind: 'not-your-ticket', number: choice.number })
    case 'none':
      return withNone(request)
  }
}

const bringsBack = (purpose: TicketPurpose) => purpose === 'add' || purpose === 'urge' || purpose === 'reopen'

/** 「楼上又打鼓了，还是来管管」 is of what was withdrawn, and no word more on what is open. */
function takeOtherBack({ progress, context, purpose }: TicketRequest): Progress | undefined {
  if (!bringsBack(purpose) || progress.state.draft) return undefined
  if (matchTicket(context.text, context.tickets)?.status !== 'cancelled') return undefined
  const draft = readTakenBack(context, progress.state)
  return draft && openTicket(progress, { kind: 'open-ticket', draft }, context)
}

/** What was withdrawn may be wanted after all. */
function withNone({ progress, context, purpose }: TicketRequest): Progress {
  // What was begun is asked about anyway; that nothing is open yet is no news then.
  if (progress.state.draft && purpose !== 'status') return progress
  const again = bringsBack(purpose) ? readTakenBack(context, progress.state) : undefined
  if (again) return openTicket(progress, { kind: 'open-ticket', draft: again }, context)
  return say(progress, { kind: 'no-open-ticket', purpose })
}

/** An interruption does not end the question for a draft's place. */
function keepPlaceQuestion(pending: ConversationState['pending']): Pick<ConversationState, 'pending'> {
  return pending?.about === 'place' ? { pending } : {}
}

function say(progress: Progress, what: Extract<Step, { kind: 'say' }>['what']): Progress {
  return { state: { ...progress.state, stuck: 0 }, steps: [...progress.steps, { kind: 'say', what }] }
}
