import { noteNewProblem, optOut, takeAnswer, takeAspect } from '../callbacks/take-answer.ts'
import { requestHandover } from '../handover/request-handover.ts'
import { findIncidentState } from '../incidents/run-incident.ts'
import type { KnowledgeAnswer } from '../knowledge/answer.ts'
import { rateAnswer } from '../knowledge/gaps/rate-answer.ts'
import { bindByCode, type HouseholdName } from '../residents/bind-household.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import { takeSurveyAnswer } from '../surveys/run-survey.ts'
import { actOnTicket } from '../tickets/act-on-ticket.ts'
import { isOpen, type Ticket } from '../tickets/ticket.ts'
import { listOwnTickets, noteTicket, openTicket, rateTicket } from '../tickets/ticket-store.ts'
import { attachFiles } from './attach-files.ts'
import { describeTickets } from './describe-tickets.ts'
import type { Step } from './flows/state.ts'
import type { Outcome } from './reply/outcome.ts'
import { correctPlace, locationOf, writePlace } from './write-place.ts'

export interface PerformContext {
  conversationId: string
  contactId: string
  channel: string
  sender: string
  communityId: string | undefined
  /** Of the community. */
  timezone: string
  household: HouseholdName | undefined
  /** Files of this turn, not yet part of a ticket. */
  attachmentIds: string[]
  /** Answers found before the transaction began, by question. */
  answers: Map<string, KnowledgeAnswer>
  /** The words of this turn. */
  text: string
  now: Date
}

/** Carries out the steps of a turn in its transaction, in order, and reports what really happened. */
export async function performSteps(work: Work, steps: Step[], context: PerformContext): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of steps) {
    const outcome = await performStep(work, step, context)
    if (!outcome) continue
    outcomes.push(outcome)
    if (outcome.kind === 'opened' && outcome.ticket.priority === 'emergency') {
      outcomes.push(await ringForDanger(work, outcome.ticket, context))
    }
  }
  return outcomes
}

async function performStep(work: Work, step: Step, context: PerformContext): Promise<Outcome | undefined> {
  const by = 'resident'
  switch (step.kind) {
    case 'open-ticket':
      return await performOpening(work, step, context)
    case 'add-note':
      return await performNote(work, step, context)
    case 'correct-ticket':
      return await performCorrection(work, step, context)
    case 'cancel-ticket':
      return {
        kind: 'cancelled',
        ticket: await actOnTicket(work, { number: step.number, action: 'cancel', by, note: context.text }),
      }
    case 'reopen-ticket':
      return await performReopening(work, step, context)
    case 'urge-ticket':
      return await performUrge(work, step, context)
    case 'rate-ticket':
      return await performRating(work, step, context)
    case 'tell-status': {
      const own = await listOwnTickets(work.tx, context)
      const asked = own.filter(ticket => step.numbers.includes(ticket.number))
      return { kind: 'status', tickets: await describeTickets(work, asked) }
    }
    default:
      return await performTalk(work, step, context)
  }
}

type TicketStep =
  | 'open-ticket'
  | 'add-note'
  | 'correct-ticket'
  | 'cancel-ticket'
  | 'reopen-ticket'
  | 'urge-ticket'
  | 'rate-ticket'
  | 'tell-status'

