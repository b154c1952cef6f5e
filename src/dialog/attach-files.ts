import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'

/** Files sent shortly before, while the place was still being asked for, belong to the ticket as well. */
export const looseFileMs = 30 * 60_000

/**
 * Makes files part of a ticket: those of this turn, and those that came shortly before and belong to none yet (a photo
 * sent before the place was told). Gives how many.
 */
export async function attachFiles(
  { tx, now }: Work,
  ticketId: string,
  turn: { conversationId: string; attachmentIds: string[]; hasLooseFiles: boolean },
): Promise<number> {
  if (!turn.hasLooseFiles && turn.attachmentIds.length === 0) return 0
  const since = new Date(now.getTime() - looseFileMs)
  const attached = await sqlOf(tx)<{ id: string }>`
    update "Attachment" a set "ticketId" = ${ticketId} where a."ticketId" is null and a.kind <> 'sticker'
      and (a.id = any(${turn.attachmentIds}::text[]) or exists (
        select 1 from "Inbound" i where i.id = a."inboundId" and i."conversationId" = ${turn.conversationId}
          and i."receivedAt" >= ${since}::timestamptz))
    returning a.id`
  return attached.length
}
