import { listOnDuty } from './choose-staff.ts'
import { type DispatchTicket, hasSkill, looksAfter, type StaffFacts, worksOnTickets } from './staff-facts.ts'

/**
 * The order in which staff are rung for a danger: those on duty by their order, then those at work who have the skill
 * (least to do first), then the managers.
 */
export function orderChain(staff: readonly StaffFacts[], ticket: DispatchTicket): StaffFacts[] {
  const isNear = (member: StaffFacts) => looksAfter(member, ticket)
  const skilled = staff
    .filter(
      member =>
        worksOnTickets(member) && member.presence.isOnShift && hasSkill(member, ticket) && isNear(member),
    )
    .toSorted((a, b) => a.load - b.load || (a.id < b.id ? -1 : 1))
  const managers = staff.filter(member => member.role === 'manager' && isNear(member))
  return [...new Set([...listOnDuty(staff, ticket), ...skilled, ...managers])]
}

/** Who is rung next, and in which round: the first of the chain not rung in this round, else the first anew. */
export function chooseNextRing(
  chain: readonly StaffFacts[],
  rung: { round: number; staffIds: readonly (string | null)[] },
): { round: number; level: number; staff: StaffFacts | undefined } {
  const next = chain.find(member => !rung.staffIds.includes(member.id))
  if (next) return { round: rung.round, level: rung.staffIds.length + 1, staff: next }
  if (rung.staffIds.length === 0) return { round: rung.round, level: 1, staff: undefined }
  return { round: rung.round + 1, level: 1, staff: chain[0] }
}
