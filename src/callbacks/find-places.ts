import type { Place } from '../shared/choose-way.ts'
import type { Transaction } from '../storage/database.ts'
import type { CallbackParts, CallbackRow } from './callback-parts.ts'

/** A place with what the conversation there is doing. */
export interface FoundPlace extends Place {
  contactId: string
  mode: string
  language: string
  isTalking: boolean
  surveysOffAt: Date | null
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
 * Where the resident of a callback can be written to, the private talk of the matter first; then those of the same person on
 * other channels: of the same household, and of the same telephone or name. Groups are no places for it.
 */
export async function findPlaces(
  parts: CallbackParts,
  tx: Transaction,
  callback: Pick<CallbackRow, 'contactId' | 'conversationId'>,
): Promise<FoundPlace[]> {
  if (!callback.contactId) return []
  const rows = await tx.$queryRaw<PlaceRow[]>`
    select c.id as "conversationId", c.channel, p.id as "contactId", c.mode, c.language, c.state ? 'draft' as "hasDraft",
      c."lastInboundAt", p."blockedAt", p."surveysOffAt", p."householdId",
      (select count(*)::int from "Outbound" o where o."conversationId" = c.id and o.state in ('pending', 'sending', 'sent')
        and o."createdAt" >= coalesce(c."lastInboundAt", c."createdAt") and o."changeOf" is null) as "sentSince"
    from "Contact" own join "Contact" p on p.id = own.id or (
        p."householdId" = own."householdId" and ((p.phone is not null and p.phone = own.phone) or (p.name <> '' and p.name = own.name)))
      join "Conversation" c on c."contactId" = p.id and c."chatKind" = 'private'
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

/** When the person behind these places was last asked, by any channel. */
export async function lastAskedAt(
  tx: Transaction,
  places: readonly FoundPlace[],
  except: string,
): Promise<Date | null> {
  const contactIds = [...new Set(places.map(place => place.contactId))]
  const row = await tx.callback.findFirst({
    where: { contactId: { in: contactIds }, askedAt: { not: null }, id: { not: except } },
    orderBy: { askedAt: 'desc' },
    select: { askedAt: true },
  })
  return row?.askedAt ?? null
}
