import { passCallback } from '../callbacks/pass-callback.ts'
import type { Work } from '../storage/work.ts'
import { takeSurveyAnswer } from '../surveys/run-survey.ts'
import type { Step } from './flows/state.ts'
import type { PerformContext } from './perform-context.ts'
import type { Outcome } from './reply/outcome.ts'

/** Keeps the answer to a survey's question, or that it was passed over, and reports what is asked next. */
export async function performSurveyAnswer(
  work: Work,
  { isLast, ...answer }: Extract<Step, { kind: 'answer-survey' }>,
  { conversationId }: PerformContext,
): Promise<Outcome> {
  const taken = await takeSurveyAnswer(work, { ...answer, conversationId })
  return taken
    ? { kind: 'survey-answered', next: isLast ? undefined : taken.next }
    : { kind: 'said', what: { kind: 'survey-over' } }
}

/** Closes a callback without a score. */
export async function performPass(
  work: Work,
  { id }: Extract<Step, { kind: 'pass-callback' }>,
  { conversationId, text }: PerformContext,
): Promise<Outcome> {
  await passCallback(work, id, { words: text, askedIn: conversationId })
  return { kind: 'said', what: { kind: 'passed-over' } }
}
