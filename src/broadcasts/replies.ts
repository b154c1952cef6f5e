import type { Transaction } from '../storage/database.ts'

export interface BroadcastReply {
  conversationId: string
  name: string
  household: string | null
  text: string
  at: Date
  answer: string | null
}

/** Alone, within half an hour, it says that the notice has been read; anything longer says what it is about. */
const acknowledges =
  '^\\s*(收到|已收到|知道了|好的|好|明白了?|了解|谢谢|ok|okay|got it|thanks|thank you)[\\s。.!！~～]*$'

/**
 * What residents wrote in answer to a notice, each once, the latest first: as an answer on their platform, naming it by
 * its title, asking what was answered from it, or confirming it within half an hour. Whatever else they write is not
 * about it.
 */
export async function listReplies(
  tx: Pick<Transaction, '$queryRaw'>,
  { broadcastId, limit }: { broadcastId: string; limit: number },
): Promise<BroadcastReply[]> {
  return await tx.$queryRaw<BroadcastReply[]>`
    with notice as (
      select b.id, b.title, array(select value->>'title' from jsonb_each(b.wording)) as titles from "Broadcast" b where b.id = ${broadcastId}
    ), sent as (
      select o."conversationId", o."platformId", o."sentAt", s.channel, s.chat from "Outbound" o
      join "Conversation" s on s.id = o."conversationId" where o."broadcastId" = ${broadcastId} and o."sentAt" is not null
    ), replies as (
      select distinct i.id from notice b cross join sent o join "Inbound" i on i.channel = o.channel and i.chat = o.chat
      where i.text <> '' and i."receivedAt" >= o."sentAt" and (i."replyTo" = o."platformId" or (
        i."conversationId" = o."conversationId" and i."replyTo" is null
        and not exists (
          select 1 from "Outbound" later join "Broadcast" other on other.id = later."broadcastId"
          where later."conversationId" = o."conversationId" and other.id <> b.id and other.title = b.title
            and later."sentAt" > o."sentAt" and later."sentAt" <= i."receivedAt")
        and ((i.text ~* ${acknowledges} and i."receivedAt" <= o."sentAt" + interval '30 minutes')
          or exists (select 1 from unnest(b.titles) as t(title) where length(t.title) >= 4 and position(t.title in i.text) > 0)
          or exists (select 1 from "Outbound" a, jsonb_array_elements(a.citations) as cited
            where a."conversationId" = i."conversationId" and a."turnId" = i."turnId" and cited->>'document' = any(b.titles)))))
    )
    select i."conversationId", p.name, i.text, i."receivedAt" as at,
      (h.building || '栋' || h.unit || '单元' || h.room) as household,
      (select a.text from "Outbound" a where a."conversationId" = i."conversationId" and a."turnId" = i."turnId" order by a.id limit 1) as answer
    from replies r join "Inbound" i on i.id = r.id
    join "Conversation" c on c.id = i."conversationId" join "Contact" p on p.id = c."contactId"
    left join "Household" h on h.id = p."householdId"
    order by i.id desc limit ${limit}`
}
