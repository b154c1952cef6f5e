import type { Texts } from '../../i18n/texts.ts'
import type { Citation } from '../../knowledge/answer.ts'
import type { Button } from '../../messaging/message.ts'
import { writeSurveyQuestion } from '../../surveys/write-survey-question.ts'
import type { Ticket } from '../../tickets/ticket.ts'
import type { Place } from '../commands/command.ts'
import type { Outcome } from './outcome.ts'
import { buttonsFor } from './write-buttons.ts'
import { priorityOf, type WriteContext } from './write-context.ts'
import { writeHandover } from './write-handover.ts'
import { writeIncident } from './write-incident-state.ts'
import { writeLink } from './write-link.ts'
import { writeSaying } from './write-saying.ts'
import { writeStatus, writeUrged } from './write-standing.ts'

export interface WrittenReply {
  text: string
  buttons?: Button[][]
  citations: Citation[]
}

/**
 * Writes one reply from what happened, in the resident's language: instructions in danger first. Undefined when
 * there is nothing to say. Each reply carries the AI label once (GB 45438-2025, 5.1).
 */
export function writeReply(outcomes: Outcome[], context: WriteContext): WrittenReply | undefined {
  const ordered = withoutSecondQuestion(outcomes).toSorted((a, b) => priorityOf(a) - priorityOf(b))
  const isUrgent = outcomes.some(isDanger)
  const write = (outcome: Outcome) =>
    isUrgent && outcome.kind === 'opened' && !isDanger(outcome)
      ? context.texts.ticketAlso(outcome.ticket.number)
      : writeOutcome(outcome, context)
  const written = unique(ordered.map(write).filter(text => text !== ''))
  const paragraphs = written.length === 0 ? writeNotedForPerson(outcomes, context) : written
  if (paragraphs.length === 0) return undefined
  const isWelcome = outcomes.some(outcome => outcome.kind === 'said' && outcome.what.kind === 'welcome')
  const opening = context.introduce && !isWelcome && !isUrgent ? [context.texts.introduction] : []
  const text = [...opening, ...paragraphs].join('\n\n')
  const buttons = buttonsFor(outcomes, context)
  return {
    text: `${text}\n${context.texts.aiLabel}`,
    ...(buttons.length > 0 ? { buttons } : {}),
    citations: ordered.flatMap(citationsOf),
  }
}

/** Nothing but a wish for a person who is waited for already: short, without the words of the handover again. */
function writeNotedForPerson(outcomes: Outcome[], { texts }: WriteContext): string[] {
  return outcomes.some(outcome => outcome.kind === 'handover') ? [texts.handoverNoted] : []
}

const isDanger = (outcome: Outcome): boolean =>
  outcome.kind === 'opened' && outcome.ticket.priority === 'emergency'

/** Where help is offered because the documents are silent, nothing else is asked again: one question at a time. */
function withoutSecondQuestion(outcomes: Outcome[]): Outcome[] {
  const offersHelp = outcomes.some(
    outcome => outcome.kind === 'answered' && outcome.answer.kind === 'not-in-documents',
  )
  if (!offersHelp) return outcomes
  const asksAgain = (outcome: Outcome) =>
    outcome.kind === 'asked' && outcome.isAgain && outcome.about.about === 'appointment'
  return outcomes.filter(outcome => !asksAgain(outcome))
}

function unique(paragraphs: string[]): string[] {
  return [...new Set(paragraphs)]
}

