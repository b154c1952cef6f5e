import type { Clock } from '../shared/clock.ts'
import { createId } from '../shared/ids.ts'
import type { Database } from '../storage/database.ts'
import { createPassword, hashPassword } from './password.ts'

export const staffRoles = ['agent', 'technician', 'manager', 'admin', 'observer'] as const
export type StaffRole = (typeof staffRoles)[number]

export interface NewStaff {
  login: string
  name: string
  role: StaffRole
  password: string
}

export async function createStaff(
  parts: { database: Database; clock: Clock },
  staff: NewStaff,
): Promise<string> {
  const { password, ...fields } = staff
  const passwordHash = await hashPassword(password)
  const row = await parts.database.client.staff.create({
    data: { ...fields, id: createId(), passwordHash, createdAt: parts.clock.now() },
  })
  return row.id
}

/**
 * Creates the administrator `admin` where there is none yet. Gives the password to print once when it was
 * made up here; nothing when there is an administrator already or `password` was given.
 */
export async function createFirstAdministrator(
  parts: { database: Database; clock: Clock },
  password?: string,
): Promise<{ login: string; password: string } | undefined> {
  const existing = await parts.database.client.staff.findFirst({ where: { role: 'admin' } })
  if (existing) return undefined
  const login = 'admin'
  const chosen = password ?? createPassword()
  await createStaff(parts, { login, name: '管理员', role: 'admin', password: chosen })
  return password === undefined ? { login, password: chosen } : undefined
}
