import { messageOf } from './shared/errors.ts'
import type { Log } from './shared/log.ts'

/** Turns that do not wait for the queue; their failure is mended by the sweeper like any other. */
export function createUrgentTurns(log: Log, turn: (conversationId: string) => Promise<void>) {
  const running = new Set<Promise<void>>()
  return {
    take: (conversationId: string) => {
      const work = turn(conversationId)
        .catch((error: unknown) => log.error({ error: messageOf(error) }, 'urgent turn failed'))
        .finally(() => running.delete(work))
      running.add(work)
    },
    settle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
