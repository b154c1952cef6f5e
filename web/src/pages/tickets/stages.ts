import type { TicketView } from '../../../../src/desk/contract.ts'

/** Lanes of the board: stages that staff handle alike stand together. */
export const lanes = [
  { id: 'received', statuses: ['received', 'classified', 'reopened'] },
  { id: 'dispatched', statuses: ['dispatched'] },
  { id: 'in_progress', statuses: ['in_progress'] },
  { id: 'waiting', statuses: ['waiting'] },
  { id: 'resolved', statuses: ['resolved', 'followed_up'] },
] as const

const running: readonly string[] = ['received', 'classified', 'dispatched', 'in_progress', 'reopened']

export function isRunning(ticket: TicketView): boolean {
  return running.includes(ticket.status)
}

/** The deadline that runs: to answer first, then to be done. Undefined while no clock runs. */
export function dueOf(ticket: TicketView): string | undefined {
  if (!isRunning(ticket)) return undefined
  const next = (ticket as { nextDueAt?: string | null }).nextDueAt
  return next ?? (ticket.respondedAt ? ticket.resolveBy : ticket.respondBy)
}

/** The most pressing first; what has no clock afterwards, newest first. */
export function byDeadline(a: TicketView, b: TicketView): number {
  const [dueA, dueB] = [dueOf(a), dueOf(b)]
  if (dueA && dueB) return dueA.localeCompare(dueB)
  if (dueA || dueB) return dueA ? -1 : 1
  return b.createdAt.localeCompare(a.createdAt)
}

export const actions = [
  ...(['assign', 'accept', 'start', 'wait', 'resolve', 'close'] as const),
  ...(['reopen', 'cancel', 'note'] as const),
] as const
export type Action = (typeof actions)[number]

const active = ['received', 'classified', 'dispatched', 'in_progress', 'waiting', 'reopened']
const from: Record<Action, readonly string[]> = {
  assign: active,
  accept: ['received', 'classified', 'dispatched', 'reopened'],
  close: ['resolved', 'followed_up'],
  start: active.filter(status => status !== 'in_progress'),
  wait: active.filter(status => status !== 'waiting'),
  resolve: active,
  reopen: ['resolved', 'followed_up', 'closed'],
  cancel: active,
  note: [...active, 'resolved', 'followed_up', 'closed'],
}
const dispatchers: readonly Action[] = ['assign', 'reopen', 'cancel', 'close']

/** What may be done now; the service decides again. */
export function actionsFor(ticket: TicketView, can: { work: boolean; dispatch: boolean }): Action[] {
  if (!can.work) return []
  return actions.filter(
    action => from[action].includes(ticket.status) && (can.dispatch || !dispatchers.includes(action)),
  )
}

export const categories = [
  ...['plumbing', 'electrical', 'elevator', 'access', 'leak', 'facility', 'cleaning', 'greening', 'pest'],
  ...['noise', 'parking', 'security', 'pets', 'billing', 'staff', 'renovation', 'activity', 'other'],
]
