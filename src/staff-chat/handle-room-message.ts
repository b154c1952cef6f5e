import type { IncomingMessage } from '../messaging/message.ts'
import { clean } from '../messaging/receive-message.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import {
  actOnTalk,
  answerFromRoom,
  assignFromRoom,
  noteFromRoom,
  type RoomOutcome,
  talkRoles,
  ticketRoles,
} from './act-on-talk.ts'
import { listTasks } from './act-on-ticket-command.ts'
import { actOnTickets } from './act-on-tickets.ts'
import { deleteAnswer } from './change-answer.ts'
import { type RoomRequest, readRoomMessage } from './read-room-message.ts'
import { findSubject, type RoomSubject } from './room-outbox.ts'
import { runNoticeCommand } from './run-notice-command.ts'
import { bindAccount, findAccount, type RoomMember } from './staff-accounts.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'
import { seesConversation, seesNotice } from './whose-place.ts'

/** What a message of the room led to, for the line that answers it. */
export interface HandledMessage extends RoomOutcome {
  subject: RoomSubject
}

/** A command that comes this late was meant for another day. */
const mostAgeMs = 24 * 3_600_000

/**
 * Carries out what a message in the staff room asks for, once: the platform may bring it again. Undefined where it was
 * brought before. Rejects with a `LinliError` where the step may not be taken; nothing of it has happened then.
 */
export async function handleRoomMessage(
  parts: StaffChatParts,
  work: Work,
  message: IncomingMessage,
): Promise<HandledMessage | undefined> {
  const id = await keepMessage(work, message)
  if (!id) return undefined
  const request = readRoomMessage(message)
  const subject = await findSubject(work, message)
  const account = await findAccount(work, { channel: message.channel, sender: message.sender.id })
  const member = account.kind === 'member' ? account.member : undefined
  const outcome = await decide(parts, work, { request, subject, message, account })
  const conversationId = conversationOf(request, subject)
  await work.tx.roomMessage.update({
    where: { id },
    data: {
      kind: outcome.kind,
      staffId: member?.id ?? null,
      outboundIds: outcome.outboundIds ?? [],
      ...(conversationId ? { conversationId } : {}),
    },
  })
  return { ...outcome, subject: conversationId ? { ...subject, conversationId } : subject }
}

/** Keeps a message of the room; undefined where it was kept before. */
async function keepMessage({ tx, now }: Work, message: IncomingMessage): Promise<string | undefined> {
  const id = createId()
  const { channel, chat, topic = '', messageId, sender, text } = message
  const kept = await tx.$executeRaw`
    insert into "RoomMessage" (id, channel, chat, topic, "messageId", sender, kind, text, at)
    values (${id}, ${channel}, ${chat}, ${topic}, ${messageId}, ${sender.id}, 'aside', ${clean(text)}, ${now}::timestamptz)
    on conflict (channel, chat, "messageId") do nothing`
  return kept > 0 ? id : undefined
}

function conversationOf(request: RoomRequest, subject: RoomSubject): string | undefined {
  if (request.kind === 'talk' && request.conversationId) return request.conversationId
  return subject.conversationId
}

interface Asked {
  request: RoomRequest
  subject: RoomSubject
  message: IncomingMessage
  account: Awaited<ReturnType<typeof findAccount>>
}

async function decide(parts: StaffChatParts, work: Work, asked: Asked): Promise<RoomOutcome> {
  const { request, subject, message, account } = asked
  const { staffTexts } = parts
  const isAside = request.kind === 'words' && !subject.conversationId
  const isOld = work.now.getTime() - message.sentAt.getTime() > mostAgeMs
  if (isAside || isOld || request.kind === 'aside') return { kind: 'aside' }
  if (request.kind === 'bind') return await bind(parts, work, { message, code: request.code })
  if (account.kind !== 'member') return { kind: 'command', answer: refusalOf(staffTexts, account.kind) }
  const { member } = account
  const roles = isTicketRequest(request) ? ticketRoles : talkRoles
  if (!roles.includes(member.role)) {
    return { kind: 'command', answer: staffTexts.notAllowed(member.role) }
  }
  return await act(parts, work, { request, subject, message, member })
}

