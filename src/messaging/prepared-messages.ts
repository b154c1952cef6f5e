import type { Database } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'

/** Ids of this channel's messages that a member of staff has yet to confirm at the platform, from the newest of the last weeks. */
export async function findPrepared(
  database: Database,
  { channel, since }: { channel: string; since: Date },
): Promise<{ messageId: string; chat: string }[]> {
  return await database.sql<{ messageId: string; chat: string }>`
    select o."platformId" as "messageId", c.chat from "Conversation" c join "Outbound" o on o."conversationId" = c.id
    where c.channel = ${channel} and o.state = 'sent' and o.content ? 'prepared' and o."sentAt" > ${since}::timestamptz
    order by o.id desc limit 500`
}

/** A member of staff has confirmed it: it is sent like any other from now on. Safe to repeat. */
export async function keepConfirmed(
  { tx, now }: Work,
  { channel, messageId }: { channel: string; messageId: string },
): Promise<void> {
  await tx.$executeRaw`
    update "Outbound" o set content = o.content - 'prepared', "sentAt" = ${now}::timestamptz
    from "Conversation" c
    where c.id = o."conversationId" and c.channel = ${channel} and o."platformId" = ${messageId} and o.content ? 'prepared'`
}
