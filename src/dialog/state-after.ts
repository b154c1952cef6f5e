import type { ConversationState } from './flows/state.ts'
import type { Outcome } from './reply/outcome.ts'

/** A ticket just opened is the one spoken of from now on, and may be asked about; what was offered may be accepted. */
export function stateAfter(outcomes: Outcome[], decided: ConversationState): ConversationState {
  const opened = outcomes.findLast(outcome => outcome.kind === 'opened')
  const { awaited: _woken, ...next } = followSurvey(outcomes, decided)
  const state = askAspect(outcomes, offerHelp(outcomes, next))
  if (opened?.kind !== 'opened') return state
  const { number } = opened.ticket
  const spokenOf = { ...state, lastTicket: number }
  return opened.askAppointment
    ? { ...spokenOf, pending: { about: 'appointment', ticketNumber: number } }
    : spokenOf
}

/** The next question of a survey is the one that waits from now on; who wants no more questions is asked none. */
function followSurvey(outcomes: Outcome[], state: ConversationState): ConversationState {
  const answered = outcomes.find(outcome => outcome.kind === 'survey-answered')
  const isOver = outcomes.some(
    outcome =>
      outcome.kind === 'opted-out' || (outcome.kind === 'said' && outcome.what.kind === 'survey-over'),
  )
  const { survey: _answered, ...rest } = state
  if (isOver) return rest
  const isHinted = outcomes.some(
    outcome =>
      outcome.kind === 'said' && outcome.what.kind === 'survey-again' && outcome.what.isHint === true,
  )
  if (isHinted && state.survey) return { ...state, survey: { ...state.survey, isHinted: true } }
  if (answered?.kind !== 'survey-answered') return state
  return answered.next ? { ...rest, survey: answered.next } : rest
}

/** After a score the reply may ask about one aspect: the next words may answer that. */
function askAspect(outcomes: Outcome[], state: ConversationState): ConversationState {
  const rated = outcomes.find(outcome => outcome.kind === 'callback-rated')
  if (rated?.kind !== 'callback-rated' || !rated.aspect || !state.callback) return state
  return { ...state, callback: { ...state.callback, aspect: rated.aspect } }
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
