import { z } from 'zod'
import type { BroadcastKind } from './broadcast.ts'

/** How notices are handled; kept in the settings, each part with a default. */
export const broadcastPolicySchema = z.strictObject({
  /** Whether a second person approves before anything goes out. */
  needsApproval: z.boolean().default(true),
  /** Whether that holds for emergencies too: urgent notices of an outage, a lift or the weather that a leader submits. */
  urgentNeedsApproval: z.boolean().default(false),
  /** Channels through which no notice goes for now, by hand: the kill switch. */
  stoppedChannels: z.array(z.string().max(40)).max(20).default([]),
})
export type BroadcastPolicy = z.infer<typeof broadcastPolicySchema>

/** Kinds of which one can be an emergency. */
const emergencyKinds: readonly BroadcastKind[] = ['outage', 'lift', 'typhoon']

/** Whether a notice may only go out approved. Only a leader declares an emergency, and only of a kind that can be one. */
export function needsApproval(
  policy: BroadcastPolicy,
  notice: { urgent: boolean; kind: string; byLeader: boolean },
): boolean {
  const isEmergency =
    notice.urgent && notice.byLeader && (emergencyKinds as readonly string[]).includes(notice.kind)
  return isEmergency ? policy.urgentNeedsApproval : policy.needsApproval
}
