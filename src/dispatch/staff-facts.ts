import type { Presence } from './shifts.ts'

/** One member of staff as a dispatch decision sees them. */
export interface StaffFacts {
  id: string
  name: string
  role: string
  /** Queues or categories. */
  skills: readonly string[]
  /** "communityId/building"; empty: all. */
  buildings: readonly string[]
  /** Ids; empty: all. */
  communities: readonly string[]
  /** Place in the order of the duty chain, 1 first; null: after all others. */
  dutyOrder: number | null
  presence: Presence
  /** Open tickets. */
  openTickets: number
  /** The same, weighed by priority: emergency 4, high 2, normal 1, low 0.5; half while waiting. */
  load: number
  lastDispatchedAt: Date | null
}

/** A ticket as a dispatch decision sees it. */
export interface DispatchTicket {
  category: string
  queue: string
  priority: string
  communityId: string | null
  building: string | null
}

/** Roles that are given work; managers lead and observers look on. */
const workingRoles = ['technician', 'agent']

export function worksOnTickets(member: Pick<StaffFacts, 'role'>): boolean {
  return workingRoles.includes(member.role)
}

export function hasSkill(member: Pick<StaffFacts, 'skills'>, ticket: DispatchTicket): boolean {
  return member.skills.includes(ticket.category) || member.skills.includes(ticket.queue)
}

/** Whether the place is theirs. A ticket without a building is anybody's in its community. */
export function looksAfter(
  member: Pick<StaffFacts, 'communities' | 'buildings'>,
  { communityId, building }: Pick<DispatchTicket, 'communityId' | 'building'>,
): boolean {
  const isTheirs =
    member.communities.length === 0 || communityId === null || member.communities.includes(communityId)
  if (!isTheirs) return false
  if (member.buildings.length === 0 || communityId === null) return true
  if (building !== null) return member.buildings.includes(`${communityId}/${building}`)
  return member.communities.length > 0 || member.buildings.some(key => key.startsWith(`${communityId}/`))
}
