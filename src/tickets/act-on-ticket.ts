import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import { choosePolicy, fallbackTimezone } from './policy.ts'
import { type RefusalReason, TicketRefused } from './refusal.ts'
import { isOpen, type Ticket, type WaitReason } from './ticket.ts'
import { type EventDraft, lockTicket, recordEvents, type TicketRow, type TicketSet } from './ticket-record.ts'
import { readTicketSettings } from './ticket-settings.ts'
import { findTransition, statusesAllowing, type TicketAction } from './transitions.ts'

/** `reassign` gives an assigned ticket to someone else. */
export type StaffAction = TicketAction | 'reassign'

export interface TicketAct {
  number: string
  action: StaffAction
  /** Staff id, `resident`, `system` or `api`. */
  by: string
  note?: string
  /** Staff id; needed by `assign` and `reassign`. */
  assignee?: string
  /** Needed by `wait`. */
  waitReason?: WaitReason
  /** Needed to close a complaint, unless it was given before. */
  rootCause?: string
  /** Files that show the work. */
  attachmentIds?: string[]
}

/**
 * Takes one step of a ticket's course, records it and tells the rest of the product (`ticket-changed`). The same step by
 * the same person once more changes nothing and gives the ticket. Rejects with `not-found`, with `bad-request` naming
 * what is missing, or with `TicketRefused` (`conflict`) where the step does not fit; the ticket is then as it was.
 */
export async function actOnTicket(work: Work, act: TicketAct): Promise<Ticket> {
  checkAct(act)
  const { tx } = work
  const ticket = await lockTicket(tx, act.number)
  if (await isRepeated(tx, act, ticket)) return ticket
  await checkOwner(tx, act, ticket)
  const action = act.action === 'reassign' ? 'assign' : act.action
  const step = findTransition(ticket.status, action)
  if (!step) throw await refuse(tx, { act, ticket, reason: reasonOf(ticket) })
  checkRootCause(act, ticket)
  const changed = await recordEvents(work, {
    ticket,
    drafts: [await writeEvent(tx, { act, ticket, type: step.event })],
    set: setOf(act, ticket),
  })
  if (act.attachmentIds?.length) await attach(tx, ticket.id, act.attachmentIds)
  const { by, note = '' } = act
  await work.emit({
    kind: 'ticket-changed',
    ticket: changed,
    action: act.action,
    by,
    note,
    from: ticket.status,
  })
  return changed
}

function checkAct({ action, assignee, waitReason }: TicketAct): void {
  if ((action === 'assign' || action === 'reassign') && !assignee) {
    throw new LinliError('bad-request', `${action} needs an assignee.`)
  }
  if (action === 'wait' && !waitReason) {
    throw new LinliError('bad-request', 'wait needs a reason: resident, parts or force-majeure.')
  }
}

/** A button pressed twice is no second step: the last to take it on was this person. */
async function isRepeated(tx: Transaction, { action, by }: TicketAct, ticket: Ticket): Promise<boolean> {
  if (ticket.assignee !== by || !isOpen(ticket.status)) return false
  if (action !== 'accept' && action !== 'start') return false
  const last = await tx.ticketEvent.findFirst({
    where: {
      ticketId: ticket.id,
      type: { in: ['dispatched', 'accepted', 'started', 'waiting', 'reopened'] },
    },
    orderBy: { seq: 'desc' },
  })
  if (last?.by !== by) return false
  return last.type === 'started' || (last.type === 'accepted' && action === 'accept')
}

const ownersOnly: readonly StaffAction[] = ['accept', 'start', 'wait', 'resolve', 'reassign']

/** What a colleague has taken on is theirs; agents and managers may act for anyone, accepting apart. */
async function checkOwner(tx: Transaction, act: TicketAct, ticket: Ticket): Promise<void> {
  const { action, by } = act
  if (!ownersOnly.includes(action) || !isOpen(ticket.status)) return
  if (ticket.assignee === null || ticket.assignee === by) return
  const actor = await tx.staff.findUnique({ where: { id: by }, select: { role: true } })
  const isTheirs = action === 'accept' || actor?.role === 'technician'
  if (isTheirs) throw await refuse(tx, { act, ticket, reason: 'taken' })
}

function reasonOf(ticket: Ticket): RefusalReason {
  if (ticket.status === 'cancelled') return 'cancelled'
  return isOpen(ticket.status) ? 'out-of-course' : 'finished'
}

async function refuse(
  tx: Transaction,
  refusal: { act: TicketAct; ticket: Ticket; reason: RefusalReason },
): Promise<TicketRefused> {
  const { act, ticket, reason } = refusal
  const facts = {
    reason,
    number: ticket.number,
    status: ticket.status,
    action: act.action,
    assignee: await nameStaff(tx, ticket.assignee),
  }
  const action = act.action === 'reassign' ? 'assign' : act.action
  return new TicketRefused(facts, statusesAllowing(action))
}

/** The name of a staff member, or what stands in its place. */
export async function nameStaff(tx: Transaction, id: string | null): Promise<string> {
  if (id === null) return ''
  const row = await tx.staff.findUnique({ where: { id }, select: { name: true } })
  return row?.name ?? id
}

function checkRootCause(act: TicketAct, ticket: TicketRow): void {
  if (act.action !== 'close' || ticket.kind !== 'complaint') return
  if ((act.rootCause ?? ticket.rootCause ?? '').trim() !== '') return
  throw new LinliError(
    'bad-request',
    `Complaint ${ticket.number} is closed with its root cause: send rootCause.`,
  )
}

async function writeEvent(
  tx: Transaction,
  { act, ticket, type }: { act: TicketAct; ticket: TicketRow; type: string },
): Promise<EventDraft> {
  const { by, note, assignee, waitReason, rootCause, attachmentIds } = act
  return {
    type,
    by,
    note: note ?? assignee ?? '',
    data: {
      ...(assignee ? { assignee } : {}),
      ...(waitReason ? { reason: waitReason } : {}),
      ...(rootCause ? { rootCause } : {}),
      ...(attachmentIds?.length ? { attachmentIds } : {}),
      ...(act.action === 'reopen' ? { policy: await renewPolicy(tx, ticket) } : {}),
    },
  }
}

/** A new round goes by the deadlines of today. */
async function renewPolicy(tx: Transaction, ticket: TicketRow) {
  const { rules } = await readTicketSettings(tx)
  const community = ticket.communityId
    ? await tx.community.findUnique({ where: { id: ticket.communityId }, select: { timezone: true } })
    : null
  return choosePolicy(rules, ticket, community?.timezone ?? fallbackTimezone)
}

function setOf(act: TicketAct, ticket: Ticket): TicketSet {
  const { action, assignee, rootCause, by } = act
  const isStaff = !['resident', 'bot', 'system', 'api'].includes(by)
  const takes = ticket.assignee === null && isStaff && ownersOnly.includes(action)
  return {
    ...(assignee && (action === 'assign' || action === 'reassign') ? { assignee } : {}),
    ...(takes ? { assignee: by } : {}),
    ...(rootCause ? { rootCause } : {}),
  }
}

async function attach(tx: Transaction, ticketId: string, ids: string[]): Promise<void> {
  await tx.attachment.updateMany({ where: { id: { in: ids }, ticketId: null }, data: { ticketId } })
}
