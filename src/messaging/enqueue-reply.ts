import type { Transaction } from '../storage/database.ts'
import type { Button } from './message.ts'
import { clean } from './receive-message.ts'
import { splitText } from './split-text.ts'

export interface Reply {
  text: string
  buttons?: Button[][]
  citations?: { document: string; clause: string; passageId: string }[]
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

/** Keeps a reply to be sent, cut to the channel's limit, in order; returns how many messages it became. */
export async function enqueueReply(tx: Transaction, target: ReplyTarget, reply: Reply): Promise<number> {
  const pieces = splitText(clean(reply.text), target.textLimit)
  const last = pieces.length - 1
  await tx.outbound.createMany({
    data: pieces.map((text, index) => ({
      conversationId: target.conversationId,
      turnId: target.turnId ?? null,
      author: target.author,
      staffId: target.staffId ?? null,
      text,
      content: index === last && reply.buttons ? { buttons: reply.buttons.map(row => row.map(toJson)) } : {},
      citations: index === last ? (reply.citations ?? []) : [],
      replyTo: index === 0 ? (target.replyTo ?? null) : null,
      epoch: target.epoch,
      dueAt: target.now,
      createdAt: target.now,
    })),
  })
  return pieces.length
}

function toJson(button: Button): { label: string; value: string } {
  return { label: button.label, value: button.value }
}
