import { z } from 'zod'

const id = z.string().trim().min(1).max(80)

const audienceFields = z.strictObject({
  /** Only households and groups of this community; absent: of all that the writer looks after. */
  communityId: id.optional(),
  /** Households; `none` for notices to groups alone. Absent: `chosen` where places, tags or households are given, else `all`. */
  households: z.enum(['all', 'chosen', 'none']).optional(),
  /** With `chosen`: whoever fits one of these. */
  buildings: z.array(z.string().trim().min(1).max(40)).max(500).default([]),
  units: z
    .array(z.strictObject({ building: z.string().max(40), unit: z.string().max(40) }))
    .max(500)
    .default([]),
  tags: z.array(z.string().trim().min(1).max(40)).max(50).default([]),
  householdIds: z.array(id).max(5_000).default([]),
  /** Group chats. Absent: `chosen` where `groupIds` are given, else `none`. */
  groups: z.enum(['all', 'chosen', 'none']).optional(),
  groupIds: z.array(id).max(1_000).default([]),
  /** Only through this channel. */
  channel: z.string().max(40).optional(),
})

/** To whom a notice goes. To name some and ask for all is refused: one of them is a mistake, and it cannot be taken back. */
export const audienceSchema = audienceFields.superRefine((audience, context) => {
  const message = 'expected `chosen` (or nothing) where some are named; `all` goes to everybody.'
  if (audience.households === 'all' && namesHouseholds(audience)) {
    context.addIssue({ code: 'custom', path: ['households'], message })
  }
  if (audience.groups === 'all' && audience.groupIds.length > 0) {
    context.addIssue({ code: 'custom', path: ['groups'], message })
  }
})
export type Audience = z.infer<typeof audienceSchema>
/** An audience that says which households and groups. */
export type SettledAudience = Audience & Required<Pick<Audience, 'households' | 'groups'>>

/** Says which households and groups are meant. Of drafts that name some and yet say `all`, those named: the smaller circle. */
export function settleAudience(given: unknown): SettledAudience {
  const audience = audienceFields.parse(given)
  const households = namesHouseholds(audience) ? 'chosen' : (audience.households ?? 'all')
  const groups = audience.groupIds.length > 0 ? 'chosen' : (audience.groups ?? 'none')
  return {
    ...audience,
    households: audience.households === 'none' ? 'none' : households,
    groups: audience.groups === 'none' ? 'none' : groups,
  }
}

function namesHouseholds({ buildings, units, tags, householdIds }: Audience): boolean {
  return buildings.length + units.length + tags.length + householdIds.length > 0
}

export const unreachableReasons = [
  'no-contact',
  'blocked',
  'opted-out',
  'channel-off',
  'other-channel',
  'window-closed',
  'removed',
  'no-right',
  'gone',
] as const
export type UnreachableReason = (typeof unreachableReasons)[number]

/** One account of a household with its private talk. */
export interface Reach {
  conversationId: string
  channel: string
  chat: string
  name: string
  language: string
  isBlocked: boolean
  hasOptedOut: boolean
  lastInboundAt: Date | null
}

/** What a channel lets us do now: undefined while it is not running. */
export type FindReach = (channel: string) => { windowMs?: number } | undefined

export interface ReachQuestion {
  urgent: boolean
  channel?: string | undefined
  findChannel: FindReach
  now: Date
}

/** Why an account cannot be written to; undefined where it can. Emergencies go past an opt-out. */
export function whyNot(reach: Reach, question: ReachQuestion): UnreachableReason | undefined {
  const { urgent, channel, findChannel, now } = question
  if (channel !== undefined && reach.channel !== channel) return 'other-channel'
  if (reach.isBlocked) return 'blocked'
  if (reach.hasOptedOut && !urgent) return 'opted-out'
  const open = findChannel(reach.channel)
  if (!open) return 'channel-off'
  const sinceMs = now.getTime() - (reach.lastInboundAt?.getTime() ?? 0)
  return open.windowMs !== undefined && sinceMs > open.windowMs ? 'window-closed' : undefined
}

/** The accounts of a household that can be written to, the one that wrote last first; else why none can. */
export function chooseReach(
  accounts: readonly Reach[],
  question: ReachQuestion,
): { chosen: Reach[] } | { reason: UnreachableReason } {
  const judged = accounts.map(account => ({ account, reason: whyNot(account, question) }))
  const chosen = judged.filter(({ reason }) => reason === undefined).map(({ account }) => account)
  if (chosen.length === 0) return { reason: judged[0]?.reason ?? 'no-contact' }
  const writtenAt = ({ lastInboundAt }: Reach) => lastInboundAt?.getTime() ?? 0
  return { chosen: chosen.toSorted((one, other) => writtenAt(other) - writtenAt(one)) }
}
