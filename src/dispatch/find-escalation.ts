import type { Work } from '../storage/work.ts'
import { listOnDuty } from './choose-staff.ts'
import type { DispatchTicket, StaffFacts } from './staff-facts.ts'
import { looksAfter } from './staff-facts.ts'
import { loadStaffFacts } from './staff-store.ts'

/** 0 owner, 1 lead, 2 manager. */
export type EscalationLevel = 0 | 1 | 2

export interface EscalatedTicket {
  category: string
  priority: string
  communityId: string | null
  assignee: string | null
}

/**
 * Ids of the staff who hear of a ticket at this level of the chain owner → duty lead → manager. A level that nobody
 * fills falls to all on duty, then to all managers; empty only where the company has neither.
 */
export async function findEscalation(
  work: Work,
  ticket: EscalatedTicket,
  at: { level: EscalationLevel; timezone: string },
): Promise<string[]> {
  const staff = await loadStaffFacts(work.tx, { now: work.now, timezone: at.timezone })
  return chooseEscalation(staff, ticket, at.level).map(member => member.id)
}

/** The same choice among given staff. */
export function chooseEscalation(
  staff: readonly StaffFacts[],
  ticket: EscalatedTicket,
  level: EscalationLevel,
): StaffFacts[] {
  const place: DispatchTicket = { ...ticket, queue: '', building: null }
  const onDuty = listOnDuty(staff, place)
  const managers = staff.filter(member => member.role === 'manager' && looksAfter(member, place))
  const owner = staff.filter(member => member.id === ticket.assignee)
  const lead = onDuty.filter(member => member.id !== ticket.assignee).slice(0, 1)
  const atLevel = [owner, lead, managers][level] ?? []
  return [atLevel, onDuty, managers].find(list => list.length > 0) ?? []
}
