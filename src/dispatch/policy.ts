import { z } from 'zod'

export const dispatchModes = ['assign', 'grab', 'rotate'] as const
/** assign 指派: to whom it fits best; grab 抢单: offered to all it fits, the first has it; rotate 轮训: in turn. */
export type DispatchMode = (typeof dispatchModes)[number]

const minutes = z.number().min(0.1).max(1_440)

/** How work is given out; kept in the settings, each part with a default. */
export const dispatchPolicySchema = z.strictObject({
  mode: z.enum(dispatchModes).default('assign'),
  /** Another mode for the tickets of one queue. */
  modes: z.record(z.string().max(40), z.enum(dispatchModes)).default({}),
  /** How long an offer stands before the ticket is assigned after all. */
  grabMinutes: minutes.default(10),
  /** When a ticket that nobody could be given is tried again. */
  retryMinutes: minutes.default(15),
  /** How long each in the emergency chain has to answer; the last value counts for all further ones. */
  ringMinutes: z.array(minutes).min(1).max(20).default([2, 2, 3]),
})

export type DispatchPolicy = z.infer<typeof dispatchPolicySchema>

export const defaultDispatchPolicy: DispatchPolicy = dispatchPolicySchema.parse({})

/** The mode for a ticket of `queue`. Nobody waits for an offer in an emergency. */
export function modeFor(policy: DispatchPolicy, ticket: { queue: string; priority: string }): DispatchMode {
  if (ticket.priority === 'emergency') return 'assign'
  return policy.modes[ticket.queue] ?? policy.mode
}

/** Milliseconds that the person at `level` (0 is the first) has to answer. */
export function ringWaitMs(policy: DispatchPolicy, level: number): number {
  const last = policy.ringMinutes.at(-1) ?? 2
  return (policy.ringMinutes[level] ?? last) * 60_000
}
