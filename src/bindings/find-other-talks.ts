import type { Database } from '../storage/database.ts'

/** Private talks of the same person's other accounts, the one they used last first; none for a person with one account. */
export async function findOtherTalks(
  database: Database,
  contactId: string,
): Promise<{ conversationId: string; channel: string }[]> {
  return await database.sql<{ conversationId: string; channel: string }>`
    select c.id as "conversationId", c.channel from "Contact" own
    join "Contact" other on other."personId" = own."personId" and other.id <> own.id and other."blockedAt" is null
    join "Conversation" c on c."contactId" = other.id and c."chatKind" = 'private'
    where own.id = ${contactId} and own."personId" is not null
    order by c."lastInboundAt" desc nulls last`
}
