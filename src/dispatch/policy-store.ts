import type { Transaction } from '../storage/database.ts'
import { type DispatchPolicy, defaultDispatchPolicy, dispatchPolicySchema } from './policy.ts'

const key = 'dispatch-policy'

/** The policy in force; the default where none was set, or where what was set cannot be read any more. */
export async function loadDispatchPolicy(tx: Transaction): Promise<DispatchPolicy> {
  const row = await tx.setting.findUnique({ where: { key } })
  const parsed = dispatchPolicySchema.safeParse(row?.value)
  return parsed.success ? parsed.data : defaultDispatchPolicy
}

export async function saveDispatchPolicy(tx: Transaction, policy: DispatchPolicy, now: Date): Promise<void> {
  const value = policy as object
  await tx.setting.upsert({
    where: { key },
    create: { key, value, updatedAt: now },
    update: { value, updatedAt: now },
  })
}
