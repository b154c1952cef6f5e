import type { Work } from '../storage/work.ts'

/** Notes that somebody has seen a notice, once for their household; pressed in a group it counts for the presser's household. */
export async function keepReceipt(
  { tx, now }: Work,
  pressed: { broadcastId: string; channel: string; chat: string; sender: string },
): Promise<void> {
  const { broadcastId, channel, chat, sender } = pressed
  const contact = await tx.contact.findUnique({
    where: { channel_sender: { channel, sender } },
    select: { householdId: true },
  })
  const own = contact?.householdId ? { target: `household:${contact.householdId}` } : undefined
  const counted = own
    ? await tx.broadcastRecipient.updateMany({
        where: { broadcastId, receiptAt: null, ...own },
        data: { receiptAt: now },
      })
    : { count: 0 }
  if (counted.count > 0) return
  await tx.broadcastRecipient.updateMany({
    where: { broadcastId, receiptAt: null, channel, chat },
    data: { receiptAt: now },
  })
}
