import type { Work } from '../storage/work.ts'

const groupStates: Record<string, string> = {
  removed: 'removed',
  'not-permitted': 'no-right',
  'chat-gone': 'gone',
  blocked: 'removed',
}

/**
 * A message of a broadcast was refused for good: a group says so from now on, and a household that has a further account
 * gets the notice there.
 */
export async function noteRefusal(
  { tx, now }: Work,
  refused: { outboundId: string; reason: string },
): Promise<void> {
  const recipient = await tx.broadcastRecipient.findFirst({
    where: { outboundId: BigInt(refused.outboundId) },
    include: { broadcast: { select: { state: true } } },
  })
  if (!recipient) return
  const { id, kind, channel, chat } = recipient
  const state = groupStates[refused.reason]
  if (kind === 'group' && channel && chat && state) {
    await tx.groupChat.updateMany({ where: { channel, chat }, data: { state, updatedAt: now } })
    return
  }
  const [next, ...others] = recipient.others as string[]
  const isOver = !['sending', 'paused'].includes(recipient.broadcast.state)
  if (kind !== 'household' || next === undefined || isOver) return
  const talk = await tx.conversation.findUnique({ where: { id: next } })
  if (!talk) return
  await tx.broadcastRecipient.update({
    where: { id },
    data: {
      ...{ state: 'waiting', outboundId: null, conversationId: talk.id, others },
      ...{ channel: talk.channel, chat: talk.chat, language: talk.language },
    },
  })
}

/** A group has a new id: notices follow it. */
export async function moveGroup(
  tx: Work['tx'],
  move: { channel: string; fromChat: string; toChat: string },
): Promise<void> {
  const { channel, fromChat, toChat } = move
  const there = await tx.groupChat.findUnique({ where: { channel_chat: { channel, chat: toChat } } })
  if (there) await tx.groupChat.deleteMany({ where: { channel, chat: fromChat } })
  else await tx.groupChat.updateMany({ where: { channel, chat: fromChat }, data: { chat: toChat } })
  await tx.broadcastRecipient.updateMany({
    where: { channel, chat: fromChat, state: { in: ['waiting', 'handed'] } },
    data: { chat: toChat },
  })
}
