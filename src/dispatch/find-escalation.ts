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

/**
 * Who is asked next when nobody answers: those on duty in their order, then managers; never the same person twice running.
 * `level` 0 is the first.
 */
export async function findNextOnDuty(
  work: Work,
  asked: { level: number; communityId: string | null; timezone: string; notStaffId?: string | null },
): Promise<{ id: string; name: string } | undefined> {
  const staff = await loadStaffFacts(work.tx, { now: work.now, timezone: asked.timezone })
  const place: DispatchTicket = {
    category: '',
    queue: '',
    priority: 'high',
    communityId: asked.communityId,
    building: null,
  }
  const managers = staff.filter(member => member.role === 'manager' && looksAfter(member, place))
  const chain = [...new Set([...listOnDuty(staff, place), ...managers])].filter(
    member => member.id !== asked.notStaffId,
  )
  const next = chain[Math.min(asked.level, chain.length - 1)]
  return next && { id: next.id, name: next.name }
}
