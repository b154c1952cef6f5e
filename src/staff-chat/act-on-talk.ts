import { noteConversation, returnConversation, takeConversation } from '../handover/own-conversation.ts'
import type { Button, IncomingMessage } from '../messaging/message.ts'
import type { Work } from '../storage/work.ts'
import { answerResident } from './answer-resident.ts'
import { keepFiles } from './keep-files.ts'
import { findStaffByName } from './name-staff.ts'
import type { TalkAction } from './read-room-message.ts'
import type { RoomMember } from './staff-accounts.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'
import { seesConversation } from './whose-place.ts'

/** A request about one resident's talk, by a member of staff who may. */
export interface TalkRequest {
  conversationId: string
  member: RoomMember
  message: IncomingMessage
}

/** What became of a request: the line that answers it, if any, and what is kept of the message. */
export interface RoomOutcome {
  answer?: string
  /** Under the answer. */
  buttons?: Button[][]
  kind: 'reply' | 'note' | 'command' | 'aside'
  outboundIds?: string[]
}

export async function actOnTalk(
  parts: StaffChatParts,
  work: Work,
  { conversationId, member, action }: TalkRequest & { action: TalkAction },
): Promise<RoomOutcome> {
  const by = member.id
  if (action === 'approve') {
    await parts.approve(work, { conversationId, by, via: 'room' })
    return { kind: 'command', answer: parts.staffTexts.approved }
  }
  if (action === 'take') await takeConversation(work, { conversationId, by })
  else {
    const reason = action === 'close' ? 'closed' : 'returned'
    await returnConversation(work, { conversationId, by, reason })
  }
  return { kind: 'command' }
}

export async function answerFromRoom(
  parts: StaffChatParts,
  work: Work,
  { conversationId, member, message }: TalkRequest,
): Promise<RoomOutcome> {
  const attachments = await keepFiles(work, message)
  if (message.text.trim() === '' && attachments.length === 0) return { kind: 'aside' }
  const answer = { conversationId, by: member.id, text: message.text, attachments, via: 'room' as const }
  const outboundIds = await answerResident(work, answer, parts.reachOf)
  return { kind: 'reply', outboundIds }
}

export async function noteFromRoom(
  parts: StaffChatParts,
  work: Work,
  { conversationId, member, text }: Omit<TalkRequest, 'message'> & { text: string },
): Promise<RoomOutcome> {
  if (text === '') return { kind: 'note', answer: parts.staffTexts.emptyNote }
  await noteConversation(work, { conversationId, by: member.id, text, via: 'room' })
  return { kind: 'note', answer: parts.staffTexts.noteKept }
}

export async function assignFromRoom(
  parts: StaffChatParts,
  work: Work,
  { conversationId, who }: { conversationId: string; who: string },
): Promise<RoomOutcome> {
  const staff = await findStaffByName(work, who)
  if (!staff || !talkRoles.includes(staff.role)) {
    return { kind: 'command', answer: parts.staffTexts.whoUnknown(who) }
  }
  if (!(await seesConversation(work.tx, staff, conversationId))) {
    return { kind: 'command', answer: parts.staffTexts.notTheirs(staff.name) }
  }
  await takeConversation(work, { conversationId, by: staff.id, over: true })
  return { kind: 'command' }
}

/** Who may talk with residents, and who may work on tickets; as at the desk. */
export const talkRoles: readonly string[] = ['agent', 'manager', 'admin']
export const ticketRoles: readonly string[] = [...talkRoles, 'technician']
