import type { Work } from '../storage/work.ts'
import type { Target } from './audience-store.ts'

const rowsAtOnce = 500

/** Keeps who a notice goes to, once: what was kept before stays as it is. */
export async function keepRecipients(
  { tx }: Work,
  broadcastId: string,
  targets: readonly Target[],
): Promise<void> {
  for (let at = 0; at < targets.length; at += rowsAtOnce) {
    await tx.broadcastRecipient.createMany({
      data: targets.slice(at, at + rowsAtOnce).map(target => ({
        ...target,
        broadcastId,
        state: target.reason === null ? 'waiting' : 'unreachable',
      })),
      skipDuplicates: true,
    })
  }
}

/** What has not gone yet will not go. */
export async function stopWaiting({ tx }: Work, broadcastId: string, reason: string): Promise<void> {
  await tx.broadcastRecipient.updateMany({
    where: { broadcastId, state: 'waiting' },
    data: { state: 'stopped', reason },
  })
  await tx.outbound.updateMany({
    where: { broadcastId, state: 'pending', changeOf: null },
    data: { state: 'cancelled', error: reason },
  })
}
