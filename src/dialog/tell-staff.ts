import type { Work } from '../storage/work.ts'
import type { LeasedConversation, PendingMessage } from './turn-store.ts'

/** Staff who own the conversation, or are waited for, hear what the resident writes. */
export async function tellStaff(
  work: Work,
  lease: Pick<LeasedConversation, 'id' | 'mode'>,
  messages: PendingMessage[],
): Promise<void> {
  if (lease.mode === 'bot' || messages.length === 0) return
  const inboundIds = messages.map(message => message.id)
  await work.emit({ kind: 'resident-wrote', conversationId: lease.id, inboundIds })
}
