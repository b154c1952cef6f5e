import { LinliError } from '../shared/errors.ts'
import { setSurveysOff } from '../storage/same-person.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer } from '../timers/timer-store.ts'
import { callbackTimer, lockCallback, recordCallback } from './callback-store.ts'

/** How a telephone call ends without a score. */
export const listedEnds = ['not-reached', 'declined', 'no-more'] as const
export type ListedEnd = (typeof listedEnds)[number]

/**
 * Takes a callback off the telephone list without a score: nobody picked up, the resident did not want to say, or wants no
 * questions any more by any channel. Rejects with `not-found`, and with `conflict` where it is not on the list.
 */
export async function endListed(
  work: Work,
  id: string,
  { reason, comment, by }: { reason: ListedEnd; comment: string; by: string },
): Promise<void> {
  const callback = await lockCallback(work.tx, id)
  if (!callback) throw new LinliError('not-found', 'There is no such callback.')
  if (callback.status !== 'listed') {
    throw new LinliError(
      'conflict',
      `The callback is ${callback.status}; expected one on the telephone list.`,
    )
  }
  const isOptOut = reason === 'no-more'
  if (isOptOut && callback.contactId) await setSurveysOff(work.tx, callback.contactId, work.now)
  const status = isOptOut ? 'opted-out' : 'unanswered'
  await recordCallback(work, id, {
    type: status,
    by,
    note: comment,
    data: { reason },
    set: { status, reason, closedAt: work.now },
  })
  await clearTimer(work, callbackTimer, id)
}
