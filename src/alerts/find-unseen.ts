import type { Database } from '../storage/database.ts'

/** Gives the chats in which something was kept since then that nobody has looked at. */
export async function findUnseenChats(
  database: Database,
  since: Date,
): Promise<{ channel: string; chat: string }[]> {
  return await database.sql<{ channel: string; chat: string }>`
    select line.channel, line.chat from "Inbound" line
    join "Conversation" conversation on conversation.id = line."conversationId" and conversation."chatKind" = 'group'
    left join "WatchedGroup" seen on seen.channel = line.channel and seen.chat = line.chat
    where line."receivedAt" > ${since}::timestamptz and line.id > coalesce(seen."seenId", 0)
    group by line.channel, line.chat`
}
