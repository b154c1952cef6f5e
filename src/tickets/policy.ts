import { z } from 'zod'
import { type Priority, priorities, ticketCategories, ticketKinds } from '../shared/vocabulary.ts'

const mostMinutes = 525_600
const minutes = z.int().min(1).max(mostMinutes)
const timeKind = z.enum(['always', 'business'])

/** One line of the deadlines: for whom it holds, and what it sets. A line that names more goes before one that names less. */
const ruleSchema = z.strictObject({
  community: z.string().min(1).max(60).optional(),
  category: z.enum(ticketCategories).optional(),
  kind: z.enum(ticketKinds).optional(),
  priority: z.enum(priorities).optional(),
  /** Until a responsible person has taken it on. */
  respondMinutes: minutes.optional(),
  /** Until it is solved. */
  resolveMinutes: minutes.optional(),
  /** `always`: round the clock; `business`: the hours of the calendar. Emergencies always run round the clock. */
  respondOn: timeKind.optional(),
  resolveOn: timeKind.optional(),
  /** How long before the deadline its owner is warned. */
  warnRespondMinutes: minutes.optional(),
  warnResolveMinutes: minutes.optional(),
  /** After a missed deadline: until the next one up is told, when nobody acknowledges. */
  escalateMinutes: minutes.optional(),
  /** The same after somebody has acknowledged. */
  acknowledgedMinutes: minutes.optional(),
})
export type PolicyRule = z.infer<typeof ruleSchema>

export const policiesSchema = z.strictObject({ rules: z.array(ruleSchema).max(500) })

/** What holds for one ticket; written into its first events, so that its times follow from its record alone. */
export const policySchema = z.object({
  respondMinutes: z.number(),
  resolveMinutes: z.number(),
  respondOn: timeKind,
  resolveOn: timeKind,
  warnRespondMinutes: z.number(),
  warnResolveMinutes: z.number(),
  escalateMinutes: z.number(),
  acknowledgedMinutes: z.number(),
  timezone: z.string(),
})
export type Policy = z.infer<typeof policySchema>

/** Where the community and the environment name none. */
export const fallbackTimezone = 'Asia/Shanghai'

/**
 * The two clocks of the service standard (投诉处理标准): 24 hours to respond, 3 days to resolve, both in calendar time.
 * An emergency is answered by the duty person within 15 minutes (第5条) and made safe within a day.
 */
const standard: PolicyRule[] = [
  {
    respondMinutes: 24 * 60,
    resolveMinutes: 3 * 24 * 60,
    respondOn: 'always',
    resolveOn: 'always',
    warnRespondMinutes: 2 * 60,
    warnResolveMinutes: 12 * 60,
    escalateMinutes: 60,
    acknowledgedMinutes: 8 * 60,
  },
  {
    priority: 'emergency',
    respondMinutes: 15,
    resolveMinutes: 24 * 60,
    warnRespondMinutes: 5,
    warnResolveMinutes: 2 * 60,
    escalateMinutes: 5,
    acknowledgedMinutes: 30,
  },
]

export interface PolicySubject {
  communityId: string | null
  category: string
  kind: string
  priority: Priority
}

/** Gives what holds for a ticket: the standard, then the rules that fit, those that name more last. */
export function choosePolicy(rules: PolicyRule[], subject: PolicySubject, timezone: string): Policy {
  const fitting = rules.filter(rule => fits(rule, subject)).toSorted((a, b) => weigh(a) - weigh(b))
  const layers = [...standard.filter(rule => fits(rule, subject)), ...fitting]
  const chosen = Object.fromEntries(layers.flatMap(rule => Object.entries(dropUndefined(rule))))
  const isEmergency = subject.priority === 'emergency'
  const policy = policySchema.parse({
    ...chosen,
    ...(isEmergency ? { respondOn: 'always', resolveOn: 'always' } : {}),
    timezone,
  })
  // A rule that only shortens the second clock must not leave the first one longer.
  const isSameTime = policy.respondOn === policy.resolveOn
  const respondMinutes = isSameTime
    ? Math.min(policy.respondMinutes, policy.resolveMinutes)
    : policy.respondMinutes
  return { ...policy, respondMinutes }
}

function fits(rule: PolicyRule, subject: PolicySubject): boolean {
  return (
    (rule.community === undefined || rule.community === subject.communityId) &&
    (rule.category === undefined || rule.category === subject.category) &&
    (rule.kind === undefined || rule.kind === subject.kind) &&
    (rule.priority === undefined || rule.priority === subject.priority)
  )
}

function weigh(rule: PolicyRule): number {
  return [rule.community, rule.category, rule.kind, rule.priority].filter(name => name !== undefined).length
}

function dropUndefined(rule: PolicyRule): PolicyRule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined))
}
