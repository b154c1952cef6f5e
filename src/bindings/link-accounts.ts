import { randomInt } from 'node:crypto'
import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'

/** How long a code holds: long enough to open the other app, too short to be passed around. */
export const linkMinutes = 5
const triesPerHour = 5

export interface AccountRequest {
  contactId: string
  now: Date
}

/** Gives a code of six digits that links this account with the one it is typed on; an earlier one is worth nothing any more. */
export async function createLinkCode(tx: Transaction, { contactId, now }: AccountRequest): Promise<string> {
  await tx.accountLink.deleteMany({ where: { OR: [{ contactId }, { expiresAt: { lt: now } }] } })
  const expiresAt = new Date(now.getTime() + linkMinutes * 60_000)
  for (;;) {
    const code = String(randomInt(100_000, 1_000_000))
    if (await tx.accountLink.findUnique({ where: { code } })) continue
    await tx.accountLink.create({ data: { code, contactId, expiresAt, createdAt: now } })
    return code
  }
}

export type LinkResult =
  | { kind: 'linked'; channel: string }
  | { kind: 'wrong-code'; triesLeft: number }
  | { kind: 'too-many-tries' }

/**
 * Makes two accounts one person. At most 5 wrong codes an hour per account. Only the code is proof: neither names nor
 * aliases in a group are looked at.
 */
export async function useLinkCode(
  tx: Transaction,
  request: AccountRequest & { code: string },
): Promise<LinkResult> {
  const { contactId, code, now } = request
  const contact = await tx.contact.findUniqueOrThrow({ where: { id: contactId } })
  const hourAgo = new Date(now.getTime() - 3_600_000)
  const tries = contact.bindTriedAt && contact.bindTriedAt > hourAgo ? contact.bindTries : 0
  if (tries >= triesPerHour) return { kind: 'too-many-tries' }
  const link = await tx.accountLink.findUnique({ where: { code } })
  if (!link || link.expiresAt <= now || link.contactId === contactId) {
    await tx.contact.update({ where: { id: contactId }, data: { bindTries: tries + 1, bindTriedAt: now } })
    return { kind: 'wrong-code', triesLeft: triesPerHour - tries - 1 }
  }
  const shown = await tx.contact.findUniqueOrThrow({ where: { id: link.contactId } })
  await tx.accountLink.delete({ where: { code } })
  await join(tx, [shown, contact], now)
  return { kind: 'linked', channel: shown.channel }
}

interface Account {
  id: string
  personId: string | null
  householdId: string | null
}

async function join(tx: Transaction, [shown, typed]: [Account, Account], now: Date): Promise<void> {
  const personId = shown.personId ?? typed.personId ?? createId()
  const persons = [shown.personId, typed.personId].filter(id => id !== null)
  await tx.contact.updateMany({
    where: { OR: [{ id: { in: [shown.id, typed.id] } }, { personId: { in: persons } }] },
    data: { personId },
  })
  // A flat that one account has proved is the person's; where both have one, each keeps its own.
  const householdId = shown.householdId ?? typed.householdId
  if (householdId)
    await tx.contact.updateMany({
      where: { personId, householdId: null },
      data: { householdId, boundAt: now },
    })
}

/** Parts this account from the person's others; they stay together. Says whether it was linked at all. */
export async function unlinkAccount(tx: Transaction, contactId: string): Promise<boolean> {
  const contact = await tx.contact.findUniqueOrThrow({ where: { id: contactId } })
  if (contact.personId === null) return false
  await tx.contact.update({ where: { id: contactId }, data: { personId: null } })
  const rest = await tx.contact.findMany({ where: { personId: contact.personId }, select: { id: true } })
  if (rest.length === 1)
    await tx.contact.updateMany({ where: { personId: contact.personId }, data: { personId: null } })
  return true
}
