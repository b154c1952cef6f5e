import type { Work } from '../storage/work.ts'

/** Files sent shortly before, while the place was still being asked for, belong to the ticket as well. */
const earlierMs = 30 * 60_000

/**
 * Makes files part of a ticket: those of this turn, and those that came shortly before and belong to none yet (a photo
 * sent before the place was told). Gives how many.
 */
export async function attachFiles(
  { tx, now }: Work,
  ticketId: string,
  turn: { conversationId: string; attachmentIds: string[] },
): Promise<number> {
  const since = new Date(now.getTime() - earlierMs)
  const earlier = { inbound: { conversationId: turn.conversationId, receivedAt: { gte: since } } }
  const { count } = await tx.attachment.updateMany({
    where: {
      ticketId: null,
      kind: { not: 'sticker' },
      OR: [{ id: { in: turn.attachmentIds } }, earlier],
    },
    data: { ticketId },
  })
  return count
}
