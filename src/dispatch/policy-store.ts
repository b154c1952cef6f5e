import type { Transaction } from '../storage/database.ts'
import { readPolicySetting, saveSetting } from '../storage/settings.ts'
import { type DispatchPolicy, defaultDispatchPolicy, dispatchPolicySchema } from './policy.ts'

const key = 'dispatch-policy'

/** The policy in force; the default where none was set, or where what was set cannot be read any more. */
export async function loadDispatchPolicy(tx: Transaction): Promise<DispatchPolicy> {
  const parsed = dispatchPolicySchema.safeParse(await readPolicySetting(tx, key))
  return parsed.success ? parsed.data : defaultDispatchPolicy
}

export async function saveDispatchPolicy(tx: Transaction, policy: DispatchPolicy, now: Date): Promise<void> {
  await saveSetting(tx, key, { value: policy, now })
}
