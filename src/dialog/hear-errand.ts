import { complains } from '../sentiment/complains.ts'
import type { HeardCallback } from './hear-callback-answer.ts'
import type { TurnParts } from './turn-parts.ts'
import { readErrandWords } from './understand/read-errand-words.ts'
import type { UnderstandContext } from './understand-words.ts'

/** Words about an activity, the owners' day or the service menu, where there is one that they fit. */
export async function hearErrand(
  parts: TurnParts,
  { lease, state, spoken, tickets }: UnderstandContext,
): Promise<HeardCallback | undefined> {
  const text = spoken.join('，')
  const words = readErrandWords(text)
  if (!(words && parts.findErrand) || state.pending) return undefined
  // Nothing is offered to who complains, or is telling of a trouble.
  const isTelling = state.draft !== undefined || complains(text)
  if (isTelling && words.about === 'menu') return undefined
  const value = await parts.findErrand(words, {
    contactId: lease.contactId,
    communityId: lease.household?.communityId ?? parts.defaultCommunityId,
    hasTicket: tickets.length > 0,
    now: parts.clock.now(),
  })
  if (value === undefined) return undefined
  const steps = [{ kind: 'errand' as const, value, isComplaining: state.draft?.kind === 'complaint' }]
  return { steps, commands: [], state: state.callback ? { callback: state.callback } : {} }
}
