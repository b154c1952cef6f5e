import type { Clock } from '../shared/clock.ts'
import type { Database } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { MessageEdit } from './message.ts'
import { clean } from './receive-message.ts'

/**
 * Keeps an edit as a new version of its message; a turn that has not begun answers the new wording.
 * An edit of a message we never saw is ignored: there is nothing to correct.
 */
export async function keepEdit(work: Work, edit: MessageEdit): Promise<void> {
  const { tx } = work
  const key = {
    channel_chat_messageId: { channel: edit.channel, chat: edit.chat, messageId: edit.messageId },
  }
  const message = await tx.inbound.findUnique({ where: key })
  const text = clean(edit.text)
  const isNewer = !message?.editedAt || message.editedAt < edit.editedAt
  if (!message || message.text === text || !isNewer) return
  await tx.inboundVersion.create({
    data: { inboundId: message.id, text: message.text, replacedAt: edit.editedAt },
  })
  await tx.inbound.update({ where: { id: message.id }, data: { text, editedAt: edit.editedAt } })
  await work.emit({ kind: 'resident-edited', conversationId: message.conversationId, text })
}

/** Follows a group to its new id: later messages and waiting replies go there. */
export async function keepMove(
  database: Database,
  move: { channel: string; fromChat: string; toChat: string },
): Promise<void> {
  const { channel, fromChat, toChat } = move
  await database.transaction(async tx => {
    const moved = await tx.conversation.findMany({ where: { channel, chat: fromChat } })
    for (const conversation of moved) {
      const { topic, sender } = conversation
      const there = await tx.conversation.findUnique({
        where: { channel_chat_topic_sender: { channel, chat: toChat, topic, sender } },
      })
      if (there) {
        const conversationId = there.id
        await tx.outbound.updateMany({
          where: { conversationId: conversation.id, state: { in: ['pending', 'sending'] } },
          data: { conversationId, state: 'pending' },
        })
        await tx.ticket.updateMany({ where: { conversationId: conversation.id }, data: { conversationId } })
        await tx.conversation.update({
          where: { id: there.id },
          data: { deliverDueAt: conversation.deliverDueAt ?? there.deliverDueAt },
        })
      } else {
        await tx.conversation.update({ where: { id: conversation.id }, data: { chat: toChat } })
      }
    }
  })
}

/** Remembers that the person blocked us (what waits for them is refused once) or can be reached again. */
export async function keepReachability(
  parts: { database: Database; clock: Clock },
  person: { channel: string; sender: string; reachable: boolean },
): Promise<void> {
  const { channel, sender, reachable } = person
  await parts.database.client.contact.updateMany({
    where: { channel, sender },
    data: { blockedAt: reachable ? null : parts.clock.now() },
  })
}
