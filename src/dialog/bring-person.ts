import { type HandoverRequest, requestHandover } from '../handover/request-handover.ts'
import type { Work } from '../storage/work.ts'
import type { PerformContext } from './perform-context.ts'

/** Asks for a person to take the talk over, with the words of this turn as the summary. */
export async function bringPerson(
  work: Work,
  context: PerformContext,
  why: Pick<HandoverRequest, 'reason' | 'ticketId'>,
): ReturnType<typeof requestHandover> {
  const { conversationId, timezone, now } = context
  const summary = context.text.slice(0, 500).toWellFormed()
  return await requestHandover(work, { conversationId, summary, timezone, now, ...why })
}
