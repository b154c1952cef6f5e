import { createHash, randomInt } from 'node:crypto'
import { LinliError } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'

/** A code is good for this long and once. */
export const codeLivesMs = 15 * 60_000
const codeChars = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Unlike a resident's binding code at first sight. */
export const codePattern = /^S-?([2-9A-HJ-NP-Z]{8})$/iu

export interface RoomMember {
  id: string
  name: string
  role: string
  /** Ids of the communities they look after; empty: all. */
  communities: string[]
}

/** Makes a one-time code that binds a platform account to a member of staff; earlier codes of theirs lapse. Rejects with `not-found`. */
export async function createChatCode(
  { tx, now }: Work,
  staffId: string,
): Promise<{ code: string; expiresAt: Date }> {
  const staff = await tx.staff.findUnique({ where: { id: staffId }, select: { active: true } })
  if (!staff?.active) throw new LinliError('not-found', 'There is no such member of staff.')
  const letters = Array.from({ length: 8 }, () => codeChars[randomInt(codeChars.length)]).join('')
  const code = `S-${letters}`
  const expiresAt = new Date(now.getTime() + codeLivesMs)
  await tx.staffChatCode.deleteMany({ where: { staffId } })
  await tx.staffChatCode.create({ data: { codeHash: hashCode(letters), staffId, createdAt: now, expiresAt } })
  return { code, expiresAt }
}

/** Binds the account by a code, which is used up; undefined where the code is not good. */
export async function bindAccount(
  { tx, now }: Work,
  account: { channel: string; sender: string; name: string; code: string },
): Promise<RoomMember | undefined> {
  const letters = codePattern.exec(account.code.trim())?.[1]
  if (!letters) return undefined
  const used = await tx.$queryRaw<{ staffId: string; expiresAt: Date }[]>`
    delete from "StaffChatCode" where "codeHash" = ${hashCode(letters.toUpperCase())} returning "staffId", "expiresAt"`
  const row = used[0]
  if (!row || row.expiresAt < now) return undefined
  const { channel, sender, name } = account
  const bound = { staffId: row.staffId, name, boundAt: now, leftAt: null }
  await tx.staffChannel.upsert({
    where: { channel_sender: { channel, sender } },
    create: { id: createId(), channel, sender, ...bound },
    update: bound,
  })
  return await findStaff(tx, row.staffId)
}

/** Who writes: a bound member of staff, one who left the room or whose account was closed, or somebody unknown. */
export async function findAccount(
  { tx }: Work,
  { channel, sender }: { channel: string; sender: string },
): Promise<{ kind: 'member'; member: RoomMember } | { kind: 'left' | 'inactive' } | { kind: 'unknown' }> {
  const row = await tx.staffChannel.findUnique({ where: { channel_sender: { channel, sender } } })
  if (!row) return { kind: 'unknown' }
  if (row.leftAt) return { kind: 'left' }
  const member = await findStaff(tx, row.staffId)
  return member ? { kind: 'member', member } : { kind: 'inactive' }
}

/** Somebody left the room, or came back by the hand of those who may let people in. Gives the staff it concerns. */
export async function keepMembership(
  { tx, now }: Work,
  change: { channel: string; sender: string; isMember: boolean },
): Promise<string | undefined> {
  const { channel, sender, isMember } = change
  const row = await tx.staffChannel.findUnique({ where: { channel_sender: { channel, sender } } })
  if (!row || (row.leftAt === null) === isMember) return undefined
  await tx.staffChannel.update({ where: { id: row.id }, data: { leftAt: isMember ? null : now } })
  return row.staffId
}

async function findStaff(tx: Work['tx'], id: string): Promise<RoomMember | undefined> {
  const row = await tx.staff.findUnique({
    where: { id },
    select: { id: true, name: true, role: true, communities: true, active: true },
  })
  if (!row?.active) return undefined
  return { id: row.id, name: row.name, role: row.role, communities: row.communities as string[] }
}

function hashCode(letters: string): string {
  return createHash('sha256').update(`staff chat ${letters}`).digest('hex')
}
