import { readLocalMoment } from '../shared/local-time.ts'
import { createPersonalDataMask } from '../shared/mask-personal-data.ts'
import { dateOfDay, instantAt, localDayAt } from '../shared/zoned-time.ts'
import type { Transaction } from '../storage/database.ts'
import { placeKinds } from './alert-life.ts'
import type { DigestFacts } from './digest.ts'

const weekMs = 7 * 86_400_000
const bandHours = 3

export interface DigestRequest {
  now: Date
  timezone: string
  /** Only of these communities; absent: all. */
  communities?: readonly string[] | undefined
}

/** Reads what the digest of the seven days before today tells. Words of residents are masked of phones, names and doors. */
export async function readDigest(tx: Transaction, request: DigestRequest): Promise<DigestFacts> {
  const { now, timezone } = request
  const to = new Date(instantAt(timezone, localDayAt(timezone, now.getTime()), 0) + 86_400_000)
  const from = new Date(to.getTime() - weekMs)
  const communities = await tx.community.findMany({
    where: request.communities ? { id: { in: [...request.communities] } } : {},
    select: { id: true, name: true },
  })
  const names = new Map(communities.map(({ id, name }) => [id, name]))
  const hours = await tx.moodHour.findMany({
    where: { hour: { gte: new Date(from.getTime() - weekMs), lt: to } },
  })
  const known = hours.flatMap(row => {
    const [, kind = '', community = '', detail = ''] = /^(\w+):([^/]*)\/?(.*)$/.exec(row.scope) ?? []
    return names.has(community) ? [{ ...row, kind, community, detail }] : []
  })
  const isNow = ({ hour }: { hour: Date }) => hour >= from
  const topics = known.filter(row => row.kind === 'topic')
  const inScope = { OR: [{ communityId: null }, { communityId: { in: [...names.keys()] } }] }
  const alerts = await tx.alert.findMany({
    where: {
      openedAt: { gte: from, lt: to },
      kind: { in: [...placeKinds] },
      ...(request.communities ? inScope : {}),
    },
    orderBy: { people: 'desc' },
    take: 10,
  })
  const gaps = await tx.knowledgeGap.findMany({
    where: { status: 'open', lastAt: { gte: from }, ...(request.communities ? inScope : {}) },
    orderBy: { count: 'desc' },
    take: 5,
    select: { question: true, count: true },
  })
  const praise = await tx.residentVoice.findMany({
    where: { type: 'praise', at: { gte: from, lt: to } },
    orderBy: { at: 'desc' },
  })
  const mask = createPersonalDataMask()
  return {
    from: dateOfDay(localDayAt(timezone, from.getTime())),
    to: dateOfDay(localDayAt(timezone, to.getTime() - 1)),
    ...countMoods(known.filter(isNow)),
    topics: countTopics(topics, isNow),
    places: countPlaces(topics.filter(isNow), names, timezone),
    alerts: alerts.map(alert => ({
      at: dateOfDay(localDayAt(timezone, alert.openedAt.getTime())).slice(5),
      place: names.get(alert.communityId ?? '') ?? '',
      topic: mask.mask(alert.topic),
      people: alert.people,
      status: alert.status,
    })),
    unanswered: gaps.map(gap => ({ ...gap, question: mask.mask(gap.question) })),
    praise: praise.slice(0, 3).map(({ text }) => mask.mask([...text].slice(0, 60).join(''))),
    praiseCount: praise.length,
  }
}

interface PlaceHour {
  kind: string
  messages: number
  discontent: number
  positive: number
}

/** A community counts all of its messages; what was written in private is counted apart. */
function countMoods(
  rows: readonly PlaceHour[],
): Pick<DigestFacts, 'messages' | 'talks' | 'discontent' | 'positive'> {
  const sum = (wanted: string, key: 'messages' | 'discontent' | 'positive') =>
    rows.reduce((all, row) => (row.kind === wanted ? all + row[key] : all), 0)
  const talks = sum('talks', 'messages')
  return {
    messages: sum('community', 'messages') - talks,
    talks,
    discontent: sum('community', 'discontent'),
    positive: sum('community', 'positive'),
  }
}

interface TopicHour {
  hour: Date
  community: string
  detail: string
  discontent: number
}

function countTopics(rows: readonly TopicHour[], isNow: (row: TopicHour) => boolean): DigestFacts['topics'] {
  const counts = new Map<string, { now: number; before: number }>()
  for (const row of rows) {
    const count = counts.get(row.detail) ?? { now: 0, before: 0 }
    count[isNow(row) ? 'now' : 'before'] += row.discontent
    counts.set(row.detail, count)
  }
  return [...counts].map(([category, count]) => ({ category, ...count }))
}

function countPlaces(
  rows: readonly TopicHour[],
  names: ReadonlyMap<string, string>,
  timezone: string,
): DigestFacts['places'] {
  const counts = new Map<string, DigestFacts['places'][number]>()
  for (const { hour, community, detail: category, discontent } of rows) {
    const clock = Math.floor(readLocalMoment(hour, timezone).minute / 60)
    const hourFrom = clock - (clock % bandHours)
    const key = `${community}/${hourFrom}/${category}`
    const known = counts.get(key) ?? {
      place: names.get(community) ?? community,
      hourFrom,
      category,
      count: 0,
    }
    counts.set(key, { ...known, count: known.count + discontent })
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, 5)
}
