import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import { createBindCode } from './bind-code.ts'
import { bindToHousehold } from './bind-household.ts'

export interface HouseholdRow {
  id: string
  communityId: string
  building: string
  unit: string
  room: string
  bindCode: string
  tags: string[]
}

export interface HouseholdFilter {
  communityId?: string | undefined
  building?: string | undefined
  unit?: string | undefined
  room?: string | undefined
  tag?: string | undefined
  limit: number
}

/** Gives households with their binding codes, in order of building, unit and room. */
export async function listHouseholds(tx: Transaction, filter: HouseholdFilter): Promise<HouseholdRow[]> {
  const { limit, tag, ...where } = filter
  const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined))
  const rows = await tx.household.findMany({
    where: { ...given, ...(tag === undefined ? {} : { tags: { array_contains: [tag] } }) },
    orderBy: [{ building: 'asc' }, { unit: 'asc' }, { room: 'asc' }],
    take: limit,
    select: {
      id: true,
      communityId: true,
      building: true,
      unit: true,
      room: true,
      bindCode: true,
      tags: true,
    },
  })
  return rows.map(row => ({ ...row, tags: row.tags as string[] }))
}

export interface NewHouseholds {
  community: { id: string; name: string; timezone: string }
  households: { building: string; unit: string; room: string }[]
  now: Date
}

/** Adds a community and those of its households that are new; the others keep their codes. Gives how many were added. */
export async function addHouseholds(tx: Transaction, request: NewHouseholds): Promise<{ added: number }> {
  const { community, now } = request
  await tx.community.upsert({
    where: { id: community.id },
    create: { ...community, createdAt: now },
    update: { name: community.name, timezone: community.timezone },
  })
  const { count } = await tx.household.createMany({
    data: request.households.map(place => ({
      ...place,
      id: createId(),
      communityId: community.id,
      bindCode: createBindCode(),
      createdAt: now,
    })),
    skipDuplicates: true,
  })
  return { added: count }
}

/** Binds the writer of a conversation to a household, or unbinds with null; throws `not-found` for either missing. */
export async function bindConversation(
  tx: Transaction,
  request: { conversationId: string; householdId: string | null; now: Date },
): Promise<void> {
  const conversation = await tx.conversation.findUnique({ where: { id: request.conversationId } })
  if (!conversation) throw new LinliError('not-found', 'There is no such conversation.')
  if (request.householdId !== null) {
    const household = await tx.household.findUnique({ where: { id: request.householdId } })
    if (!household) throw new LinliError('not-found', 'There is no such household.')
  }
  const { householdId, now } = request
  await bindToHousehold(tx, { contactId: conversation.contactId, householdId, now })
}
