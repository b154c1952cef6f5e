import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'

/** Gives the id of a chat account, creating it when it has not written yet. */
export async function ensureContact(
  tx: Transaction,
  person: { channel: string; sender: string; name: string; now: Date },
): Promise<string> {
  const { channel, sender, name, now } = person
  const row = await tx.contact.upsert({
    where: { channel_sender: { channel, sender } },
    create: { id: createId(), channel, sender, name, createdAt: now },
    update: {},
  })
  return row.id
}
