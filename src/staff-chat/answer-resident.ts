import { awaitStaff, takeConversation } from '../handover/own-conversation.ts'
import { dropSuggestions } from '../handover/suggestion-store.ts'
import { cutReply, type ReplyPiece } from '../messaging/enqueue-reply.ts'
import type { StoredAttachment } from '../messaging/find-file.ts'
import { LinliError } from '../shared/errors.ts'
import type { Work } from '../storage/work.ts'

/** What a channel can do for words of staff. */
export interface ReachOfChannel {
  textLimit: number
  sendsFiles: boolean
  /** Whether what was sent can be edited and taken away. */
  changesSent: boolean
  /** One answer is one message: the channel limits how many may follow. */
  inOnePiece?: boolean
  /** Whether the platform has people of its own, who serve talks in its app. */
  handsOver?: boolean
}

export interface StaffAnswer {
  conversationId: string
  /** Staff id, or `api`. */
  by: string
  text: string
  attachments?: StoredAttachment[]
  via: 'room' | 'desk'
}

/** Longest caption that every platform takes. */
const captionLimit = 900

/**
 * Keeps words of staff for a resident and gives the ids of the messages they became. Who answers owns the conversation from
 * then on. Rejects with `conflict` while a colleague owns it, with `bad-request` when there is nothing to say.
 */
export async function answerResident(
  work: Work,
  answer: StaffAnswer,
  reachOf: (channel: string) => ReachOfChannel,
): Promise<string[]> {
  const { conversationId, by, text, via, attachments = [] } = answer
  if (text.trim() === '' && attachments.length === 0)
    throw new LinliError('bad-request', 'An answer needs words or a file.')
  await takeConversation(work, { conversationId, by })
  const { tx, now } = work
  const conversation = await tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    select: { channel: true, epoch: true, chatKind: true },
  })
  const pieces = cutAnswer(answer, reachOf(conversation.channel))
  const ids: string[] = []
  for (const piece of pieces) {
    const row = await tx.outbound.create({
      data: {
        ...piece,
        content: piece.content as object,
        conversationId,
        author: 'staff',
        staffId: by,
        epoch: conversation.epoch,
        dueAt: now,
        createdAt: now,
      },
    })
    ids.push(String(row.id))
  }
  await tx.conversation.update({
    where: { id: conversationId },
    data: { deliverDueAt: now, updatedAt: now },
  })
  await awaitStaff(work, conversationId)
  await dropSuggestions(work, conversationId)
  work.wake({ kind: 'delivery', id: conversationId, dueAt: now })
  await work.emit({ kind: 'staff-answered', conversationId, by, text, via })
  return ids
}

type Piece = Omit<ReplyPiece, 'content'> & { content: object }

/** Short words go under the file they came with; long ones before it, and where no file can be sent its name stands for it. */
function cutAnswer({ text, attachments = [] }: StaffAnswer, reach: ReachOfChannel): Piece[] {
  const blank = { citations: [], replyTo: null }
  const isCaption = reach.sendsFiles && attachments.length > 0 && text.length <= captionLimit
  const words: Piece[] = text.trim() === '' || isCaption ? [] : cutReply(reach, { text })
  const files = attachments.map((attachment, index): Piece => {
    const caption = isCaption && index === 0 ? text : ''
    if (!reach.sendsFiles) {
      return { ...blank, text: `［文件］${attachment.fileName ?? attachment.kind}`, content: {} }
    }
    return { ...blank, text: caption, content: { attachment } }
  })
  return [...words, ...files]
}
