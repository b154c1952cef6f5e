import type { Transaction } from '../storage/database.ts'

const triesPerHour = 5

export type BindResult =
  | { kind: 'bound'; household: HouseholdName }
  | { kind: 'wrong-code'; triesLeft: number }
  | { kind: 'too-many-tries' }

export interface HouseholdName {
  id: string
  communityId: string
  building: string
  unit: string
  room: string
}

/**
 * Binds a chat account to the household whose code was given. At most 5 wrong codes an hour per account,
 * so that codes cannot be guessed.
 */
export async function bindByCode(
  tx: Transaction,
  request: { contactId: string; code: string; now: Date },
): Promise<BindResult> {
  const contact = await tx.contact.findUniqueOrThrow({ where: { id: request.contactId } })
  const hourAgo = new Date(request.now.getTime() - 3_600_000)
  const tries = contact.bindTriedAt && contact.bindTriedAt > hourAgo ? contact.bindTries : 0
  if (tries >= triesPerHour) return { kind: 'too-many-tries' }
  const household = await tx.household.findUnique({ where: { bindCode: request.code.toUpperCase() } })
  if (!household) {
    await tx.contact.update({
      where: { id: contact.id },
      data: { bindTries: tries + 1, bindTriedAt: request.now },
    })
    return { kind: 'wrong-code', triesLeft: triesPerHour - tries - 1 }
  }
  await tx.contact.update({
    where: { id: contact.id },
    data: { householdId: household.id, boundAt: request.now, bindTries: 0 },
  })
  return { kind: 'bound', household }
}

/** Binds a chat account to a household that staff, or the demo page, chose. */
export async function bindToHousehold(
  tx: Transaction,
  request: { contactId: string; householdId: string | null; now: Date },
): Promise<void> {
  await tx.contact.update({
    where: { id: request.contactId },
    data: { householdId: request.householdId, boundAt: request.householdId ? request.now : null },
  })
}