function writeOutcome(outcome: Outcome, context: WriteContext): string {
  const { texts } = context
  switch (outcome.kind) {
    case 'opened':
      return writeOpened(outcome, context)
    case 'noted':
      return writeNoted(outcome, texts)
    case 'corrected':
      return outcome.slot === 'place'
        ? texts.ticketCorrected({ number: outcome.ticket.number, place: placeOf(outcome.ticket, texts) })
        : texts.ticketAmended(outcome.ticket.number)
    case 'cancelled':
      return texts.ticketCancelled(outcome.ticket.number)
    case 'reopened':
      return texts.ticketReopened({
        number: outcome.ticket.number,
        resolveBy: context.writeTime(outcome.ticket.resolveBy),
      })
    case 'still-open':
      return texts.stillOpen(outcome.ticket.number)
    case 'urged':
      return writeUrged(outcome.ticket, context)
    case 'status':
      return outcome.tickets.map(ticket => writeStatus(ticket, context)).join('\n')
    case 'rated':
      return writeRated(outcome, texts)
    default:
      return writeTalk(outcome, context)
  }
}

type TalkOutcome = Exclude<
  Outcome,
  {
    kind:
      | 'opened'
      | 'noted'
      | 'corrected'
      | 'cancelled'
      | 'reopened'
      | 'still-open'
      | 'urged'
      | 'status'
      | 'rated'
  }
>

function writeTalk(outcome: TalkOutcome, context: WriteContext): string {
  const { texts } = context
  switch (outcome.kind) {
    case 'answered':
      return writeAnswer(outcome.answer, texts)
    case 'handover':
      return writeHandover(outcome, context)
    case 'voice':
      return writeVoice(outcome, texts)
    case 'callback-rated':
      return writeCallbackRated(outcome, texts)
    case 'survey-answered':
      return outcome.next ? writeSurveyQuestion(outcome.next, context.language).text : texts.survey.done
    case 'aspect-rated':
      return outcome.isLow ? texts.callback.aspectLow : texts.callback.aspectThanks
    case 'file-kept':
      return texts.callback.fileKept(outcome.number)
    case 'opted-out':
      return texts.callback.optedOut
    case 'opted-in':
      return texts.callback.optedIn
    case 'bound':
      return texts.bound(texts.place(outcome.household))
    case 'bind-wrong-code':
      return texts.bindWrongCode(outcome.triesLeft)
    case 'bind-too-many':
      return texts.bindTooMany
    case 'link':
      return writeLink(outcome.result, context)
    case 'asked':
      return writeQuestion(outcome, texts)
    case 'ran-errand':
      return outcome.answer.text
    case 'said':
      return writeSaying(outcome.what, texts)
  }
}

function placeOf(ticket: Ticket, texts: Texts): string {
  return ticket.location === '' ? texts.placeUnknown : ticket.location
}

/** The place in the reply's own language; the ticket keeps it as staff read it. */
function openedPlace({ draft, ticket }: Extract<Outcome, { kind: 'opened' }>, texts: Texts): string {
  const written = draft.place ? texts.place(draft.place) : ''
  return written === '' ? placeOf(ticket, texts) : written
}

function writeOpened(outcome: Extract<Outcome, { kind: 'opened' }>, context: WriteContext): string {
  const { texts } = context
  const { ticket, draft } = outcome
  const isUrgent = ticket.priority === 'emergency'
  const facts = {
    number: ticket.number,
    kind: texts.kind(ticket.kind),
    category: texts.category(ticket.category),
    place: context.isGroup && !draft.place ? texts.placeOnFile : openedPlace(outcome, texts),
    queue: texts.queue(ticket.queue),
    respondBy: context.writeTime(ticket.respondBy),
    resolveBy: context.writeTime(ticket.resolveBy),
  }
  const advice = draft.danger ? texts.danger(draft.danger) : texts.emergencyGeneral
  const lines = isUrgent ? [advice, texts.emergencyOpened(facts)] : [texts.ticketOpened(facts)]
  if (outcome.incident) lines.push(writeIncident(outcome.incident, texts))
  if (outcome.files > 0) lines.push(texts.withPhotos(outcome.files))
  if (outcome.askPlace) lines.push(isUrgent ? texts.askPlaceUrgent : texts.askPlaceLater)
  if (outcome.askAppointment)
    lines.push(ticket.priority === 'high' ? texts.askAppointmentSoon : texts.askAppointment)
  return lines.join('\n')
}

