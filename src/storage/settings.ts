import type { Transaction } from './database.ts'
import { sqlOf } from './direct-sql.ts'

/** Gives the stored value of a setting as JSON, or undefined where none was stored. */
export async function readSetting(tx: Transaction, key: string): Promise<unknown> {
  const [row] = await sqlOf(tx)<{ value: unknown }>`select value from "Setting" where key = ${key}`
  return row?.value ?? undefined
}

/** Stores a setting, replacing the one of the same key. */
export async function saveSetting(
  tx: Transaction,
  key: string,
  stored: { value: object; now: Date },
): Promise<void> {
  const row = { value: stored.value, updatedAt: stored.now }
  await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row })
}
