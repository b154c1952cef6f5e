import { listStaff, type StaffView } from '../dispatch/roster-store.ts'
import { LinliError } from '../shared/errors.ts'
import type { Actor } from './actor.ts'
import type { DeskParts } from './desk-parts.ts'
import { isInScope, isStaffInScope, scopeOf } from './scope.ts'

/** The staff whom a caller sees: those who look after a community of theirs, and those who look after all. */
export async function listSeenStaff(parts: DeskParts, actor: Actor): Promise<StaffView[]> {
  const scope = scopeOf(actor)
  const staff = await listStaff(parts.database.client)
  return staff.filter(member => isStaffInScope(scope, member.communities))
}

export async function findSeenIds(parts: DeskParts, actor: Actor): Promise<Set<string>> {
  return new Set((await listSeenStaff(parts, actor)).map(({ id }) => id))
}

/** Rejects with `bad-request` for staff whom the caller does not see, as for staff that is not there. */
export async function checkSeen(parts: DeskParts, actor: Actor, staffId: string): Promise<void> {
  if (scopeOf(actor) === undefined || (await findSeenIds(parts, actor)).has(staffId)) return
  throw new LinliError('bad-request', `staffId: there is no staff ${staffId}.`)
}

/** Rejects with `bad-request` for a community that the caller does not see. */
export function checkCommunity(actor: Actor, communityId: string | null): void {
  if (isInScope(scopeOf(actor), communityId)) return
  throw new LinliError('bad-request', `communityId: there is no ${communityId}.`)
}

/** A drill without a community rings everywhere: who is bound to some must name one of them. */
export function checkDrillPlace(actor: Actor, communityId: string | null): void {
  checkCommunity(actor, communityId)
  if (communityId !== null || scopeOf(actor) === undefined) return
  throw new LinliError('bad-request', 'communityId: name the community in which the drill takes place.')
}

/**
 * Who is bound to communities changes only staff of these alone, and gives nobody another. Rejects with `not-allowed`
 * for colleagues who look after more, with `bad-request` for communities beyond.
 */
export async function checkStaffChange(
  parts: DeskParts,
  actor: Actor,
  change: { staffId: string; communities: string[] | undefined },
): Promise<void> {
  const scope = scopeOf(actor)
  if (scope === undefined) return
  const isWithin = (communities: readonly string[]) =>
    communities.length > 0 && communities.every(community => scope.includes(community))
  if (change.communities && !isWithin(change.communities)) {
    throw new LinliError('bad-request', `communities: name some of ${scope.join(', ')}.`)
  }
  const { client } = parts.database
  const row = await client.staff.findUnique({ where: { id: change.staffId }, select: { communities: true } })
  if (row && !isWithin(row.communities as string[])) {
    throw new LinliError('not-allowed', 'This colleague looks after other communities as well.')
  }
}
