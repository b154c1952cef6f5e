import type { Transaction } from '../storage/database.ts'
import type { Button } from './message.ts'
import { clean } from './receive-message.ts'
import { splitText } from './split-text.ts'

export interface Reply {
  text: string
  buttons?: Button[][]
  citations?: { document: string; clause: string; passageId: string }[]
  /** A question of ours: who asks. It goes once, and only where it may go at that instant. */
  askedBy?: string
}

export interface ReplyTarget {
  conversationId: string
  turnId?: string
  author: 'bot' | 'staff' | 'system'
  staffId?: string
  /** Of the channel: most UTF-16 units a message. */
  textLimit: number
  replyTo?: string
  epoch: number
  now: Date
}

/** One message of a reply, as it is kept. */
export interface ReplyPiece {
  text: string
  content: { buttons?: { label: string; value: string }[][]; askedBy?: string }
  citations: { document: string; clause: string; passageId: string }[]
  replyTo: string | null
}

/** Keeps a reply to be sent, cut to the channel's limit, in order; returns how many messages it became. */
export async function enqueueReply(tx: Transaction, target: ReplyTarget, reply: Reply): Promise<number> {
  const pieces = cutReply(target, reply)
  await tx.outbound.createMany({
    data: pieces.map(piece => ({
      ...piece,
      conversationId: target.conversationId,
      turnId: target.turnId ?? null,
      author: target.author,
      staffId: target.staffId ?? null,
      epoch: target.epoch,
      dueAt: target.now,
      createdAt: target.now,
    })),
  })
  return pieces.length
}

/** Cuts a reply to the channel's limit: it refers to a message at its beginning, and asks at its end. */
export function cutReply(target: Pick<ReplyTarget, 'textLimit' | 'replyTo'>, reply: Reply): ReplyPiece[] {
  const texts = splitText(clean(reply.text), target.textLimit)
  const last = texts.length - 1
  return texts.map((text, index) => ({
    text,
    content: {
      ...(index === last && reply.buttons ? { buttons: reply.buttons.map(row => row.map(toJson)) } : {}),
      ...(reply.askedBy ? { askedBy: reply.askedBy } : {}),
    },
    citations: index === last ? (reply.citations ?? []) : [],
    replyTo: index === 0 ? (target.replyTo ?? null) : null,
  }))
}

function toJson(button: Button): { label: string; value: string } {
  return { label: button.label, value: button.value }
}
