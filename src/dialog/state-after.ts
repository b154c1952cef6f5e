import type { ConversationState } from './flows/state.ts'
import type { Outcome } from './reply/outcome.ts'

/** A ticket just opened is the one spoken of from now on, and may be asked about; what was offered may be accepted. */
export function stateAfter(outcomes: Outcome[], decided: ConversationState): ConversationState {
  const opened = outcomes.findLast(outcome => outcome.kind === 'opened')
  const state = offerHelp(outcomes, decided)
  if (opened?.kind !== 'opened') return state
  const { number } = opened.ticket
  const spokenOf = { ...state, lastTicket: number }
  return opened.askAppointment
    ? { ...spokenOf, pending: { about: 'appointment', ticketNumber: number } }
    : spokenOf
}

/** Where the documents hold no answer the reply offers a person or a ticket: 「好的」 then means that. */
function offerHelp(outcomes: Outcome[], state: ConversationState): ConversationState {
  const { pending } = state
  const isUnanswered = outcomes.some(
    outcome => outcome.kind === 'answered' && outcome.answer.kind === 'not-in-documents',
  )
  const isOpened = outcomes.some(outcome => outcome.kind === 'opened')
  if (!isUnanswered || isOpened || state.draft || pending?.about === 'confirm-cancel') return state
  const question = state.questions.at(-1) ?? ''
  const { askedAgain: _asked, ...rest } = state
  return { ...rest, pending: { about: 'offer', offer: 'person-or-ticket', question } }
}
