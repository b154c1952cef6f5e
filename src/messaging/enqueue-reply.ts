import type { Transaction } from '../storage/database.ts'
import type { Button } from './message.ts'
import { clean } from './receive-message.ts'
import { splitText } from './split-text.ts'

export interface Reply {
  text: string
  buttons?: Button[][]
  citations?: { document: string; clause: string; passageId: string }[]
  /** May use what a reply window keeps in reserve: words of a person, a result. */
  isImportant?: boolean
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
  /** One answer is one message: what is too long is cut. For channels with a reply window. */
  inOnePiece?: boolean
  replyTo?: string
  epoch: number
  now: Date
}

/** One message of a reply, as it is kept. */
export interface ReplyPiece {
  text: string
  content: {
    buttons?: { label: string; value: string }[][]
    important?: boolean
    askedBy?: string
    /** All of it, where it was cut to one message. */
    whole?: string
  }
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
export function cutReply(
  target: Pick<ReplyTarget, 'textLimit' | 'replyTo' | 'inOnePiece'>,
  reply: Reply,
): ReplyPiece[] {
  const whole = clean(reply.text)
  const texts = target.inOnePiece ? [shorten(whole, target.textLimit)] : splitText(whole, target.textLimit)
  const last = texts.length - 1
  const isCut = target.inOnePiece === true && texts[0] !== whole
  return texts.map((text, index) => ({
    text,
    content: { ...writeContent(reply, index === last), ...(isCut ? { whole } : {}) },
    citations: index === last ? (reply.citations ?? []) : [],
    replyTo: index === 0 ? (target.replyTo ?? null) : null,
  }))
}

/** What a piece carries besides its words; the buttons stand under the last one. */
function writeContent({ buttons, isImportant, askedBy }: Reply, isLast: boolean): ReplyPiece['content'] {
  return {
    ...(isLast && buttons ? { buttons: buttons.map(row => row.map(toJson)) } : {}),
    ...(isImportant ? { important: true } : {}),
    ...(askedBy ? { askedBy } : {}),
  }
}

/** Longest last line that is a label, and is kept. */
const labelLength = 40

/** The beginning of a text that is too long, cut where it reads best; a short last line, the label of an automatic answer, stays. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.slice(text.lastIndexOf('\n') + 1)
  const end = last.length <= labelLength ? `……\n${last}` : '……'
  const [first = ''] = splitText(text, limit - end.length)
  return `${first}${end}`
}

function toJson(button: Button): { label: string; value: string } {
  return { label: button.label, value: button.value }
}
