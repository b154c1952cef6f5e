import type { Transaction } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/settings.ts'
import { type AlertPolicy, alertPolicySchema, defaultAlertPolicy } from './alert-policy.ts'

const key = 'alert-policy'

/** The policy in force; the default where none was set, or where what was set cannot be read any more. */
export async function loadAlertPolicy(tx: Transaction): Promise<AlertPolicy> {
  const parsed = alertPolicySchema.safeParse((await readSetting(tx, key)) ?? {})
  return parsed.success ? parsed.data : defaultAlertPolicy
}

export async function saveAlertPolicy(tx: Transaction, policy: AlertPolicy, now: Date): Promise<void> {
  await saveSetting(tx, key, { value: policy, now })
}
