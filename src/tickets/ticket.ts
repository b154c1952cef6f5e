import type { Priority, TicketCategory, TicketKind } from '../shared/vocabulary.ts'

export const ticketStatuses = [
  'received',
  'classified',
  'dispatched',
  'in_progress',
  'waiting',
  'resolved',
  'followed_up',
  'closed',
  'cancelled',
  'reopened',
] as const
export type TicketStatus = (typeof ticketStatuses)[number]

/** Why work waits; the clock stops for each of them. */
export const waitReasons = ['resident', 'parts', 'force-majeure'] as const
export type WaitReason = (typeof waitReasons)[number]

/** Statuses in which somebody still owes work. */
export const openStatuses: readonly TicketStatus[] = [
  'received',
  'classified',
  'dispatched',
  'in_progress',
  'waiting',
  'reopened',
]

export function isOpen(status: string): boolean {
  return (openStatuses as readonly string[]).includes(status)
}

/** A ticket as features and dialog see it. Times are UTC instants. */
export interface Ticket {
  id: string
  number: string
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  status: TicketStatus
  description: string
  location: string
  queue: string
  assignee: string | null
  appointment: string | null
  phone: string | null
  rating: number | null
  channel: string
  sender: string
  conversationId: string | null
  communityId: string | null
  householdId: string | null
  /** The incident it reports, if many have. */
  incidentId: string | null
  /** While it waits. */
  waitReason: WaitReason | null
  rootCause: string | null
  /** Deadlines of the present round; after a pause later than they were. */
  respondBy: Date
  resolveBy: Date
  /** The next deadline that runs; null while the clock is stopped and when it is over. */
  nextDueAt: Date | null
  respondedAt: Date | null
  resolvedAt: Date | null
  createdAt: Date
}