async function performTalk(
  work: Work,
  step: Exclude<Step, { kind: TicketStep }>,
  context: PerformContext,
): Promise<Outcome | undefined> {
  switch (step.kind) {
    case 'answer-callback':
      return await performAnswer(work, step, context)
    case 'answer-aspect':
      return (await takeAspect(work, step.id, { ...step, askedIn: context.conversationId }))
        ? { kind: 'aspect-rated' }
        : undefined
    case 'opt-out':
      await optOut(work, step.id, { words: step.words, askedIn: context.conversationId })
      return { kind: 'opted-out' }
    case 'opt-in':
      await work.tx.contact.update({ where: { id: context.contactId }, data: { surveysOffAt: null } })
      return { kind: 'opted-in' }
    case 'answer-survey': {
      const taken = await takeSurveyAnswer(work, { ...step, conversationId: context.conversationId })
      return taken ? { kind: 'survey-answered', next: taken.next } : { kind: 'said', what: { kind: 'help' } }
    }
    case 'note-new-problem':
      return void (await noteNewProblem(work, step.id, step.words))
    case 'answer-question': {
      const answer = context.answers.get(step.question) ?? { kind: 'not-in-documents' as const, nearest: [] }
      return { kind: 'answered', answer }
    }
    case 'request-human': {
      const { isNew, plan } = await requestHandover(work, { ...handoverOf(context), reason: step.reason })
      return { kind: 'handover', reason: step.reason, isNew, plan }
    }
    case 'record-voice': {
      const { conversationId, now: at } = context
      await work.tx.residentVoice.create({
        data: { id: createId(), conversationId, type: step.type, text: step.text, at },
      })
      return { kind: 'voice', type: step.type, text: step.text }
    }
    case 'rate-answer':
      return void (await rateAnswer(work.tx, { ...context, isHelpful: step.isHelpful }))
    case 'bind':
      return await bindByCode(work.tx, {
        contactId: context.contactId,
        code: step.code,
        now: context.now,
      }).then(result =>
        result.kind === 'too-many-tries' ? { kind: 'bind-too-many' } : toBindOutcome(result),
      )
    case 'ask':
      return {
        kind: 'asked',
        about: step.about,
        tickets: step.tickets ?? [],
        isAgain: step.isAgain ?? false,
        noted: step.noted ?? [],
        ...(step.draft ? { draft: step.draft } : {}),
      }
    case 'say':
      return { kind: 'said', what: step.what }
  }
}

/** What followed from the answer has happened when it was taken; the reply says what is so then. */
async function performAnswer(
  work: Work,
  { id, ...rating }: Extract<Step, { kind: 'answer-callback' }>,
  { conversationId }: PerformContext,
): Promise<Outcome> {
  const taken = await takeAnswer(work, id, { ...rating, by: 'resident', askedIn: conversationId })
  if (!taken) return { kind: 'said', what: { kind: 'help' } }
  const { callback, before, aspect } = taken
  const { score } = rating
  const isLow = score <= 2 || rating.isUnsolved
  const number = callback.subject === 'ticket' ? callback.ticketNumber : null
  const ticket = number ? ((await work.tx.ticket.findUnique({ where: { number } })) as Ticket | null) : null
  const reopened = isLow && ticket?.status === 'reopened' ? ticket : undefined
  return {
    kind: 'callback-rated',
    score,
    reopened,
    isLow,
    isChanged: before !== null && before !== score,
    aspect,
  }
}

function toBindOutcome(
  result: { kind: 'bound'; household: HouseholdName } | { kind: 'wrong-code'; triesLeft: number },
): Outcome {
  return result.kind === 'bound'
    ? { kind: 'bound', household: result.household }
    : { kind: 'bind-wrong-code', triesLeft: result.triesLeft }
}

function handoverOf(context: PerformContext) {
  const { conversationId, timezone, now } = context
  return { conversationId, summary: context.text.slice(0, 500).toWellFormed(), timezone, now }
}

/** An emergency brings a person in at once, whatever else happens (promise 5). */
async function ringForDanger(work: Work, ticket: Ticket, context: PerformContext): Promise<Outcome> {
  const { isNew, plan } = await requestHandover(work, {
    ...handoverOf(context),
    ticketId: ticket.id,
    reason: 'danger',
  })
  return { kind: 'handover', reason: 'danger', isNew, plan }
}

