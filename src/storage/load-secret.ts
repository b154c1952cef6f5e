import { randomBytes } from 'node:crypto'
import type { Clock } from '../shared/clock.ts'
import type { Database } from './database.ts'

/** Gives the secret kept under `name`, made on first use; every process of the service gets the same. */
export async function loadSecret(parts: { database: Database; clock: Clock }, name: string): Promise<string> {
  const key = `secret:${name}`
  const fresh = JSON.stringify(randomBytes(32).toString('base64url'))
  await parts.database.client.$executeRaw`
    insert into "Setting" (key, value, "updatedAt") values (${key}, ${fresh}::jsonb, ${parts.clock.now()}::timestamptz)
    on conflict (key) do nothing`
  const row = await parts.database.client.setting.findUniqueOrThrow({ where: { key } })
  return String(row.value)
}
