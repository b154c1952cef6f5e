import { createHash, randomBytes } from 'node:crypto'
import { type Clock, toProductMs } from '../shared/clock.ts'
import { LinliError } from '../shared/errors.ts'
import type { Database } from '../storage/database.ts'
import { hashPassword } from './password.ts'

/** Real time that a link holds. */
const inviteMs = 72 * 3_600_000
const resetMs = 3_600_000

interface Parts {
  database: Database
  clock: Clock
}

export interface Invitation {
  /** Shown once, to the administrator. */
  token: string
  expiresAt: Date
}

/** Makes a link by which a person sets their password; earlier links of the account end. */
export async function createInvitation(
  { database, clock }: Parts,
  given: { staffId: string; kind: 'invite' | 'reset'; createdBy: string },
): Promise<Invitation> {
  const token = randomBytes(32).toString('base64url')
  const now = clock.now()
  const lifeMs = toProductMs(clock, given.kind === 'invite' ? inviteMs : resetMs)
  const expiresAt = new Date(now.getTime() + lifeMs)
  await database.transaction(async tx => {
    await tx.staffInvitation.deleteMany({ where: { staffId: given.staffId } })
    await tx.staffInvitation.create({
      data: { ...given, tokenHash: hashToken(token), createdAt: now, expiresAt },
    })
  })
  return { token, expiresAt }
}

/**
 * Sets the password that the holder of a link chose, once, and ends all sessions of the account; a reset also forgets its
 * second factor. Rejects with `not-found` for a link that is unknown, used or old.
 */
export async function acceptInvitation(
  { database, clock }: Parts,
  given: { token: string; password: string },
): Promise<{ login: string; staffId: string }> {
  const tokenHash = hashToken(given.token)
  const known = await database.client.staffInvitation.findUnique({ where: { tokenHash } })
  if (!known || known.expiresAt <= clock.now()) throw refuse()
  const passwordHash = await hashPassword(given.password)
  return await database.transaction(async tx => {
    const { count } = await tx.staffInvitation.deleteMany({ where: { tokenHash } })
    if (count === 0) throw refuse()
    await tx.staffSession.deleteMany({ where: { staffId: known.staffId } })
    const staff = await tx.staff.update({
      where: { id: known.staffId },
      data: {
        passwordHash,
        ...(known.kind === 'reset' && { totpSecret: null, totpLastStep: null }),
      },
    })
    return { login: staff.login, staffId: staff.id }
  })
}

function refuse(): LinliError {
  return new LinliError('not-found', 'This link was used or is too old; ask an administrator for a new one.')
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
