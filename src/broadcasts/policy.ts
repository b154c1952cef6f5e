import { z } from 'zod'

/** How notices are handled; kept in the settings, each part with a default. */
export const broadcastPolicySchema = z.strictObject({
  /** Whether a second person approves before anything goes out. */
  needsApproval: z.boolean().default(true),
  /** Whether that holds for emergencies too. */
  urgentNeedsApproval: z.boolean().default(false),
  /** Channels through which no notice goes for now, by hand: the kill switch. */
  stoppedChannels: z.array(z.string().max(40)).max(20).default([]),
})
export type BroadcastPolicy = z.infer<typeof broadcastPolicySchema>

/** Whether a notice may only go out approved. */
export function needsApproval(policy: BroadcastPolicy, urgent: boolean): boolean {
  return urgent ? policy.urgentNeedsApproval : policy.needsApproval
}
