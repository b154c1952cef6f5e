import type { IncomingMessage } from '../messaging/message.ts'
import type { TicketCategory } from '../shared/vocabulary.ts'
import type { Work } from '../storage/work.ts'
import type { RoomOutcome } from './act-on-talk.ts'
import { keepFiles } from './keep-files.ts'
import { findStaffByName } from './name-staff.ts'
import { type RoomRequest, readRootCause, readWaitReason } from './read-room-message.ts'
import type { RoomMember } from './staff-accounts.ts'
import type { StaffChatParts, TicketStep } from './staff-chat-parts.ts'
import { seesTicket } from './whose-place.ts'

export interface TicketRequest {
  request: Extract<RoomRequest, { kind: 'ticket' }>
  /** Of the message that is answered, where the command names none. */
  subjectNumber: string | undefined
  member: RoomMember
  message: IncomingMessage
}

/** Takes a step of a ticket for a member of staff; the line that comes back says what the ticket is then, or what is missing. */
export async function actOnTicketCommand(
  parts: StaffChatParts,
  work: Work,
  asked: TicketRequest,
): Promise<RoomOutcome> {
  const { request, subjectNumber, member, message } = asked
  const { staffTexts, texts } = parts
  const number = request.number ?? subjectNumber
  if (!number) return { kind: 'command', answer: staffTexts.whichTicket }
  if (!(await seesTicket(work.tx, member, number))) return { kind: 'command', answer: staffTexts.notYours }
  const read = await readStep(work, request)
  if (read === 'which-reason') return { kind: 'command', answer: staffTexts.whichReason }
  if (read === 'who-unknown') return { kind: 'command', answer: staffTexts.whoUnknown(request.text) }
  const attachmentIds = (await keepFiles(work, message)).map(({ id }) => id)
  const ticket = await parts.actOnTicket(work, {
    ...read,
    number,
    by: member.id,
    ...(attachmentIds.length > 0 ? { attachmentIds } : {}),
  })
  const status = texts.status(ticket.status)
  const answer = staffTexts.ticketDone({ number, status, name: member.name })
  const lacksCause = read.action === 'resolve' && ticket.kind === 'complaint' && !ticket.rootCause
  return { kind: 'command', answer: lacksCause ? `${answer}${staffTexts.causeMissing(number)}` : answer }
}

type ReadStep = Pick<TicketStep, 'action' | 'note' | 'assignee' | 'waitReason' | 'rootCause'>

async function readStep(
  work: Work,
  { action, text }: TicketRequest['request'],
): Promise<ReadStep | 'which-reason' | 'who-unknown'> {
  const note = text === '' ? {} : { note: text }
  switch (action) {
    case 'wait': {
      const wait = readWaitReason(text)
      if (!wait) return 'which-reason'
      return { action, waitReason: wait.reason, ...(wait.note ? { note: wait.note } : {}) }
    }
    case 'reassign': {
      const [who = '', ...rest] = text.replace(/^@/, '').split(/\s+/u)
      const staff = who === '' ? undefined : await findStaffByName(work, who)
      if (!staff) return 'who-unknown'
      return { action, assignee: staff.id, ...(rest.length > 0 ? { note: rest.join(' ') } : {}) }
    }
    case 'done':
      return { action: 'resolve', ...readRootCause(text) }
    default:
      return { action, ...note }
  }
}

/** Of the communities of a member of staff, and of none. */
function placesOf({ communities }: RoomMember) {
  if (communities.length === 0) return {}
  return { AND: { OR: [{ communityId: null }, { communityId: { in: communities } }] } }
}

const mostListed = 10
const openStatuses = ['received', 'classified', 'dispatched', 'in_progress', 'waiting', 'reopened']

/** The open tickets of a member of staff, then those that nobody has; the most urgent first. */
export async function listTasks(parts: StaffChatParts, work: Work, member: RoomMember): Promise<RoomOutcome> {
  const { staffTexts, texts, writeTime } = parts
  const rows = await work.tx.ticket.findMany({
    where: {
      status: { in: openStatuses },
      OR: [{ assignee: member.id }, { assignee: null, ...placesOf(member) }],
    },
    orderBy: [{ assignee: { sort: 'asc', nulls: 'last' } }, { resolveBy: 'asc' }],
    take: mostListed,
  })
  if (rows.length === 0) return { kind: 'command', answer: staffTexts.noOpenTickets }
  const lines = rows.map(row =>
    staffTexts.taskLine({
      number: row.number,
      category: texts.category(row.category as TicketCategory),
      location: row.location || texts.placeUnknown,
      status: texts.status(row.status),
      resolveBy: writeTime(row.resolveBy),
    }),
  )
  return { kind: 'command', answer: [staffTexts.myTickets, ...lines].join('\n') }
}
