import { z } from 'zod'
import type { Transaction } from '../storage/database.ts'
import { readSetting } from '../storage/settings.ts'
import { defaultHandoverPolicy, type HandoverPolicy } from './service-hours.ts'

/** Key of the setting; its value may name any part of the policy, the rest keeps its default. */
export const handoverPolicyKey = 'handover-policy'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const schema = z
  .object({
    openFrom: clockTime,
    openTo: clockTime,
    unansweredMinutes: z.number().positive().max(1_440),
    idleMinutes: z.number().positive().max(1_440),
    dutyPhone: z.string().max(40),
  })
  .partial()

/** The company's policy of handover, or its defaults; a stored value that cannot be read counts as absent. */
export async function readHandoverPolicy(tx: Transaction): Promise<HandoverPolicy> {
  const read = schema.safeParse((await readSetting(tx, handoverPolicyKey)) ?? {})
  const given = read.success ? Object.entries(read.data).filter(([, value]) => value !== undefined) : []
  return { ...defaultHandoverPolicy, ...Object.fromEntries(given) }
}
