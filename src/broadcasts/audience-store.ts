import type { Transaction } from '../storage/database.ts'
import {
  chooseReach,
  type FindReach,
  type Reach,
  type SettledAudience,
  type UnreachableReason,
} from './audience.ts'

/** Reads with the transaction, or outside of one. */
type Reader = Pick<Transaction, '$queryRaw' | 'groupChat' | 'community'>

/** One household or group, and how it is reached or why not. */
export interface Target {
  target: string
  kind: 'household' | 'group'
  label: string
  name: string
  householdId: string | null
  channel: string | null
  chat: string | null
  conversationId: string | null
  others: string[]
  language: string
  reason: UnreachableReason | null
}

export interface AudienceQuestion {
  audience: SettledAudience
  /** Kind of notice: what residents may have opted out of. */
  topic: string
  urgent: boolean
  /** Communities that the writer looks after; undefined: all. */
  scope: readonly string[] | undefined
  findChannel: FindReach
  now: Date
}

/** Everybody a notice would go to, in order of building, unit and room, then groups. */
export async function findAudience(tx: Reader, question: AudienceQuestion): Promise<Target[]> {
  const households = question.audience.households === 'none' ? [] : await findHouseholds(tx, question)
  const groups = question.audience.groups === 'none' ? [] : await findGroups(tx, question)
  return [...households, ...groups]
}

interface HouseholdRow {
  id: string
  building: string
  unit: string
  room: string
  accounts: (Omit<Reach, 'lastInboundAt'> & { lastInboundAt: string | null })[] | null
}

async function findHouseholds(tx: Reader, question: AudienceQuestion): Promise<Target[]> {
  const { audience, topic } = question
  const isAll = audience.households === 'all'
  const units = audience.units.map(({ building, unit }) => `${building}\u0001${unit}`)
  const communities = communitiesOf(question)
  const rows = await tx.$queryRaw<HouseholdRow[]>`
    select h.id, h.building, h.unit, h.room, (
      select json_agg(json_build_object(
        'conversationId', c.id, 'channel', c.channel, 'chat', c.chat, 'name', p.name, 'language', c.language,
        'isBlocked', p."blockedAt" is not null, 'lastInboundAt', c."lastInboundAt",
        'hasOptedOut', exists(select 1 from "BroadcastOptOut" o where o."contactId" = p.id and o.topic in (${topic}, 'all'))
      )) from "Contact" p join "Conversation" c on c."contactId" = p.id and c."chatKind" = 'private' and c.topic = ''
      where p."householdId" = h.id
    ) as accounts
    from "Household" h
    where (${communities === undefined} or h."communityId" = any(${communities ?? []}))
      and (${isAll} or h.building = any(${audience.buildings}) or (h.building || ${'\u0001'} || h.unit) = any(${units})
        or h.id = any(${audience.householdIds}) or (h.tags ?| ${audience.tags}))
    order by h."communityId", length(h.building), h.building, h.unit, length(h.room), h.room`
  return rows.map(row => toTarget(row, question))
}

function toTarget(row: HouseholdRow, question: AudienceQuestion): Target {
  const accounts = (row.accounts ?? []).map(account => ({
    ...account,
    lastInboundAt: account.lastInboundAt === null ? null : new Date(account.lastInboundAt),
  }))
  const { channel } = question.audience
  const reached = chooseReach(accounts, { ...question, channel })
  const base = {
    target: `household:${row.id}`,
    kind: 'household' as const,
    label: `${row.building}栋${row.unit}单元${row.room}`,
    householdId: row.id,
  }
  if ('reason' in reached) {
    const [first] = accounts
    return {
      ...base,
      ...{ name: first?.name ?? '', channel: null, chat: null, conversationId: null, others: [] },
      ...{ language: first?.language ?? 'zh-CN', reason: reached.reason },
    }
  }
  const [first, ...others] = reached.chosen
  return {
    ...base,
    name: first?.name ?? '',
    channel: first?.channel ?? null,
    chat: first?.chat ?? null,
    conversationId: first?.conversationId ?? null,
    others: others.map(({ conversationId }) => conversationId),
    language: first?.language ?? 'zh-CN',
    reason: null,
  }
}

async function findGroups(tx: Reader, question: AudienceQuestion): Promise<Target[]> {
  const { audience, findChannel } = question
  const communities = communitiesOf(question)
  const groups = await tx.groupChat.findMany({
    where: {
      ...(audience.groups === 'chosen' ? { id: { in: audience.groupIds } } : {}),
      ...(communities ? { communityId: { in: communities } } : {}),
    },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  })
  return groups.map(group => {
    const isOther = audience.channel !== undefined && group.channel !== audience.channel
    const isOff = findChannel(group.channel) === undefined
    const state = group.state === 'active' ? null : (group.state as UnreachableReason)
    const reason = isOther ? 'other-channel' : (state ?? (isOff ? 'channel-off' : null))
    return {
      ...{
        target: `group:${group.id}`,
        kind: 'group' as const,
        label: group.title,
        name: '',
        householdId: null,
      },
      ...{
        channel: group.channel,
        chat: group.chat,
        conversationId: null,
        others: [],
        language: 'zh-CN',
        reason,
      },
    }
  })
}

/** Communities in question; undefined: all. */
export function communitiesOf({
  audience,
  scope,
}: Pick<AudienceQuestion, 'audience' | 'scope'>): string[] | undefined {
  if (audience.communityId === undefined) return scope && [...scope]
  return scope === undefined || scope.includes(audience.communityId) ? [audience.communityId] : []
}

export interface AudienceCount {
  households: number
  groups: number
  reachable: number
  /** How many cannot be reached, by why. */
  unreachable: Partial<Record<UnreachableReason, number>>
  byChannel: Record<string, number>
}

/** Counts an audience for the preview. */
export function countAudience(targets: readonly Target[]): AudienceCount {
  const count: AudienceCount = { households: 0, groups: 0, reachable: 0, unreachable: {}, byChannel: {} }
  for (const { kind, reason, channel } of targets) {
    if (kind === 'household') count.households += 1
    else count.groups += 1
    if (reason) count.unreachable[reason] = (count.unreachable[reason] ?? 0) + 1
    else {
      count.reachable += 1
      count.byChannel[channel ?? ''] = (count.byChannel[channel ?? ''] ?? 0) + 1
    }
  }
  return count
}
