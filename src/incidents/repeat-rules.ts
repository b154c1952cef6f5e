import type { TicketPlace } from '../shared/read-ticket-place.ts'

/** Trouble of all: the flat from which it was reported says nothing about where it is. */
const publicCategories = [
  'elevator',
  'access',
  'facility',
  'cleaning',
  'greening',
  'pest',
  'noise',
  'parking',
  'security',
  'pets',
]
/** Trouble that has a place at all. */
const placed = [...publicCategories, 'plumbing', 'electrical', 'leak', 'renovation']

/** Whether trouble of this category can come back at a place. */
export function canComeBack(category: string): boolean {
  return placed.includes(category)
}

/**
 * Whether two tickets of one category are about the same place. Public trouble: the same building (and unit and spot,
 * where both name one), or outside of buildings the same spot. Trouble of a flat: the same flat.
 */
export function isSamePlace(category: string, a: TicketPlace, b: TicketPlace): boolean {
  if (a.building !== b.building || differ(a.unit, b.unit)) return false
  if (publicCategories.includes(category)) {
    return a.building === undefined ? isSame(a.area, b.area) : !differ(a.area, b.area)
  }
  if (a.room !== undefined || b.room !== undefined) return a.building !== undefined && a.room === b.room
  return isSame(a.area, b.area) || (a.building !== undefined && a.area === b.area)
}

const differ = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a !== b
const isSame = (a: string | undefined, b: string | undefined) => a !== undefined && a === b

/** One time that a trouble occurred, for counting. */
export interface Occurrence {
  number: string
  place: TicketPlace
  incidentId: string | null
}

/** Gives those at the place of `newest` (it among them); the reports of one incident are one time. */
export function findRepeats<T extends Occurrence>(
  category: string,
  newest: T,
  earlier: readonly T[],
): { tickets: T[]; times: number } {
  if (!canComeBack(category) || !isSamePlace(category, newest.place, newest.place)) {
    return { tickets: [newest], times: 1 }
  }
  const tickets = [...earlier.filter(other => isSamePlace(category, newest.place, other.place)), newest]
  const times = new Set(tickets.map(ticket => ticket.incidentId ?? ticket.number)).size
  return { tickets, times }
}
