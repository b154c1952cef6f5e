import { postStaffNotice } from '../notices/staff-notice.ts'
import type { DomainEvent, TicketFacts } from '../shared/events.ts'
import type { Work } from '../storage/work.ts'
import { nameStaff } from '../tickets/act-on-ticket.ts'
import type { ClockName } from '../tickets/read-course.ts'
import {
  writeAddition,
  writeBreach,
  writeCalledOff,
  writeUrge,
  writeWarning,
} from '../tickets/staff-notices.ts'
import { isOpen, type Ticket } from '../tickets/ticket.ts'

type WarningEvent = Extract<DomainEvent, { kind: 'ticket-clock-warning' }>
type BreachEvent = Extract<DomainEvent, { kind: 'ticket-clock-breached' }>

export interface EscalationPort {
  timezone: string
  /** Who is responsible at a level (0 owner, 1 lead, 2 manager), as a staff id; absent or undefined: all on duty. */
  findEscalation?(work: Work, ticket: TicketFacts, level: number): Promise<string | undefined>
}

/** Tells the owner that a deadline comes near. */
export async function postWarning(parts: EscalationPort, work: Work, event: WarningEvent): Promise<void> {
  const notice = writeWarning(event.ticket as Ticket, { ...event, timezone: parts.timezone })
  await post(work, notice, await findReceiver(parts, work, { ticket: event.ticket, level: 0 }))
}

/** Tells the one in charge at this level that a deadline was missed. */
export async function postBreach(parts: EscalationPort, work: Work, event: BreachEvent): Promise<void> {
  const { ticket } = event
  const owner = (await nameStaff(work.tx, ticket.assignee)) || '未派单'
  const notice = writeBreach(ticket as Ticket, { ...event, owner, timezone: parts.timezone })
  await post(work, notice, await findReceiver(parts, work, event))
}

/** Raises attention once a round: the resident's later urges are recorded and ring nobody. */
export async function postUrge(work: Work, ticket: TicketFacts, words: string): Promise<void> {
  const begun = await work.tx.ticketEvent.findFirst({
    where: { ticketId: ticket.id, type: { in: ['received', 'reopened'] } },
    orderBy: { seq: 'desc' },
    select: { seq: true },
  })
  const urges = await work.tx.ticketEvent.count({
    where: { ticketId: ticket.id, type: 'urged', seq: { gt: begun?.seq ?? 0 } },
  })
  if (urges > 1) return
  await post(work, writeUrge(ticket as Ticket, words), await staffId(work, ticket.assignee))
}

/** Whoever has the ticket hears what the resident adds to it. */
export async function postAddition(work: Work, ticket: TicketFacts, words: string): Promise<void> {
  const owner = await staffId(work, ticket.assignee)
  if (owner && isOpen(ticket.status)) await post(work, writeAddition(ticket as Ticket, words), owner)
}

/** Whoever has the emergency, else all on duty, verify that it is none. */
export async function postCalledOff(work: Work, ticket: TicketFacts, words: string): Promise<void> {
  await post(work, writeCalledOff(ticket as Ticket, words), await staffId(work, ticket.assignee))
}

/** The missed deadline that a notice is about; undefined for other notices. */
export async function acknowledgedBreachOf(
  work: Work,
  noticeId: string,
): Promise<{ number: string; clock: ClockName } | undefined> {
  const notice = await work.tx.staffNotice.findUnique({ where: { id: noticeId } })
  if (notice?.kind !== 'ticket-breach' || notice.ticketNumber === null) return undefined
  const { clock } = notice.data as { clock: ClockName }
  return { number: notice.ticketNumber, clock }
}

async function findReceiver(
  parts: EscalationPort,
  work: Work,
  { ticket, level }: { ticket: TicketFacts; level: number },
): Promise<string | undefined> {
  const found = await parts.findEscalation?.(work, ticket, level)
  return found ?? (level === 0 ? await staffId(work, ticket.assignee) : undefined)
}

/** The assignee, where it is somebody of the staff and not a name written by hand. */
async function staffId(work: Work, assignee: string | null): Promise<string | undefined> {
  if (assignee === null) return undefined
  const row = await work.tx.staff.findUnique({ where: { id: assignee }, select: { id: true } })
  return row?.id
}

type Notice = ReturnType<typeof writeUrge>

async function post(work: Work, notice: Notice, toStaffId: string | undefined): Promise<void> {
  await postStaffNotice(work, { ...notice, ...(toStaffId ? { toStaffId } : {}) })
}
