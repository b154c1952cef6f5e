import { readTalkTitle } from '../handover/read-summary.ts'
import type { Button } from '../messaging/message.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import type { EventOf } from '../shared/events.ts'
import type { Work } from '../storage/work.ts'
import { nameStaff } from './name-staff.ts'
import { sayInRoom } from './room-outbox.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'

/** Shows a notice to staff in their room, in the thread of its talk where it has one. */
export async function announceNotice(
  parts: StaffChatParts,
  work: Work,
  { noticeId }: EventOf<'staff-notice-posted'>,
): Promise<void> {
  const room = parts.findRoom()
  const notice = room && (await work.tx.staffNotice.findUnique({ where: { id: noticeId } }))
  if (!notice) return
  const { staffTexts } = parts
  const to = notice.toStaffId ? staffTexts.to(await nameStaff(work, notice.toStaffId)) : ''
  const buttons = [...(notice.buttons as unknown as Button[][])]
  if (notice.needsAck) {
    buttons.push([{ label: staffTexts.buttons.acknowledge, value: `notice:ack:${noticeId}` }])
  }
  const { conversationId } = notice
  const title = conversationId ? await readTalkTitle(work.tx, conversationId) : ''
  await sayInRoom(work, room, {
    text: `${notice.level === 'urgent' ? staffTexts.urgent : ''}${to}${notice.text}`,
    ...(buttons.length > 0 ? { buttons } : {}),
    ...(conversationId ? { about: { conversationId, title } } : {}),
    ...(notice.ticketNumber ? { ticketNumber: notice.ticketNumber } : {}),
    noticeId,
  })
}

/** Nobody took a waiting talk in time: the next person is asked by a notice, the lead by an urgent one. */
export async function noticeUnanswered(
  parts: Pick<StaffChatParts, 'staffTexts'>,
  work: Work,
  event: EventOf<'handover-unanswered'>,
): Promise<void> {
  const { conversationId, handoverId, level, minutes, to } = event
  const { staffTexts } = parts
  const handover = await work.tx.handover.findUniqueOrThrow({ where: { id: handoverId } })
  await postStaffNotice(work, {
    kind: 'handover-unanswered',
    level: level > 1 || handover.reason === 'danger' ? 'urgent' : 'warning',
    text: staffTexts.unanswered({
      title: await readTalkTitle(work.tx, conversationId),
      minutes,
      to: to ? '' : staffTexts.everyone,
      reason: staffTexts.reason[handover.reason] ?? handover.reason,
    }),
    conversationId,
    ...(to ? { toStaffId: to.id } : {}),
    buttons: [[{ label: staffTexts.buttons.take, value: `talk:take:${conversationId}` }]],
    data: { level },
  })
}
