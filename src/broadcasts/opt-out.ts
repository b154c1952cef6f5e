import type { Work } from '../storage/work.ts'

/** A resident wants no more notices that are not necessary. Emergencies and cuts still reach them. */
export async function optOut({ tx, now }: Work, contactId: string): Promise<void> {
  for (const topic of ['event', 'tip', 'festival', 'news', 'birthday']) {
    await tx.broadcastOptOut.upsert({
      where: { contactId_topic: { contactId, topic } },
      create: { contactId, topic, at: now },
      update: {},
    })
  }
}

export async function optIn({ tx }: Work, contactId: string): Promise<void> {
  await tx.broadcastOptOut.deleteMany({ where: { contactId } })
}
