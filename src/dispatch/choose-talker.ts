import { looksAfter, type StaffFacts } from './staff-facts.ts'

/** Whom a talk needs. */
export interface TalkPlace {
  communityId: string | null
  building: string | null
}

/** The skill of those who talk with residents. */
const talkSkill = 'service'

/**
 * Who is asked to take a talk that nobody has taken: at level 1 an agent of the place, those at work first, on duty before
 * the others, who knows the trade and has least to do; from level 2 on the lead: managers at work, then managers, then
 * administrators. Nobody of the first kind: the second, and the other way round; never the same person twice running
 * while there is another.
 */
export function chooseTalker(
  staff: readonly StaffFacts[],
  place: TalkPlace,
  asked: { level: number; notStaffId: string | null },
): StaffFacts | undefined {
  const near = staff.filter(member => looksAfter(member, place)).toSorted(byReadiness)
  const of = (role: string) => near.filter(member => member.role === role)
  const leads = [...of('manager'), ...of('admin')]
  const agents = of('agent')
  // Agents who are at home are asked after a lead who is at work.
  const atWork = [...agents, ...leads].filter(member => member.presence.isOnShift)
  const order = asked.level === 1 ? [...atWork, ...agents, ...leads] : [...leads, ...atWork, ...agents]
  return order.find(member => member.id !== asked.notStaffId) ?? order[0]
}

function byReadiness(a: StaffFacts, b: StaffFacts): number {
  const yes = (value: boolean) => (value ? 0 : 1)
  return (
    yes(a.presence.isOnShift) - yes(b.presence.isOnShift) ||
    yes(a.presence.isOnDuty) - yes(b.presence.isOnDuty) ||
    yes(a.skills.includes(talkSkill)) - yes(b.skills.includes(talkSkill)) ||
    a.load - b.load ||
    (a.dutyOrder ?? 999) - (b.dutyOrder ?? 999) ||
    (a.id < b.id ? -1 : 1)
  )
}
