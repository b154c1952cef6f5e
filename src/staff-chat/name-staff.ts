import { staffTextsFor } from '../i18n/texts.ts'
import type { Work } from '../storage/work.ts'
import type { RoomMember } from './staff-accounts.ts'

/** The name of a member of staff; a word for the API and the system. */
export async function nameStaff({ tx }: Pick<Work, 'tx'>, by: string): Promise<string> {
  const texts = staffTextsFor('zh-CN')
  if (by === 'api') return texts.api
  if (by === 'system') return texts.system
  const row = await tx.staff.findUnique({ where: { id: by }, select: { name: true } })
  return row?.name ?? by
}

/** The active member of staff with this login or name, if there is exactly one. */
export async function findStaffByName(
  { tx }: Pick<Work, 'tx'>,
  who: string,
): Promise<RoomMember | undefined> {
  const rows = await tx.staff.findMany({
    where: { active: true, OR: [{ login: who }, { name: who }] },
    select: { id: true, name: true, role: true, communities: true },
    take: 2,
  })
  const [row] = rows
  return row && rows.length === 1 ? { ...row, communities: row.communities as string[] } : undefined
}
