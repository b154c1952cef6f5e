import { createId } from '../shared/ids.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import type { Work } from '../storage/work.ts'

/** Something staff must hear of, kept before it is sent anywhere; the desk lists it, the staff chat shows it. */
export interface StaffNoticeRequest {
  /** What it is about, e.g. `ticket-breach`, `handover`, `emergency`. */
  kind: string
  level: 'info' | 'warning' | 'urgent'
  /** What staff read, whole, in the company's language. */
  text: string
  /** To whom; absent: to all on duty. */
  toStaffId?: string
  communityId?: string | null
  ticketNumber?: string
  conversationId?: string | null
  /** Whether someone must acknowledge it. */
  needsAck?: boolean
  /** Buttons of the staff chat: what is shown and the value that comes back. */
  buttons?: { label: string; value: string }[][]
  data?: Record<string, unknown>
}

/** Keeps a notice to staff; `staff-notice-posted` lets the staff chat send it in the same transaction. */
export async function postStaffNotice(work: Work, request: StaffNoticeRequest): Promise<{ id: string }> {
  const id = createId()
  const { kind, level, text, toStaffId = null, communityId = null, needsAck = false } = request
  const { ticketNumber = null, conversationId = null, buttons = [], data = {} } = request
  await sqlOf(work.tx)`
    insert into "StaffNotice" (id, kind, level, text, "toStaffId", "communityId", "ticketNumber", "conversationId",
      "needsAck", buttons, data, "createdAt")
    values (${id}, ${kind}, ${level}, ${text}, ${toStaffId}, ${communityId}, ${ticketNumber}, ${conversationId},
      ${needsAck}, ${JSON.stringify(buttons)}::jsonb, ${JSON.stringify(data)}::jsonb, ${work.now}::timestamptz)`
  await work.emit({ kind: 'staff-notice-posted', noticeId: id })
  return { id }
}

/** Gives a notice that grows its new wording, in place: nobody is rung again. Nothing happens where there is no such notice. */
export async function growStaffNotice(
  work: Work,
  notice: { id: string; text: string; data: Record<string, unknown> },
): Promise<void> {
  const { id, text, data } = notice
  const grown = await sqlOf(work.tx)<{ id: string }>`
    update "StaffNotice" set text = ${text}, data = ${JSON.stringify(data)}::jsonb where id = ${id} returning id`
  if (grown.length > 0) await work.emit({ kind: 'staff-notice-changed', noticeId: id })
}

/** Records who acknowledged a notice, the first one only; says whether it was this one. */
export async function acknowledgeStaffNotice(
  work: Work,
  request: { id: string; by: string },
): Promise<{ isFirst: boolean }> {
  const { count } = await work.tx.staffNotice.updateMany({
    where: { id: request.id, ackAt: null },
    data: { ackAt: work.now, ackBy: request.by },
  })
  if (count > 0) await work.emit({ kind: 'staff-notice-acknowledged', noticeId: request.id, by: request.by })
  return { isFirst: count > 0 }
}
