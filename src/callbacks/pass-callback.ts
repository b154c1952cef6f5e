import type { Work } from '../storage/work.ts'
import { clearTimer } from '../timers/timer-store.ts'
import { callbackTimer, lockCallback, recordCallback } from './callback-store.ts'

/** The resident passes over this one question: it is closed without a score, and later matters are asked about as ever. */
export async function passCallback(
  work: Work,
  id: string,
  { words, askedIn }: { words: string; askedIn: string },
): Promise<void> {
  const callback = await lockCallback(work.tx, id)
  if (callback?.askedIn !== askedIn || callback.status !== 'asked') return
  await recordCallback(work, id, {
    ...{ type: 'passed' as const, by: 'resident', note: words },
    set: { status: 'unanswered', reason: 'passed', closedAt: work.now },
  })
  await clearTimer(work, callbackTimer, id)
}