async function performOpening(
  work: Work,
  step: Extract<Step, { kind: 'open-ticket' }>,
  context: PerformContext,
): Promise<Outcome> {
  const { draft } = step
  const { household } = context
  const ticket = await openTicket(work, {
    kind: draft.kind,
    category: draft.category,
    priority: draft.priority,
    description: draft.description,
    location: locationOf(draft, household),
    ...(draft.phone ? { phone: draft.phone } : {}),
    ...(draft.appointment ? { appointment: draft.appointment } : {}),
    ...(context.communityId ? { communityId: context.communityId } : {}),
    ...(household ? { householdId: household.id } : {}),
    channel: context.channel,
    sender: context.sender,
    conversationId: context.conversationId,
    by: 'resident',
    now: context.now,
  })
  const files = await attachFiles(work, ticket.id, context)
  const incident = await findIncidentState(work.tx, ticket.id)
  // What many have is not mended in one flat.
  const asks = { askAppointment: step.askAppointment && !incident, askPlace: step.askPlace }
  return { kind: 'opened', ticket, draft, ...asks, files, ...(incident && { incident }) }
}

async function performUrge(
  work: Work,
  step: Extract<Step, { kind: 'urge-ticket' }>,
  context: PerformContext,
): Promise<Outcome | undefined> {
  const urge = { number: step.number, by: 'resident', note: context.text, type: 'urged' } as const
  const ticket = await noteTicket(work, urge)
  await attachFiles(work, ticket.id, context)
  const [told] = await describeTickets(work, [ticket])
  return told && { kind: 'urged', ticket: told }
}

/** A low score brings a person in, so that the reply may say so. */
async function performRating(
  work: Work,
  step: Extract<Step, { kind: 'rate-ticket' }>,
  context: PerformContext,
): Promise<Outcome> {
  const ticket = await rateTicket(work, step)
  if (step.score <= 2) {
    await requestHandover(work, { ...handoverOf(context), ticketId: ticket.id, reason: 'low-rating' })
  }
  const mayReopen = !step.reopens && !isOpen(ticket.status)
  return { kind: 'rated', score: step.score, ticket, mayReopen }
}

async function performNote(
  work: Work,
  step: Extract<Step, { kind: 'add-note' }>,
  context: PerformContext,
): Promise<Outcome> {
  const set = {
    ...(step.place ? { location: writePlace(step.place) } : {}),
    ...(step.phone ? { phone: step.phone } : {}),
    ...(step.appointment ? { appointment: step.appointment } : {}),
  }
  const hasSet = Object.keys(set).length > 0
  const ticket = await noteTicket(work, {
    number: step.number,
    by: 'resident',
    note: step.note,
    ...(hasSet ? { set } : { append: step.note }),
  })
  await attachFiles(work, ticket.id, context)
  const slot = step.place ? 'place' : step.appointment ? 'appointment' : step.phone ? 'phone' : undefined
  return { kind: 'noted', ticket, ...(slot ? { slot } : {}) }
}

async function performCorrection(
  work: Work,
  step: Extract<Step, { kind: 'correct-ticket' }>,
  context: PerformContext,
): Promise<Outcome> {
  const known = (await listOwnTickets(work.tx, context)).find(ticket => ticket.number === step.number)
  const ticket = await noteTicket(work, {
    number: step.number,
    by: 'resident',
    note: context.text,
    type: 'corrected',
    set: {
      ...(step.place ? { location: correctPlace(known?.location ?? '', step.place) } : {}),
      ...(step.phone ? { phone: step.phone } : {}),
      ...(step.appointment ? { appointment: step.appointment } : {}),
      ...(step.description ? { description: step.description } : {}),
    },
  })
  await attachFiles(work, ticket.id, context)
  return { kind: 'corrected', ticket, slot: step.place ? 'place' : 'other' }
}

/** A ticket that staff have not closed yet is still open: the complaint is added to it instead. */
async function performReopening(
  work: Work,
  step: Extract<Step, { kind: 'reopen-ticket' }>,
  context: PerformContext,
): Promise<Outcome> {
  const note = step.reason === '' ? context.text : step.reason
  const own = await listOwnTickets(work.tx, context)
  const known = own.find(ticket => ticket.number === step.number)
  if (known) await attachFiles(work, known.id, context)
  const { number } = step
  if (known && isOpen(known.status)) {
    return { kind: 'still-open', ticket: await noteTicket(work, { number, by: 'resident', note }) }
  }
  const ticket = await actOnTicket(work, { number, action: 'reopen', by: 'resident', note })
  return { kind: 'reopened', ticket }
}
