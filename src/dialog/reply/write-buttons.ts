import type { Texts } from '../../i18n/texts.ts'
import type { Button } from '../../messaging/message.ts'
import { writeSurveyQuestion } from '../../surveys/write-survey-question.ts'
import type { Outcome } from './outcome.ts'
import type { WriteContext } from './write-context.ts'

/** The buttons under a reply: what was offered, a choice of tickets, a survey, whether it helped, a person. */
export function buttonsFor(outcomes: Outcome[], { texts, language }: WriteContext): Button[][] {
  const errand = outcomes.find(outcome => outcome.kind === 'ran-errand')
  if (errand?.kind === 'ran-errand' && errand.answer.buttons) return errand.answer.buttons
  const choice = outcomes.find(outcome => outcome.kind === 'asked' && outcome.about.about === 'which-ticket')
  if (choice?.kind === 'asked' && choice.about.about === 'which-ticket') {
    const { purpose } = choice.about
    return choice.tickets.map(ticket => [{ label: ticket.number, value: `${purpose}:${ticket.number}` }])
  }
  const survey = outcomes.find(outcome => outcome.kind === 'survey-answered')
  if (survey?.kind === 'survey-answered' && survey.next)
    return writeSurveyQuestion(survey.next, language).buttons
  const needsPerson = outcomes.some(
    outcome =>
      (outcome.kind === 'answered' && outcome.answer.kind === 'not-in-documents') ||
      (outcome.kind === 'said' && outcome.what.kind === 'not-understood'),
  )
  const person = [{ label: texts.button.human, value: 'human' }]
  if (needsPerson) return [person]
  const answers = outcomes.flatMap(outcome =>
    outcome.kind === 'answered' && outcome.answer.kind === 'answered' ? [outcome.answer] : [],
  )
  if (answers.length === 0) return []
  return [helpButtons(texts), person, ...followUpButtons(answers.flatMap(answer => answer.followUps ?? []))]
}

const maxFollowUps = 2
/** Telegram takes 64 bytes behind a button. */
const maxValueBytes = 64

/** What the clauses next to the quoted ones say; a press asks it. */
function followUpButtons(questions: readonly string[]): Button[][] {
  return [...new Set(questions)]
    .map(question => ({ label: question, value: `ask:${question}` }))
    .filter(({ value }) => Buffer.byteLength(value) <= maxValueBytes)
    .slice(0, maxFollowUps)
    .map(button => [button])
}

/** A press counts for the clauses quoted and costs no message. */
function helpButtons(texts: Texts): Button[] {
  return [
    { label: texts.button.helpful, value: 'helpful:yes' },
    { label: texts.button.notHelpful, value: 'helpful:no' },
  ]
}
