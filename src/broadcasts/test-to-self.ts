import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'

/** Finds the private talk of a member of staff, for a notice that only they shall see. Rejects with `conflict` without one. */
export async function findOwnTalk(
  { tx }: Work,
  staffId: string,
): Promise<{ conversationId: string; channel: string }> {
  const accounts = await tx.staffChannel.findMany({ where: { staffId, leftAt: null } })
  for (const { channel, sender } of accounts) {
    const talk = await tx.conversation.findFirst({ where: { channel, sender, chatKind: 'private' } })
    if (talk) return { conversationId: talk.id, channel }
  }
  throw new LinliError(
    'conflict',
    'You have no private talk with the assistant on Telegram or WeChat, so there is nowhere to send the test. Bind your account in the staff room and write to it once; where only the web page is in use, look at the preview instead: it shows the very words.',
  )
}
