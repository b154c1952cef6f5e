import type { Database } from '../storage/database.ts'
import type { ConversationState } from './flows/state.ts'
import type { TurnParts } from './turn-parts.ts'
import type { LeasedConversation } from './turn-store.ts'
import type { KnownTicket, Understanding } from './understand/understander.ts'

/** What is known when the words of a turn are read. */
export interface UnderstandContext {
  lease: LeasedConversation
  state: ConversationState
  spoken: string[]
  tickets: KnownTicket[]
  signal: AbortSignal
}

/** Reads the words of a turn in the light of the talk. */
export async function understandWords(parts: TurnParts, context: UnderstandContext): Promise<Understanding> {
  const { lease, state, spoken, tickets, signal } = context
  if (spoken.length === 0) {
    return { commands: [], language: lease.language, by: 'rules', inputTokens: 0, outputTokens: 0 }
  }
  return await parts.understander.understand({
    messages: spoken,
    now: parts.clock.now(),
    language: lease.language,
    ...(state.pending ? { pending: state.pending } : {}),
    ...(state.draft ? { draft: state.draft } : {}),
    tickets,
    history: parts.understander.readsHistory ? await listHistory(parts.database, lease.id) : [],
    signal,
  })
}

/** The last lines of the talk, oldest first. */
async function listHistory(
  database: Database,
  conversationId: string,
): Promise<{ from: 'resident' | 'bot' | 'staff'; text: string }[]> {
  const rows = await database.client.$queryRaw<{ from: 'resident' | 'bot' | 'staff'; text: string }[]>`
    select "from", text from (
      (select 'resident' as "from", text, "receivedAt" as at from "Inbound" where "conversationId" = ${conversationId} and state <> 'pending' order by id desc limit 4)
      union all
      (select case when author = 'staff' then 'staff' else 'bot' end, text, "createdAt" from "Outbound" where "conversationId" = ${conversationId} order by id desc limit 4)
    ) lines order by at`
  return rows
}
