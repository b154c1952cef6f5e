import type { Transaction } from '../storage/database.ts'
import { defaultIncidentPolicy, type IncidentPolicy, incidentPolicySchema } from './policy.ts'

const key = 'incident-policy'

/** The policy in force; the default where none was set, or where what was set cannot be read any more. */
export async function loadIncidentPolicy(tx: Transaction): Promise<IncidentPolicy> {
  const row = await tx.setting.findUnique({ where: { key } })
  const parsed = incidentPolicySchema.safeParse(row?.value)
  return parsed.success ? parsed.data : defaultIncidentPolicy
}

export async function saveIncidentPolicy(tx: Transaction, policy: IncidentPolicy, now: Date): Promise<void> {
  const value = policy as object
  await tx.setting.upsert({
    where: { key },
    create: { key, value, updatedAt: now },
    update: { value, updatedAt: now },
  })
}
