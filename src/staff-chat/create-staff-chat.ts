import { readTalkTitle } from '../handover/read-summary.ts'
import type { Button, IncomingMessage, MembershipChange, MessageEdit } from '../messaging/message.ts'
import { LinliError, messageOf } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import type { Work } from '../storage/work.ts'
import { editAnswer } from './change-answer.ts'
import { describeError } from './describe-error.ts'
import { handleRoomMessage } from './handle-room-message.ts'
import { nameStaff } from './name-staff.ts'
import { readRoomMessage } from './read-room-message.ts'
import { findSubject, type RoomSubject, sayInRoom } from './room-outbox.ts'
import { codePattern, findAccount, keepMembership } from './staff-accounts.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'
import type { StaffRoom } from './staff-room.ts'

export interface StaffChat {
  /** Whether a message is staff's and not a resident's: it stands in the room, or brings a staff code in private. */
  isForStaff(message: IncomingMessage): boolean
  isRoom(place: { channel: string; chat: string }): boolean
  /** Resolves when what the message asks for is done and kept, or refused with a line that says why. Safe to repeat. */
  receive(message: IncomingMessage): Promise<void>
  edit(edit: MessageEdit): Promise<void>
  setMembership(change: MembershipChange): Promise<void>
}

type RunWork = <T>(run: (work: Work) => Promise<T>) => Promise<T>

/** Gives the staff's side of the talk: every message of the room has its effects in one transaction, or none. */
export function createStaffChat(parts: StaffChatParts & { runWork: RunWork; log: Log }): StaffChat {
  const isRoom = ({ channel, chat }: { channel: string; chat: string }) => {
    const room = parts.findRoom()
    return room?.channel === channel && room.chat === chat
  }
  return {
    isRoom,
    isForStaff: message => isRoom(message) || isPrivateCommand(parts, message),
    receive: message => receive(parts, message),
    edit: edit => parts.runWork(work => editAnswer(parts, work, edit)),
    setMembership: async change => {
      if (isRoom(change)) await parts.runWork(work => keepMembership(work, change))
    },
  }
}

/** `/bind S-…` alone with the bot (a resident's binding code looks different), and notices, which managers also write there. */
function isPrivateCommand({ findRoom }: StaffChatParts, message: IncomingMessage): boolean {
  if (message.chatKind !== 'private' || findRoom()?.channel !== message.channel) return false
  const request = readRoomMessage(message)
  if (request.kind === 'broadcast') return true
  return message.button === undefined && request.kind === 'bind' && codePattern.test(request.code)
}

async function receive(
  parts: StaffChatParts & { runWork: RunWork; log: Log },
  message: IncomingMessage,
): Promise<void> {
  try {
    await parts.runWork(async work => {
      const handled = await handleRoomMessage(parts, work, message)
      if (handled?.answer) await answer(parts, work, { message, ...handled, text: handled.answer })
    })
  } catch (error) {
    // What the database or the machine refuses comes back with the platform's next try; what the rules refuse does not.
    if (!(error instanceof LinliError) || error.code === 'database-unreachable') throw error
    parts.log.info({ code: error.code, error: messageOf(error) }, 'a step from the staff room was refused')
    await parts.runWork(work => refuse(parts, work, { message, error }))
  }
}

/** The line that answers a message, in its thread, under it. */
async function answer(
  parts: StaffChatParts,
  work: Work,
  said: { message: IncomingMessage; subject: RoomSubject; text: string; buttons?: Button[][] },
): Promise<void> {
  const { message, subject, text, buttons } = said
  const room = parts.findRoom()
  if (!room) return
  const { conversationId } = subject
  const isHere = message.chat === room.chat
  const here: StaffRoom = { ...room, chat: message.chat }
  await sayInRoom(work, here, {
    text,
    replyTo: message.messageId,
    ...(buttons ? { buttons } : {}),
    ...(conversationId && isHere
      ? { about: { conversationId, title: await readTalkTitle(work.tx, conversationId) } }
      : {}),
  })
}

/** Keeps the refused message, so that it is not tried again, and says why. */
async function refuse(
  parts: StaffChatParts,
  work: Work,
  { message, error }: { message: IncomingMessage; error: LinliError },
): Promise<void> {
  const { channel, chat, topic = '', messageId, sender, text } = message
  const found = await findSubject(work, message)
  const request = readRoomMessage(message)
  const asked = request.kind === 'talk' ? request.conversationId : undefined
  const subject = asked ? { ...found, conversationId: asked } : found
  const account = await findAccount(work, { channel, sender: sender.id })
  await work.tx.roomMessage.createMany({
    data: [
      {
        ...{ id: createId(), channel, chat, topic, messageId, kind: 'refused' },
        ...{ sender: sender.id, text: text.replaceAll('\u0000', '').toWellFormed(), at: work.now },
        staffId: account.kind === 'member' ? account.member.id : null,
        conversationId: subject.conversationId ?? null,
      },
    ],
    skipDuplicates: true,
  })
  const isTalk = ['talk', 'words', 'assign'].includes(request.kind)
  const why = isTalk ? await explainOwner(parts, work, { subject, error }) : undefined
  await answer(parts, work, { message, subject, text: why ?? describeError(parts, error) })
}

/** Whose the talk is, where that is why it could not be had. */
async function explainOwner(
  { staffTexts }: StaffChatParts,
  work: Work,
  { subject, error }: { subject: RoomSubject; error: LinliError },
): Promise<string | undefined> {
  if (error.code !== 'conflict' || !subject.conversationId) return undefined
  const row = await work.tx.conversation.findUnique({ where: { id: subject.conversationId } })
  if (row?.mode !== 'human' || !row.assigneeId) return staffTexts.withBot
  return staffTexts.ownedBy(await nameStaff(work, row.assigneeId))
}
