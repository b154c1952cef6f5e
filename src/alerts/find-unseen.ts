import type { Database } from '../storage/database.ts'

/** Gives the chats in which something was kept since then that nobody has looked at; private ones where it is known up to where they were. */
export async function findUnseenChats(
  database: Database,
  { since, talksFrom }: { since: Date; talksFrom: bigint | undefined },
): Promise<{ channel: string; chat: string }[]> {
  const from = talksFrom === undefined ? null : `${talksFrom}`
  return await database.sql<{ channel: string; chat: string }>`
    select line.channel, line.chat from "Inbound" line
    join "Conversation" conversation on conversation.id = line."conversationId" and conversation."chatKind" in ('group', 'private')
    left join "WatchedGroup" seen on seen.channel = line.channel and seen.chat = line.chat
    where line."receivedAt" > ${since}::timestamptz
      and line.id > case when conversation."chatKind" = 'group' then coalesce(seen."seenId", 0) else ${from}::bigint end
    group by line.channel, line.chat`
}
