import type { TicketCategory } from '../shared/vocabulary.ts'

/** The team whose queue a new ticket enters; ids are stable, names are in the texts. */
export const queues = ['engineering', 'cleaning', 'security', 'service'] as const
export type Queue = (typeof queues)[number]

const queueByCategory: Record<TicketCategory, Queue> = {
  plumbing: 'engineering',
  electrical: 'engineering',
  elevator: 'engineering',
  access: 'engineering',
  leak: 'engineering',
  facility: 'engineering',
  cleaning: 'cleaning',
  greening: 'cleaning',
  pest: 'cleaning',
  noise: 'security',
  parking: 'security',
  security: 'security',
  pets: 'security',
  billing: 'service',
  staff: 'service',
  renovation: 'service',
  activity: 'service',
  other: 'service',
}

export function queueFor(category: TicketCategory): Queue {
  return queueByCategory[category]
}
