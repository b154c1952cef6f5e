import type { Database } from '../storage/database.ts'
import type { WindowUse } from './reply-window.ts'

/**
 * What a conversation's window has been used for, from what is stored: it is right after a crash and in every process. A
 * message whose outcome is unknown counts as often as it may have arrived; what the platform does not count
 * (`content.free`) does not. Platforms stamp whole seconds: what went out in the second of the word, before we had it, was
 * sent before it.
 */
export async function readWindowUse(database: Database, conversationId: string): Promise<WindowUse> {
  const rows = await database.sql<{ lastWordAt: Date | null; sentSince: number }>`
    select word.at as "lastWordAt", (
      select coalesce(sum((o.state = 'sent')::int + o.repeats), 0)::int from "Outbound" o
      where o."conversationId" = ${conversationId} and (o.state = 'sent' or o.repeats > 0) and o.change is null
        and coalesce(o."sentAt", o."createdAt") >= word.at and not o.content ? 'free'
    ) as "sentSince"
    from (select max(least("sentAt" + interval '999 milliseconds', "receivedAt")) as at from "Inbound" where "conversationId" = ${conversationId}) word`
  const [row] = rows
  return {
    ...(row?.lastWordAt ? { lastWordAt: new Date(row.lastWordAt) } : {}),
    sentSince: Number(row?.sentSince ?? 0),
  }
}
