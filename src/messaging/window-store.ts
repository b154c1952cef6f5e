import type { Database, Transaction } from '../storage/database.ts'
import type { WindowUse } from './reply-window.ts'

/**
 * What a conversation's window has been used for, from what is stored: it is right after a crash and in every process. A
 * message whose outcome is unknown counts as often as it may have arrived; what the platform does not count
 * (`content.free`) does not. Platforms stamp whole seconds: what went out in the second of the word, before we had it, was
 * sent before it.
 */
export async function readWindowUse(
  database: Database,
  conversationId: string,
): Promise<WindowUse & { lastWordId: string }> {
  const rows = await database.sql<{ lastWordAt: Date | null; lastWordId: bigint | null; sentSince: number }>`
    select word.at as "lastWordAt", word.id as "lastWordId", (
      select coalesce(sum((o.state = 'sent')::int + o.repeats), 0)::int from "Outbound" o
      where o."conversationId" = ${conversationId} and (o.state = 'sent' or o.repeats > 0) and o.change is null
        and coalesce(o."sentAt", o."createdAt") >= word.at and not o.content ? 'free'
    ) as "sentSince"
    from (
      select max(least("sentAt" + interval '999 milliseconds', "receivedAt")) as at, max(id) filter (where state <> 'old') as id
      from "Inbound" where "conversationId" = ${conversationId}
    ) word`
  const [row] = rows
  return {
    ...(row?.lastWordAt ? { lastWordAt: new Date(row.lastWordAt) } : {}),
    lastWordId: nameWord(row?.lastWordId),
    sentSince: Number(row?.sentSince ?? 0),
  }
}

const nameWord = (id: bigint | number | null | undefined) => (id == null ? '' : String(id))

/**
 * Whether the person has written after the word that the window was judged by. Holds the conversation until the end of
 * the transaction: a word that comes meanwhile is kept after it, and finds what was put aside (`releaseHeld`).
 */
export async function hasNewWord(
  tx: Transaction,
  conversationId: string,
  lastWordId: string,
): Promise<boolean> {
  await tx.$queryRaw`select id from "Conversation" where id = ${conversationId} for update`
  const [row] = await tx.$queryRaw<{ id: bigint | null }[]>`
    select max(id) as id from "Inbound" where "conversationId" = ${conversationId} and state <> 'old'`
  return nameWord(row?.id) !== lastWordId
}

/**
 * Lets go what waits for a word that is there. The statement that keeps a word does so too; what was being put aside at
 * that very instant it could not see.
 */
export async function releaseHeld(
  database: Database,
  place: { channel: string; chat: string; sender: string; now: Date },
): Promise<void> {
  const { channel, chat, sender, now } = place
  await database.sql`
    update "Outbound" o set state = 'pending', "dueAt" = ${now}::timestamptz, error = null
    from "Conversation" c
    where c.channel = ${channel} and c.chat = ${chat} and c.sender = ${sender} and o."conversationId" = c.id and o.state = 'held'
      and exists (
        select 1 from "Inbound" i where i."conversationId" = c.id and i.state <> 'old'
          and i.id > coalesce(nullif(o.content ->> 'heldAfter', '')::bigint, 0)
      )
    returning o.id`
}