function writeNoted(outcome: Extract<Outcome, { kind: 'noted' }>, texts: Texts): string {
  const { ticket } = outcome
  switch (outcome.slot) {
    case 'appointment':
      return texts.appointmentSet({ number: ticket.number, appointment: ticket.appointment ?? '' })
    case 'phone':
      return texts.phoneSet(ticket.number)
    case 'place':
      return texts.placeSet({ number: ticket.number, place: placeOf(ticket, texts) })
    case 'called-off':
      return texts.calledOff(ticket.number)
    default:
      return texts.noteAdded(ticket.number)
  }
}

function writeRated(outcome: Extract<Outcome, { kind: 'rated' }>, texts: Texts): string {
  const { score, mayReopen } = outcome
  if (score >= 4) return texts.ratedHigh(score)
  if (score === 3) return texts.ratedMiddle(score)
  return mayReopen ? `${texts.ratedLow(score)}${texts.mayReopen}` : texts.ratedLow(score)
}

function writeCallbackRated(outcome: Extract<Outcome, { kind: 'callback-rated' }>, texts: Texts): string {
  const { score, reopened, aspect, isLow, isChanged } = outcome
  const { callback } = texts
  if (isLow) {
    return reopened ? callback.low({ score, number: reopened.number }) : callback.lowTalk(score)
  }
  if (isChanged) return callback.changed(score)
  const thanks = score >= 4 ? texts.ratedHigh(score) : texts.ratedMiddle(score)
  return aspect ? `${thanks}\n${callback.askAspect(callback.aspect[aspect] ?? aspect)}` : thanks
}

function writeAnswer(answer: Extract<Outcome, { kind: 'answered' }>['answer'], texts: Texts): string {
  if (answer.kind === 'answered') return answer.text
  return texts.notInDocuments
}

function writeVoice(outcome: Extract<Outcome, { kind: 'voice' }>, texts: Texts): string {
  if (outcome.type === 'praise') return texts.praiseRecorded
  return outcome.type === 'suggestion' ? texts.suggestionRecorded : texts.signUpRecorded(outcome.text)
}

function writeQuestion(outcome: Extract<Outcome, { kind: 'asked' }>, texts: Texts): string {
  switch (outcome.about.about) {
    case 'place':
      return outcome.isAgain || !outcome.draft
        ? texts.askPlaceAgain(outcome.noted)
        : texts.askPlace({ category: texts.category(outcome.draft.category) })
    case 'which-ticket':
      return [
        outcome.isAgain ? texts.askWhichTicketAgain : texts.askWhichTicket,
        ...outcome.tickets.map(ticket => writeTicketLine(ticket, texts)),
      ].join('\n')
    case 'appointment':
      return outcome.isAgain ? texts.askAppointmentAgain(outcome.about.ticketNumber) : texts.askAppointment
    case 'confirm-cancel':
      return texts.askConfirmCancel(outcome.about.ticketNumber)
    case 'what-happened':
      return writeWhatHappened(outcome.about.known?.place, texts)
    default:
      return texts.askWhatHappened
  }
}

function writeWhatHappened(place: Place | undefined, texts: Texts): string {
  const written = place ? texts.place(place) || place.said : ''
  return written === '' ? texts.askWhatHappened : texts.askWhatHappenedAt(written)
}

function writeTicketLine(
  ticket: { number: string; category: Ticket['category']; status: string; description: string },
  texts: Texts,
): string {
  const characters = [...ticket.description.replaceAll('\n', ' ')]
  return texts.ticketLine({
    number: ticket.number,
    category: texts.category(ticket.category),
    status: texts.status(ticket.status),
    summary: characters.slice(0, 20).join(''),
  })
}

function citationsOf(outcome: Outcome): Citation[] {
  return outcome.kind === 'answered' && outcome.answer.kind === 'answered' ? outcome.answer.citations : []
}
