import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Database } from '../storage/database.ts'
import type { AccountView } from './contract.ts'
import type { DeskParts } from './desk-parts.ts'
import { createInvitation, type Invitation } from './invitation.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { StaffRole } from './staff.ts'
import { readCommunities } from './staff-session.ts'
import { findTotpStep } from './totp.ts'

/** Nobody can sign in with it: it is no hash. */
const noPassword = 'invited'

export async function listAccounts({ database, clock }: DeskParts): Promise<AccountView[]> {
  const rows = await database.client.staff.findMany({ orderBy: [{ active: 'desc' }, { login: 'asc' }] })
  const open = await database.client.staffInvitation.findMany({ where: { expiresAt: { gt: clock.now() } } })
  const invited = new Set(open.map(invitation => invitation.staffId))
  return rows.map(row => toView(row, invited.has(row.id)))
}

export interface AccountFields {
  name: string
  role: StaffRole
  communities: string[]
}

/** Adds an account without a password and gives the link that sets one. Rejects with `conflict` where the login is taken. */
export async function inviteAccount(
  parts: DeskParts,
  given: AccountFields & { login: string },
  by: string,
): Promise<{ account: AccountView } & Invitation> {
  const { client } = parts.database
  const taken = await client.staff.findUnique({ where: { login: given.login } })
  if (taken) throw new LinliError('conflict', `The login ${given.login} is taken; choose another.`)
  await checkCommunities(parts.database, given.communities)
  const row = await client.staff.create({
    data: { ...given, id: createId(), passwordHash: noPassword, createdAt: parts.clock.now() },
  })
  const invitation = await createInvitation(parts, { staffId: row.id, kind: 'invite', createdBy: by })
  return { account: toView(row, true), ...invitation }
}

/** Gives the link by which the holder of an account sets a new password; their sessions end when they use it. */
export async function resetAccount(
  parts: DeskParts,
  id: string,
  by: string,
): Promise<{ account: AccountView } & Invitation> {
  const row = await parts.database.client.staff.findUnique({ where: { id } })
  if (!row) throw new LinliError('not-found', 'There is no such account.')
  const isNew = row.passwordHash === noPassword
  const kind = isNew ? 'invite' : 'reset'
  const invitation = await createInvitation(parts, { staffId: id, kind, createdBy: by })
  return { account: toView(row, true), ...invitation }
}

/** Changes an account and ends its sessions, so that nothing outlives what it could do before. */
export async function changeAccount(
  { database }: DeskParts,
  id: string,
  given: AccountFields & { active: boolean },
): Promise<AccountView> {
  await checkCommunities(database, given.communities)
  return await database.transaction(async tx => {
    const before = await tx.staff.findUnique({ where: { id } })
    if (!before) throw new LinliError('not-found', 'There is no such account.')
    const row = await tx.staff.update({ where: { id }, data: given })
    const admins = await tx.staff.count({ where: { role: 'admin', active: true } })
    if (admins === 0) throw new LinliError('conflict', 'The last administrator must stay one.')
    const isWeaker = before.role !== given.role || !given.active || before.communities !== given.communities
    if (isWeaker) await tx.staffSession.deleteMany({ where: { staffId: id } })
    return toView(row, false)
  })
}

/** Rejects with `not-allowed` when `password` is not that of the account. */
export async function checkOwnPassword({ database }: DeskParts, id: string, password: string): Promise<void> {
  const row = await database.client.staff.findUnique({ where: { id }, select: { passwordHash: true } })
  if (!(await verifyPassword(password, row?.passwordHash ?? ''))) {
    throw new LinliError('not-allowed', 'The present password is wrong.')
  }
}

/** Sets a new password and ends all sessions but `keptTokenHash`. */
export async function changePassword(
  { database }: DeskParts,
  given: { id: string; password: string },
): Promise<void> {
  const passwordHash = await hashPassword(given.password)
  await database.transaction(async tx => {
    await tx.staff.update({ where: { id: given.id }, data: { passwordHash } })
    await tx.staffInvitation.deleteMany({ where: { staffId: given.id } })
    await tx.staffSession.deleteMany({ where: { staffId: given.id } })
  })
}

/** Switches the second factor on, once a code shows that the app has the secret. Rejects with `bad-request` for a wrong code. */
export async function enableTotp(
  { database }: DeskParts,
  given: { id: string; secret: string; code: string },
): Promise<void> {
  const step = findTotpStep(given.secret, given.code, { nowMs: Date.now(), lastStep: null })
  if (step === undefined) throw new LinliError('bad-request', 'The code is wrong or old; enter the next one.')
  await database.client.staff.update({
    where: { id: given.id },
    data: { totpSecret: given.secret, totpLastStep: step },
  })
}

export async function disableTotp({ database }: DeskParts, id: string): Promise<void> {
  await database.client.staff.update({ where: { id }, data: { totpSecret: null, totpLastStep: null } })
}

async function checkCommunities(database: Database, ids: string[]): Promise<void> {
  const known = await database.client.community.findMany({
    where: { id: { in: ids } },
    select: { id: true },
  })
  const unknown = ids.filter(id => !known.some(row => row.id === id))
  if (unknown.length > 0) {
    throw new LinliError('bad-request', `communities: no community has the id ${unknown.join(', ')}.`)
  }
}

function toView(
  row: {
    id: string
    login: string
    name: string
    role: string
    communities: unknown
    active: boolean
    totpSecret: string | null
    createdAt: Date
  },
  isInvited: boolean,
): AccountView {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role: row.role,
    communities: readCommunities(row.communities),
    active: row.active,
    hasTotp: row.totpSecret !== null,
    isInvited,
    createdAt: row.createdAt.toISOString(),
  }
}
