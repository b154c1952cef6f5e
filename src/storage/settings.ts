import type { Transaction } from './database.ts'
import { ownerOf, sqlOf } from './direct-sql.ts'

/** Gives the stored value of a setting as JSON, or undefined where none was stored. */
export async function readSetting(tx: Transaction, key: string): Promise<unknown> {
  const [row] = await sqlOf(tx)<{ value: unknown }>`select value from "Setting" where key = ${key}`
  return row?.value ?? undefined
}

/** Real milliseconds for which a policy that was read serves again. */
const freshMs = 1_000

interface Remembered {
  value: unknown
  untilMs: number
}

/** By database and key; a key that was just stored is read anew for as long as its transaction may take. */
const remembered = new WeakMap<object, Map<string, Remembered | { storedAtMs: number }>>()

function memoryOf(tx: Transaction): Map<string, Remembered | { storedAtMs: number }> | undefined {
  const owner = ownerOf(tx)
  if (!owner) return undefined
  const memory = remembered.get(owner) ?? new Map()
  remembered.set(owner, memory)
  return memory
}

/**
 * The same for policies that every ticket asks for: at most a second old. What this process has stored itself is seen
 * at once.
 */
export async function readPolicySetting(tx: Transaction, key: string): Promise<unknown> {
  return await remember(tx, key, () => readSetting(tx, key))
}

/** Gives what `read` gave at most a second ago. For what hardly ever changes; `key` names it within its database. */
export async function remember<T>(tx: Transaction, key: string, read: () => Promise<T>): Promise<T> {
  const memory = memoryOf(tx)
  const known = memory?.get(key)
  const nowMs = performance.now()
  if (known && 'untilMs' in known && nowMs < known.untilMs) return known.value as T
  const value = await read()
  const isSettled = !known || 'untilMs' in known || nowMs - known.storedAtMs > freshMs
  if (isSettled && memory?.get(key) === known) memory?.set(key, { value, untilMs: nowMs + freshMs })
  return value
}

/** Stores a setting, replacing the one of the same key. */
export async function saveSetting(
  tx: Transaction,
  key: string,
  stored: { value: object; now: Date },
): Promise<void> {
  memoryOf(tx)?.set(key, { storedAtMs: performance.now() })
  const row = { value: stored.value, updatedAt: stored.now }
  await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row })
}
