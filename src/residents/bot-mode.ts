import type { Transaction } from '../storage/database.ts'

/** What the bot may do in a community: answer; answer once staff approve; draft for staff only; nothing. */
export type BotMode = 'auto' | 'assisted' | 'shadow' | 'off'

/** The bot's mode where the resident of a conversation lives; `auto` where nobody knows. */
export async function readBotMode(
  tx: Transaction,
  { conversationId, defaultCommunityId }: { conversationId: string; defaultCommunityId: string | undefined },
): Promise<BotMode> {
  const row = await tx.conversation.findUnique({
    where: { id: conversationId },
    select: { contact: { select: { household: { select: { communityId: true } } } } },
  })
  const id = row?.contact.household?.communityId ?? defaultCommunityId
  const community = id ? await tx.community.findUnique({ where: { id }, select: { botMode: true } }) : null
  return (community?.botMode as BotMode | undefined) ?? 'auto'
}
