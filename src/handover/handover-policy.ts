import { z } from 'zod'
import type { Transaction } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/settings.ts'
import { defaultHandoverPolicy, type HandoverPolicy } from './service-hours.ts'

/** Key of the setting; its value may name any part of the policy, the rest keeps its default. */
export const handoverPolicyKey = 'handover-policy'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** When people answer, and how long is waited for them. */
export const handoverPolicySchema = z.object({
  openFrom: clockTime,
  openTo: clockTime,
  unansweredMinutes: z.number().positive().max(1_440),
  idleMinutes: z.number().positive().max(1_440),
  dutyPhone: z.string().trim().max(40),
})
const storedSchema = handoverPolicySchema.partial()

/** The company's policy of handover, or its defaults; a stored value that cannot be read counts as absent. */
export async function readHandoverPolicy(tx: Transaction): Promise<HandoverPolicy> {
  const read = storedSchema.safeParse((await readSetting(tx, handoverPolicyKey)) ?? {})
  const given = read.success ? Object.entries(read.data).filter(([, value]) => value !== undefined) : []
  return { ...defaultHandoverPolicy, ...Object.fromEntries(given) }
}

/** Sets the company's policy; it holds for what is asked and said from then on. */
export async function saveHandoverPolicy(tx: Transaction, policy: HandoverPolicy, now: Date): Promise<void> {
  await saveSetting(tx, handoverPolicyKey, { value: policy, now })
}
