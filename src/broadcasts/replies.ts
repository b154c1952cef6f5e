import type { Transaction } from '../storage/database.ts'

export interface BroadcastReply {
  conversationId: string
  name: string
  household: string | null
  text: string
  at: Date
  answer: string | null
}

/** What residents wrote in answer to a notice: as an answer on their platform, or privately in the half hour after it. */
export async function listReplies(
  tx: Pick<Transaction, '$queryRaw'>,
  { broadcastId, limit }: { broadcastId: string; limit: number },
): Promise<BroadcastReply[]> {
  return await tx.$queryRaw<BroadcastReply[]>`
    select i."conversationId", p.name, i.text, i."receivedAt" as at,
      (h.building || '栋' || h.unit || '单元' || h.room) as household,
      (select a.text from "Outbound" a where a."conversationId" = i."conversationId" and a."turnId" = i."turnId" order by a.id limit 1) as answer
    from "Outbound" o join "Conversation" s on s.id = o."conversationId"
    join "Inbound" i on i.channel = s.channel and i.chat = s.chat and (i."replyTo" = o."platformId"
      or (i."conversationId" = o."conversationId" and i."replyTo" is null and i."receivedAt" between o."sentAt" and o."sentAt" + interval '30 minutes'))
    join "Conversation" c on c.id = i."conversationId" join "Contact" p on p.id = c."contactId"
    left join "Household" h on h.id = p."householdId"
    where o."broadcastId" = ${broadcastId} and o."platformId" is not null and o."changeOf" is null and i.text <> ''
    order by i.id desc limit ${limit}`
}
