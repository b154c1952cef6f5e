import type { Place } from '../shared/choose-way.ts'
import type { Transaction } from '../storage/database.ts'
import { Prisma } from '../storage/generated/client.ts'
import { accountsOf } from '../storage/same-person.ts'
import type { CallbackParts, CallbackRow } from './callback-parts.ts'

/** A place with what the conversation there is doing. */
export interface FoundPlace extends Place {
  contactId: string
  mode: string
  language: string
  isTalking: boolean
  /** The person's, by whichever account they said it. */
  surveysOffAt: Date | null
  /** Of the account that the callback is about. */
  contactHousehold: string | null
}

interface PlaceRow {
  conversationId: string
  channel: string
  contactId: string
  mode: string
  language: string
  hasDraft: boolean
  lastInboundAt: Date | null
  blockedAt: Date | null
  surveysOffAt: Date | null
  householdId: string | null
  sentSince: number
}

/**
 * Where the resident of a callback can be written to, the private talk of the matter first; then those of the same person's
 * other accounts (see `samePersons`), the one used last first. Groups are no places for it.
 */
export async function findPlaces(
  parts: CallbackParts,
  tx: Transaction,
  callback: Pick<CallbackRow, 'contactId' | 'conversationId'>,
): Promise<FoundPlace[]> {
  if (!callback.contactId) return []
  const rows = await tx.$queryRaw<PlaceRow[]>`
    select c.id as "conversationId", c.channel, p.id as "contactId", c.mode, c.language, c.state ? 'draft' as "hasDraft",
      c."lastInboundAt", p."blockedAt", max(p."surveysOffAt") over () as "surveysOffAt", own."householdId",
      (select count(*)::int from "Outbound" o where o."conversationId" = c.id and o.state in ('pending', 'sending', 'sent')
        and o."createdAt" >= coalesce(c."lastInboundAt", c."createdAt") and o."changeOf" is null) as "sentSince"
    from "Contact" own join "Contact" p on p.id = any(${accountsOf(Prisma.sql`${callback.contactId}`)})
      join "Conversation" c on c.channel = p.channel and c.sender = p.sender and c."chatKind" = 'private'
    where own.id = ${callback.contactId}
    order by (c.id = ${callback.conversationId ?? ''}) desc, (p.id = own.id) desc, c."lastInboundAt" desc nulls last limit 10`
  return rows.map(row => {
    const reach = parts.reachOf(row.channel)
    return {
      ...row,
      isOpen: reach !== undefined && row.blockedAt === null,
      replyWindow: reach?.replyWindow,
      isTalking: row.hasDraft,
      contactHousehold: row.householdId,
    }
  })
}
