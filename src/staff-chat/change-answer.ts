import { textsFor } from '../i18n/texts.ts'
import type { MessageEdit } from '../messaging/message.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import type { RoomOutcome } from './act-on-talk.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'

interface RoomPlace {
  channel: string
  chat: string
}

/** Takes back what a message of the room became, by the colleague who wrote it. */
export async function deleteAnswer(
  parts: StaffChatParts,
  work: Work,
  asked: RoomPlace & { messageId: string | undefined; staffId: string },
): Promise<RoomOutcome> {
  const { channel, chat, messageId, staffId } = asked
  const nothing: RoomOutcome = { kind: 'command', answer: parts.staffTexts.nothingToDelete }
  if (messageId === undefined) return nothing
  const message = await work.tx.roomMessage.findUnique({
    where: { channel_chat_messageId: { channel, chat, messageId } },
  })
  if (message?.kind !== 'reply' || message.staffId !== staffId) return nothing
  const rows = await work.tx.outbound.findMany({
    where: { id: { in: (message.outboundIds as string[]).map(BigInt) } },
    include: { conversation: { select: { channel: true } } },
  })
  const isPossible = rows.every(
    row => row.state === 'pending' || parts.reachOf(row.conversation.channel).changesSent,
  )
  if (!isPossible || rows.length === 0) return nothing
  for (const row of rows) {
    if (row.state === 'pending') {
      await work.tx.outbound.update({
        where: { id: row.id },
        data: { state: 'cancelled', error: 'taken back' },
      })
    } else await enqueueChange(work, row, { change: 'delete', text: '' })
  }
  return { kind: 'command', answer: parts.staffTexts.deleted }
}

/** A colleague corrected words that went to a resident: what waits is replaced, what was sent is edited, or corrected by a new message. */
export async function editAnswer(parts: StaffChatParts, work: Work, edit: MessageEdit): Promise<void> {
  const { channel, chat, messageId, text } = edit
  const message = await work.tx.roomMessage.findUnique({
    where: { channel_chat_messageId: { channel, chat, messageId } },
  })
  // Words that become a note, or a command, do not follow: the resident has the old ones, /delete takes them back.
  if (message?.kind !== 'reply' || message.text === text || /^\s*[/／]/u.test(text)) return
  await work.tx.roomMessage.update({ where: { id: message.id }, data: { text } })
  const ids = (message.outboundIds as string[]).map(BigInt)
  const [first] = ids
  const row =
    first === undefined
      ? null
      : await work.tx.outbound.findUnique({
          where: { id: first },
          include: { conversation: { select: { channel: true, language: true } } },
        })
  if (!row) return
  const reach = parts.reachOf(row.conversation.channel)
  const isWhole = ids.length === 1 && text.length <= reach.textLimit
  if (row.state === 'pending' && isWhole) {
    await work.tx.outbound.update({ where: { id: row.id }, data: { text } })
    return
  }
  if (reach.changesSent && isWhole) return await enqueueChange(work, row, { change: 'edit', text })
  const correction = textsFor(row.conversation.language as Language).staffCorrected(text)
  await enqueueChange(work, row, { change: null, text: correction.slice(0, reach.textLimit).toWellFormed() })
}

interface SentRow {
  id: bigint
  conversationId: string
  staffId: string | null
  epoch: number
  content: unknown
}

/** A change is kept like a message, behind the one it changes; without `change` it is a message of its own. */
async function enqueueChange(
  work: Work,
  row: SentRow,
  { change, text }: { change: 'edit' | 'delete' | null; text: string },
): Promise<void> {
  const { tx, now } = work
  const { conversationId, staffId, epoch } = row
  await tx.outbound.create({
    data: {
      conversationId,
      author: 'staff',
      staffId,
      epoch,
      text,
      content: change === 'edit' ? (row.content as object) : {},
      ...(change ? { change, changeOf: row.id } : {}),
      dueAt: now,
      createdAt: now,
    },
  })
  // The desk reads one message with its newest words, as the resident does.
  if (change === 'edit') await tx.outbound.update({ where: { id: row.id }, data: { text } })
  await tx.conversation.update({ where: { id: conversationId }, data: { deliverDueAt: now } })
  work.wake({ kind: 'delivery', id: conversationId, dueAt: now })
}
