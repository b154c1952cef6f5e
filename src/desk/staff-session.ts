import { createHash, randomBytes } from 'node:crypto'
import { type Clock, toProductMs } from '../shared/clock.ts'
import { LinliError } from '../shared/errors.ts'
import type { Database } from '../storage/database.ts'
import { isPasswordQueueFull, verifyPassword } from './password.ts'
import { type StaffRole, staffRoles } from './staff.ts'

/** Real time: a scaled clock must not throw staff out within seconds. */
export const sessionMs = 12 * 3_600_000
/** Wrong tries at one account from everywhere: so many that nobody keeps its owner out by a few guesses. */
const freeTries = 50
const firstLockMs = 10_000
const longestLockMs = 60_000

export interface StaffMember {
  id: string
  login: string
  name: string
  role: StaffRole
}

export interface StaffSession {
  staff: StaffMember
  csrf: string
}

interface SessionParts {
  database: Database
  clock: Clock
}

/**
 * Checks the password and begins a session under a new random token. Rejects with `not-signed-in` for a
 * wrong login or password alike, `too-many-requests` while the account rests after 50 wrong tries (10 s, doubling to a
 * minute). Who guesses is slowed down much sooner, by address: see `session-routes.ts`.
 */
export async function signIn(
  parts: SessionParts,
  given: { login: string; password: string },
): Promise<StaffSession & { token: string }> {
  if (isPasswordQueueFull()) throw new LinliError('too-many-requests', 'Too many sign-ins; try in a minute.')
  const row = await reserveTry(parts, given.login)
  const right = await verifyPassword(given.password, row?.passwordHash ?? '')
  if (!(row && right)) throw new LinliError('not-signed-in', 'Login or password is wrong.')
  await parts.database.client.staff.update({
    where: { id: row.id },
    data: { failedTries: 0, lockedUntil: null },
  })
  return await beginSession(parts, toMember(row))
}

/** Counts the try before the password is checked, so that many at once get no more tries than one by one. */
async function reserveTry({ database, clock }: SessionParts, login: string) {
  return await database.transaction(async tx => {
    await tx.$queryRaw`select id from "Staff" where login = ${login} for update`
    const row = await tx.staff.findUnique({ where: { login } })
    if (!row) return undefined
    const now = clock.now()
    if (row.lockedUntil && row.lockedUntil > now) {
      throw new LinliError('too-many-requests', 'Too many wrong tries; this account rests for a while.')
    }
    const tries = row.failedTries + 1
    const lockMs = Math.min(firstLockMs * 2 ** Math.max(0, tries - freeTries), longestLockMs)
    const lockedUntil = tries >= freeTries ? new Date(now.getTime() + toProductMs(clock, lockMs)) : null
    return await tx.staff.update({ where: { id: row.id }, data: { failedTries: tries, lockedUntil } })
  })
}

async function beginSession({ database, clock }: SessionParts, staff: StaffMember) {
  const token = randomBytes(32).toString('base64url')
  const csrf = randomBytes(24).toString('base64url')
  const now = clock.now()
  await database.client.staffSession.deleteMany({ where: { expiresAt: { lte: now } } })
  await database.client.staffSession.create({
    data: {
      tokenHash: hashToken(token),
      staffId: staff.id,
      csrf,
      createdAt: now,
      expiresAt: new Date(now.getTime() + toProductMs(clock, sessionMs)),
    },
  })
  return { token, csrf, staff }
}

/** Gives the session that the cookie's token names, unless it has ended. */
export async function findSession(
  { database, clock }: SessionParts,
  token: string,
): Promise<StaffSession | undefined> {
  const row = await database.client.staffSession.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { staff: true },
  })
  if (!row || row.expiresAt <= clock.now()) return undefined
  return { staff: toMember(row.staff), csrf: row.csrf }
}

export async function endSession({ database }: SessionParts, token: string): Promise<void> {
  await database.client.staffSession.deleteMany({ where: { tokenHash: hashToken(token) } })
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function toMember(row: { id: string; login: string; name: string; role: string }): StaffMember {
  // An unknown role in the database gets the least that any role may do.
  const role = staffRoles.find(known => known === row.role) ?? 'observer'
  return { id: row.id, login: row.login, name: row.name, role }
}
