import type { Clock } from '../shared/clock.ts'
import { ModelFailed } from '../shared/language-model.ts'

export interface Deadline {
  clock: Clock
  /** Real milliseconds: a server does not run faster because `CLOCK_RATE` does. */
  deadlineMs: number
  signal?: AbortSignal | undefined
}

/** Waits real milliseconds, whatever the rate of the clock. */
export function sleepRealMs(clock: Clock, realMs: number, signal?: AbortSignal): Promise<void> {
  return clock.sleep(realMs / clock.toRealMs(1), signal)
}

/**
 * Gives what `work` gives, or rejects with `ModelFailed('timeout')` at the deadline or when the caller's
 * signal aborts; `work` then sees its own signal aborted, and is not waited for.
 */
export async function runWithDeadline<T>(
  deadline: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { clock, deadlineMs, signal } = deadline
  const controller = new AbortController()
  const timer = new AbortController()
  const expiry = sleepRealMs(clock, deadlineMs, timer.signal).then(() => {
    throw new ModelFailed('timeout', `the model gave no answer within ${deadlineMs} ms`)
  })
  let onAbort = () => {}
  const givenUp = new Promise<never>((_, reject) => {
    onAbort = () => reject(new GivenUp())
    if (signal?.aborted) onAbort()
    else signal?.addEventListener('abort', onAbort, { once: true })
  })
  try {
    if (signal?.aborted) return await givenUp
    return await Promise.race([work(controller.signal), expiry, givenUp])
  } finally {
    signal?.removeEventListener('abort', onAbort)
    expiry.catch(() => {})
    givenUp.catch(() => {})
    timer.abort()
    controller.abort()
  }
}

/** The caller's own time was over first; says little about the server. */
export class GivenUp extends ModelFailed {
  constructor() {
    super('timeout', 'the caller stopped waiting for the model')
  }
}
