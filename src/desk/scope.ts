import type { Context } from 'hono'
import { LinliError } from '../shared/errors.ts'
import type { Actor } from './actor.ts'
import type { DeskParts } from './desk-parts.ts'

/** The communities a caller may see; undefined is all of them. */
export type Scope = readonly string[] | undefined

/** Gives the communities of a member of staff; an empty list in their row means all, and machines see all. */
export function scopeOf(actor: Actor): Scope {
  if (actor.role === 'machine' || actor.staff.communities.length === 0) return undefined
  return actor.staff.communities
}

/** What a caller may see: of which communities, whether masked, and who they are. */
export function sightOf(actor: Actor): { scope: Scope; masked: boolean; me: string } {
  return { scope: scopeOf(actor), masked: actor.role === 'observer', me: actor.id }
}

/**
 * What a caller may see of alerts: words of residents only who may read their talks. Who repairs sees where people are upset
 * and about what, but no alert of a single resident.
 */
export function alertSightOf(actor: Actor): { scope: Scope; masked: boolean; seesTalks: boolean } {
  const seesTalks = actor.role !== 'technician'
  return { scope: scopeOf(actor), masked: actor.role === 'observer' || !seesTalks, seesTalks }
}

/** True for what belongs to a community of the scope, and for what belongs to none: somebody has to see it. */
export function isInScope(scope: Scope, communityId: string | null | undefined): boolean {
  return scope === undefined || communityId == null || scope.includes(communityId)
}

/** Conditions on a column `communityId`; empty without a scope. */
export function inScope(scope: Scope): {
  OR?: ({ communityId: null } | { communityId: { in: string[] } })[]
} {
  return scope === undefined ? {} : { OR: [{ communityId: null }, { communityId: { in: [...scope] } }] }
}

/** Conditions on conversations: the household of the writer says where they belong. */
export function conversationsInScope(scope: Scope) {
  if (scope === undefined) return {}
  return {
    contact: { OR: [{ householdId: null }, { household: { communityId: { in: [...scope] } } }] },
  }
}

/** True for staff who look after a community of the scope; an empty list means all of them. */
export function isStaffInScope(scope: Scope, communities: readonly string[]): boolean {
  return (
    scope === undefined ||
    communities.length === 0 ||
    communities.some(community => scope.includes(community))
  )
}

interface Found {
  communityId: string | null
  /** Of staff: the communities they look after. */
  communities?: readonly string[]
}

type Finder = (parts: DeskParts, id: string) => Promise<Found | null>

/** How the thing that a path names says which community it belongs to. */
const finders: Record<string, Finder> = {
  '/api/conversations/{id}': findConversationCommunity,
  '/api/tickets/{number}': async ({ database }, number) =>
    await database.client.ticket.findUnique({ where: { number }, select: { communityId: true } }),
  '/api/attachments/{id}': findAttachmentCommunity,
  '/api/alerts/{id}': async ({ database }, id) =>
    await database.client.alert.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/watched-groups/{id}': async ({ database }, id) =>
    await database.client.watchedGroup.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/communities/{id}': async (_parts, id) => ({ communityId: id }),
  '/api/broadcasts/{id}': async ({ database }, id) =>
    await database.client.broadcast.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/broadcast-schedules/{id}': async ({ database }, id) => {
    const row = await database.client.broadcastSchedule.findUnique({
      where: { id },
      select: { draft: true },
    })
    return row && { communityId: communityOfDraft(row.draft) }
  },
  '/api/activities/{id}': async ({ database }, id) =>
    await database.client.activity.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/services/{id}': async ({ database }, id) =>
    await database.client.serviceItem.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/canned-replies/{id}': async ({ database }, id) =>
    await database.client.cannedReply.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/incidents/{id}': async ({ database }, id) =>
    await database.client.incident.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/callbacks/{id}': async ({ database }, id) =>
    await database.client.callback.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/surveys/{id}': async ({ database }, id) => {
    const row = await database.client.survey.findUnique({ where: { id }, select: { audience: true } })
    return row && { communityId: communityOfDraft(row) }
  },
  '/api/improvements/{id}': async ({ database }, id) =>
    await database.client.improvement.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/staff-notices/{id}': async ({ database }, id) =>
    await database.client.staffNotice.findUnique({ where: { id }, select: { communityId: true } }),
  '/api/staff/{id}': findStaffCommunities,
  '/api/shifts/{id}': findShiftCommunities,
}

/** Of the audience of a draft of a notice. */
export function communityOfDraft(draft: unknown): string | null {
  return (draft as { audience?: { communityId?: string } }).audience?.communityId ?? null
}

/** Rejects with `bad-request` where somebody bound to communities names another, or none. */
export function checkOwnCommunity(actor: Actor, communityId: string | null | undefined, field: string): void {
  const scope = scopeOf(actor)
  if (scope === undefined) return
  if (communityId == null || !scope.includes(communityId)) {
    throw new LinliError('bad-request', `${field} names no community that you look after.`)
  }
}

async function findStaffCommunities({ database }: DeskParts, id: string): Promise<Found | null> {
  const row = await database.client.staff.findUnique({ where: { id }, select: { communities: true } })
  return row && { communityId: null, communities: row.communities as string[] }
}

async function findShiftCommunities(parts: DeskParts, id: string): Promise<Found | null> {
  const { client } = parts.database
  const where = { where: { id }, select: { staffId: true } }
  const row = (await client.shift.findUnique(where)) ?? (await client.weeklyShift.findUnique(where))
  return row && (await findStaffCommunities(parts, row.staffId))
}

async function findConversationCommunity({ database }: DeskParts, id: string) {
  const row = await database.client.conversation.findUnique({
    where: { id },
    select: { contact: { select: { household: { select: { communityId: true } } } } },
  })
  return row && { communityId: row.contact.household?.communityId ?? null }
}

async function findAttachmentCommunity(parts: DeskParts, id: string) {
  const row = await parts.database.client.attachment.findUnique({
    where: { id },
    select: {
      inbound: { select: { conversationId: true } },
      ticket: { select: { communityId: true } },
    },
  })
  // What staff sent belongs to no resident's message; its ticket tells the community.
  if (!row?.inbound) return row && { communityId: row.ticket?.communityId ?? null }
  return await findConversationCommunity(parts, row.inbound.conversationId)
}

/**
 * Rejects with `not-found` when the path names a thing of a community that the caller does not see: that it exists is
 * already more than they may know. Routes get it by `guard`, so that no route can forget it.
 */
export async function checkScope(
  parts: DeskParts,
  { route, c, actor }: { route: string; c: Context; actor: Actor },
): Promise<void> {
  const scope = scopeOf(actor)
  if (scope === undefined) return
  const path = route.split(' ')[1] ?? ''
  const [start, parameter] = /^(?:\/api\/[\w-]+\/)\{(\w+)\}/.exec(path) ?? []
  const find = start === undefined ? undefined : finders[start]
  if (!(find && parameter)) return
  const found = await find(parts, c.req.param(parameter) ?? '')
  if (!found) return
  const isSeen = found.communities
    ? isStaffInScope(scope, found.communities)
    : isInScope(scope, found.communityId)
  if (!isSeen) {
    throw new LinliError('not-found', 'There is no such thing.')
  }
}