function refusalOf(
  { left, inactive, unbound }: StaffChatParts['staffTexts'],
  kind: 'left' | 'inactive' | 'unknown',
): string {
  return { left, inactive, unknown: unbound }[kind]
}

/** Technicians work on tickets and acknowledge; talking with residents is for others. */
function isTicketRequest({ kind }: RoomRequest): boolean {
  return kind === 'ticket' || kind === 'tickets' || kind === 'acknowledge' || kind === 'help'
}

async function bind(
  parts: StaffChatParts,
  work: Work,
  { message, code }: { message: IncomingMessage; code: string },
): Promise<RoomOutcome> {
  const { channel, sender } = message
  const member = await bindAccount(work, { channel, sender: sender.id, name: clean(sender.name), code })
  const { staffTexts } = parts
  return { kind: 'command', answer: member ? staffTexts.bound(member.name) : staffTexts.badCode }
}

interface Permitted {
  request: RoomRequest
  subject: RoomSubject
  message: IncomingMessage
  member: RoomMember
}

async function act(parts: StaffChatParts, work: Work, permitted: Permitted): Promise<RoomOutcome> {
  const { request, subject, message, member } = permitted
  switch (request.kind) {
    case 'ticket': {
      const subjectNumber = subject.ticketNumber
      return await actOnTickets(parts, work, { request, subjectNumber, member, message })
    }
    case 'tickets':
      return await listTasks(parts, work, member)
    case 'broadcast':
      return await runNoticeCommand(parts, work, { args: request.args, member, message })
    case 'digest':
      return { kind: 'command', answer: (await parts.writeDigest?.(work)) ?? parts.staffTexts.help }
    case 'acknowledge':
      return await acknowledge(parts, work, { noticeId: request.noticeId, member })
    case 'delete': {
      const { channel, chat, replyTo: messageId } = message
      return await deleteAnswer(parts, work, { channel, chat, messageId, staffId: member.id })
    }
    case 'help':
      return { kind: 'command', answer: parts.staffTexts.help }
    default:
      return await actOnSubject(parts, work, permitted)
  }
}

async function actOnSubject(parts: StaffChatParts, work: Work, permitted: Permitted): Promise<RoomOutcome> {
  const { request, subject, message, member } = permitted
  const conversationId = conversationOf(request, subject)
  if (!conversationId) return { kind: 'command', answer: parts.staffTexts.which }
  if (!(await seesConversation(work.tx, member, conversationId))) {
    return { kind: 'command', answer: parts.staffTexts.notYours }
  }
  const talk = { conversationId, member, message }
  switch (request.kind) {
    case 'talk':
      return await actOnTalk(parts, work, { ...talk, action: request.action })
    case 'note':
      return await noteFromRoom(parts, work, { ...talk, text: clean(request.text) })
    case 'assign':
      return await assignFromRoom(parts, work, { conversationId, who: request.who })
    case 'words':
      return await answerFromRoom(parts, work, {
        ...talk,
        message: { ...message, text: clean(message.text) },
      })
    default:
      return { kind: 'aside' }
  }
}

async function acknowledge(
  parts: StaffChatParts,
  work: Work,
  { noticeId, member }: { noticeId: string; member: RoomMember },
): Promise<RoomOutcome> {
  if (!(await seesNotice(work.tx, member, noticeId))) {
    return { kind: 'command', answer: parts.staffTexts.notYours }
  }
  const { isFirst } = await parts.acknowledge(work, { id: noticeId, by: member.id })
  const { staffTexts } = parts
  const answer = isFirst ? staffTexts.acknowledged(member.name) : staffTexts.acknowledgedBefore
  return { kind: 'command', answer }
}
