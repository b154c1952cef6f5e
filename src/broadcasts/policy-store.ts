import type { Transaction } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/settings.ts'
import { type BroadcastPolicy, broadcastPolicySchema } from './policy.ts'

const key = 'broadcast-policy'

/** The policy in force; the default where none was set, or where what was set cannot be read any more. */
export async function loadBroadcastPolicy(tx: Transaction): Promise<BroadcastPolicy> {
  const parsed = broadcastPolicySchema.safeParse(await readSetting(tx, key))
  return parsed.success ? parsed.data : broadcastPolicySchema.parse({})
}

export async function saveBroadcastPolicy(
  tx: Transaction,
  policy: BroadcastPolicy,
  now: Date,
): Promise<void> {
  await saveSetting(tx, key, { value: policy, now })
}
