import { noteNewProblem, optOut, takeAspect } from '../callbacks/take-answer.ts'
import { rateAnswer } from '../knowledge/gaps/rate-answer.ts'
import { bindByCode } from '../residents/bind-household.ts'
import { createId } from '../shared/ids.ts'
import { setSurveysOff } from '../storage/same-person.ts'
import type { Work } from '../storage/work.ts'
import { actOnTicket } from '../tickets/act-on-ticket.ts'
import { listOwnTickets } from '../tickets/own-tickets.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { bringPerson } from './bring-person.ts'
import { describeTickets } from './describe-tickets.ts'
import type { Step } from './flows/state.ts'
import { linkAccounts } from './link-step.ts'
import { performPass, performSurveyAnswer } from './perform-asked.ts'
import { performAnswer, performFile } from './perform-callback.ts'
import type { PerformContext } from './perform-context.ts'
import {
  performCorrection,
  performNote,
  performOpening,
  performRating,
  performReopening,
  performUrge,
} from './perform-ticket.ts'
import type { Outcome } from './reply/outcome.ts'

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
        ? { kind: 'aspect-rated', isLow: step.score <= 2 }
        : undefined
    case 'keep-file':
      return await performFile(work, step, context)
    case 'opt-out':
      return await performOptOut(work, step, context)
    case 'opt-in':
      await setSurveysOff(work.tx, context.contactId, null)
      return { kind: 'opted-in' }
    case 'answer-survey':
      return await performSurveyAnswer(work, step, context)
    case 'pass-callback':
      return await performPass(work, step, context)
    case 'note-new-problem':
      return void (await noteNewProblem(work, step.id, step.words))
    case 'answer-question': {
      const answer = context.answers.get(step.question) ?? { kind: 'not-in-documents' as const, nearest: [] }
      return { kind: 'answered', answer }
    }
    case 'request-human': {
      const { isNew, plan } = await bringPerson(work, context, { reason: step.reason })
      return { kind: 'handover', reason: step.reason, isNew, plan }
    }
    case 'record-voice':
      return await recordVoice(work, step, context)
    case 'rate-answer':
      return void (await rateAnswer(work.tx, { ...context, isHelpful: step.isHelpful }))
    case 'errand':
      return { kind: 'ran-errand', answer: await context.runErrand(work, { ...context, ...step }) }
    case 'bind':
      return await performBinding(work, step.code, context)
    case 'link':
      return { kind: 'link', result: await linkAccounts(work, step, context) }
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

async function performOptOut(
  work: Work,
  { id, words }: Extract<Step, { kind: 'opt-out' }>,
  context: PerformContext,
): Promise<Outcome> {
  await setSurveysOff(work.tx, context.contactId, work.now)
  if (id) await optOut(work, id, { words, askedIn: context.conversationId })
  return { kind: 'opted-out' }
}

async function recordVoice(
  work: Work,
  { type, text }: Extract<Step, { kind: 'record-voice' }>,
  { conversationId, now: at }: PerformContext,
): Promise<Outcome> {
  await work.tx.residentVoice.create({ data: { id: createId(), conversationId, type, text, at } })
  return { kind: 'voice', type, text }
}

async function performBinding(
  work: Work,
  code: string,
  { contactId, now }: PerformContext,
): Promise<Outcome> {
  const result = await bindByCode(work.tx, { contactId, code, now })
  switch (result.kind) {
    case 'bound':
      return { kind: 'bound', household: result.household }
    case 'wrong-code':
      return { kind: 'bind-wrong-code', triesLeft: result.triesLeft }
    case 'too-many-tries':
      return { kind: 'bind-too-many' }
  }
}

/** An emergency brings a person in at once, whatever else happens (promise 5). */
async function ringForDanger(work: Work, ticket: Ticket, context: PerformContext): Promise<Outcome> {
  const { isNew, plan } = await bringPerson(work, context, { ticketId: ticket.id, reason: 'danger' })
  return { kind: 'handover', reason: 'danger', isNew, plan }
}
