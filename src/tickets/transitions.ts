import type { TicketStatus } from './ticket.ts'

export const ticketActions = [
  'assign',
  'accept',
  'start',
  'wait',
  'resolve',
  'reopen',
  'cancel',
  'follow-up',
  'close',
] as const
export type TicketAction = (typeof ticketActions)[number]

const active: TicketStatus[] = ['received', 'classified', 'dispatched', 'in_progress', 'waiting', 'reopened']
const finished: TicketStatus[] = ['resolved', 'followed_up', 'closed']

/** The whole course 接收→分类→派单→处理→回访 as a table: from where each action may be taken, and where it leads. */
const table: Record<TicketAction, { from: TicketStatus[]; to: TicketStatus; event: string }> = {
  assign: { from: active, to: 'dispatched', event: 'dispatched' },
  accept: { from: ['received', 'classified', 'dispatched', 'reopened'], to: 'dispatched', event: 'accepted' },
  start: {
    from: ['received', 'classified', 'dispatched', 'waiting', 'reopened'],
    to: 'in_progress',
    event: 'started',
  },
  wait: {
    from: ['received', 'classified', 'dispatched', 'in_progress', 'reopened'],
    to: 'waiting',
    event: 'waiting',
  },
  resolve: { from: active, to: 'resolved', event: 'resolved' },
  reopen: { from: finished, to: 'reopened', event: 'reopened' },
  cancel: { from: active, to: 'cancelled', event: 'cancelled' },
  'follow-up': { from: ['resolved'], to: 'followed_up', event: 'followed-up' },
  close: { from: ['resolved', 'followed_up'], to: 'closed', event: 'closed' },
}

/** Where `action` leads from `status`, or undefined when it may not be taken there. */
export function findTransition(
  status: TicketStatus,
  action: TicketAction,
): { to: TicketStatus; event: string } | undefined {
  const row = table[action]
  return row.from.includes(status) ? { to: row.to, event: row.event } : undefined
}

/** The statuses from which `action` may be taken; for messages that say what was expected. */
export function statusesAllowing(action: TicketAction): readonly TicketStatus[] {
  return table[action].from
}

const statusAfterEvent: ReadonlyMap<string, TicketStatus> = new Map([
  ['received', 'received'],
  ['classified', 'classified'],
  ...Object.values(table).map(({ event, to }): [string, TicketStatus] => [event, to]),
])

/** The status that an event of the record leads to; undefined for those that change none (notes, warnings). */
export function statusAfter(eventType: string): TicketStatus | undefined {
  return statusAfterEvent.get(eventType)
}
