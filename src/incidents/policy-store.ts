import type { Transaction } from '../storage/database.ts'
import { readPolicySetting, saveSetting } from '../storage/settings.ts'
import { defaultIncidentPolicy, type IncidentPolicy, incidentPolicySchema } from './policy.ts'

const key = 'incident-policy'

/** The policy in force; the default where none was set, or where what was set cannot be read any more. */
export async function loadIncidentPolicy(tx: Transaction): Promise<IncidentPolicy> {
  const parsed = incidentPolicySchema.safeParse(await readPolicySetting(tx, key))
  return parsed.success ? parsed.data : defaultIncidentPolicy
}

export async function saveIncidentPolicy(tx: Transaction, policy: IncidentPolicy, now: Date): Promise<void> {
  await saveSetting(tx, key, { value: policy, now })
}
