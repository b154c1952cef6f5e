import { cutReply } from '../messaging/enqueue-reply.ts'
import type { StoredAttachment } from '../messaging/find-file.ts'
import type { Button } from '../messaging/message.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import type { StaffRoom } from './staff-room.ts'

/** Words for the staff room. */
export interface RoomWords {
  text: string
  /** The resident's conversation they belong to; it has its own thread where the room has threads. */
  about?: { conversationId: string; title: string }
  buttons?: Button[][]
  attachment?: StoredAttachment
  /** The platform's id of the message they answer. */
  replyTo?: string
  /** What answering them means: a ticket. */
  ticketNumber?: string
  /** The notice that they tell, so that it can be seen whether it arrived. */
  noticeId?: string
}

const talkPrefix = 'talk:'

/**
 * Keeps words for the room, to be delivered like any message: in order, after a crash, at the platform's pace. The room's
 * side of each talk is a conversation of its own (`chatKind` `staff`), which residents' code never sees.
 */
export async function sayInRoom(work: Work, room: StaffRoom, words: RoomWords): Promise<void> {
  const { tx, now } = work
  const sender = words.about ? `${talkPrefix}${words.about.conversationId}` : 'room'
  const conversationId = await ensureConversation(work, room, sender)
  const pieces = cutReply(
    { textLimit: room.textLimit, ...(words.replyTo ? { replyTo: words.replyTo } : {}) },
    { text: words.text, ...(words.buttons ? { buttons: words.buttons } : {}) },
  )
  const last = pieces.length - 1
  await tx.outbound.createMany({
    data: pieces.map((piece, index) => ({
      ...piece,
      content: {
        ...piece.content,
        ...(words.about ? { thread: words.about.title } : {}),
        ...(words.attachment && index === last ? { attachment: { ...words.attachment } } : {}),
        ...(words.ticketNumber ? { ticketNumber: words.ticketNumber } : {}),
        ...(words.noticeId ? { noticeId: words.noticeId } : {}),
      },
      conversationId,
      author: 'system',
      dueAt: now,
      createdAt: now,
    })),
  })
  await tx.conversation.update({ where: { id: conversationId }, data: { deliverDueAt: now } })
  work.wake({ kind: 'delivery', id: conversationId, dueAt: now })
}

const usualTextLimit = 2_000

/** Keeps words for another chat in which staff can be reached, in a conversation of its own like the room's. */
export async function sayInChat(
  work: Work,
  to: { channel: string; chat: string },
  words: { text: string; noticeId: string },
): Promise<void> {
  await sayInRoom(work, { ...to, textLimit: usualTextLimit } as StaffRoom, words)
}

async function ensureConversation(work: Work, room: StaffRoom, sender: string): Promise<string> {
  const { tx, now } = work
  const { channel, chat } = room
  const known = await tx.conversation.findFirst({
    where: { channel, chat, sender, chatKind: 'staff' },
    select: { id: true },
  })
  if (known) return known.id
  const contact = await tx.contact.upsert({
    where: { channel_sender: { channel, sender: `room:${chat}` } },
    create: { id: createId(), channel, sender: `room:${chat}`, createdAt: now },
    update: {},
  })
  const place = { channel, chat, topic: '', sender }
  const row = await tx.conversation.upsert({
    where: { channel_chat_topic_sender: place },
    create: {
      ...place,
      id: createId(),
      chatKind: 'staff',
      contactId: contact.id,
      mode: 'human',
      createdAt: now,
      updatedAt: now,
    },
    update: {},
  })
  return row.id
}

/** What a message of the room concerns. */
export interface RoomSubject {
  conversationId?: string
  ticketNumber?: string
}

/** Finds what a message concerns from the message it answers, else from the thread it stands in. */
export async function findSubject(
  { tx }: Work,
  message: { channel: string; chat: string; topic?: string; replyTo?: string },
): Promise<RoomSubject> {
  const { channel, chat, topic, replyTo } = message
  if (replyTo !== undefined) {
    const answered = await tx.outbound.findFirst({
      where: { platformId: replyTo, conversation: { channel, chat, chatKind: 'staff' } },
      select: { content: true, conversation: { select: { sender: true } } },
    })
    if (answered) return { ...subjectOf(answered.conversation.sender), ...ticketOf(answered.content) }
    const colleague = await tx.roomMessage.findUnique({
      where: { channel_chat_messageId: { channel, chat, messageId: replyTo } },
    })
    // Answering a colleague's words to a resident goes on with that talk only inside its thread.
    if (colleague && topic === undefined) return {}
  }
  if (topic === undefined) return {}
  const thread = await tx.conversation.findFirst({
    where: { channel, chat, topic, chatKind: 'staff' },
    select: { sender: true },
  })
  return thread ? subjectOf(thread.sender) : {}
}

function subjectOf(sender: string): RoomSubject {
  return sender.startsWith(talkPrefix) ? { conversationId: sender.slice(talkPrefix.length) } : {}
}

function ticketOf(content: unknown): RoomSubject {
  const { ticketNumber } = (content ?? {}) as { ticketNumber?: unknown }
  return typeof ticketNumber === 'string' ? { ticketNumber } : {}
}
