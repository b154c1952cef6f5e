import { readCause } from '../incidents/causes.ts'
import { findIncidentState } from '../incidents/run-incident.ts'
import type { Work } from '../storage/work.ts'
import { actOnTicket } from '../tickets/act-on-ticket.ts'
import { listOwnTickets } from '../tickets/own-tickets.ts'
import { isOpen } from '../tickets/ticket.ts'
import { noteTicket, openTicket, rateTicket } from '../tickets/ticket-store.ts'
import { attachFiles } from './attach-files.ts'
import { bringPerson } from './bring-person.ts'
import { describeTickets } from './describe-tickets.ts'
import type { Step } from './flows/state.ts'
import type { PerformContext } from './perform-context.ts'
import type { Outcome } from './reply/outcome.ts'
import { correctPlace, locationOf, writePlace } from './write-place.ts'

export async function performOpening(
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
  // Only what has a cause that many can have belongs to an incident.
  const incident = readCause(ticket.description) && (await findIncidentState(work.tx, ticket.id))
  // What many have is not mended in one flat.
  const asks = { askAppointment: step.askAppointment && !incident, askPlace: step.askPlace }
  return { kind: 'opened', ticket, draft, ...asks, files, ...(incident && { incident }) }
}

export async function performUrge(
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
export async function performRating(
  work: Work,
  step: Extract<Step, { kind: 'rate-ticket' }>,
  context: PerformContext,
): Promise<Outcome> {
  const ticket = await rateTicket(work, step)
  if (step.score <= 2) {
    await bringPerson(work, context, { ticketId: ticket.id, reason: 'low-rating' })
  }
  const mayReopen = !step.reopens && !isOpen(ticket.status)
  return { kind: 'rated', score: step.score, ticket, mayReopen }
}

export async function performNote(
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
    ...(step.callsOff ? { type: 'called-off' } : {}),
    ...(hasSet ? { set } : { append: step.note }),
  })
  await attachFiles(work, ticket.id, context)
  const slot = slotOf(step)
  return { kind: 'noted', ticket, ...(slot ? { slot } : {}) }
}

function slotOf(
  step: Extract<Step, { kind: 'add-note' }>,
): Extract<Outcome, { kind: 'noted' }>['slot'] | undefined {
  if (step.callsOff) return 'called-off'
  return step.place ? 'place' : step.appointment ? 'appointment' : step.phone ? 'phone' : undefined
}

export async function performCorrection(
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
export async function performReopening(
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
