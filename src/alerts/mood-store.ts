import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import { sqlOf } from '../storage/direct-sql.ts'
import { readSetting } from '../storage/settings.ts'
import type { HourCount } from './baseline.ts'
import { chatKey } from './chat-key.ts'

/** What one hour of a place gained. */
export interface MoodGain {
  scope: string
  hour: Date
  messages: number
  positive: number
  negative: number
  discontent: number
  /** Distinct discontent people in that hour so far, not only the new ones. */
  people: number
}

export const hourMs = 3_600_000
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMs) * hourMs)
export const scopes = {
  group: (id: string) => `group:${id}`,
  community: (id: string) => `community:${id}`,
  /** What was written in private in a community; `community` counts it too. */
  talks: (id: string) => `talks:${id}`,
  building: (communityId: string, building: string) => `building:${communityId}/${building}`,
  topic: (communityId: string, category: string) => `topic:${communityId}/${category}`,
}

/** Adds to the figures of hours. */
export async function addMoods(tx: Transaction, gains: readonly MoodGain[]): Promise<void> {
  if (gains.length === 0) return
  await tx.$executeRaw`
    insert into "MoodHour" (scope, hour, messages, positive, negative, discontent, people)
    select scope, hour, messages, positive, negative, discontent, people from jsonb_to_recordset(${JSON.stringify(gains)}::jsonb)
      as gain(scope text, hour timestamptz, messages int, positive int, negative int, discontent int, people int)
    on conflict (scope, hour) do update set messages = "MoodHour".messages + excluded.messages, positive = "MoodHour".positive + excluded.positive,
      negative = "MoodHour".negative + excluded.negative, discontent = "MoodHour".discontent + excluded.discontent,
      people = greatest("MoodHour".people, excluded.people)`
}

/** Hours of a place with their discontent people, those without any left out, and when it was first watched. */
export async function readHours(
  tx: Transaction,
  { scope, from, to }: { scope: string; from: Date; to: Date },
): Promise<{ counts: HourCount[]; from: Date }> {
  const where = { scope, hour: { gte: from, lt: to } }
  const first = await tx.moodHour.findFirst({ where, orderBy: { hour: 'asc' }, select: { hour: true } })
  if (!first) return { counts: [], from: to }
  const counts = await tx.moodHour.findMany({
    where: { ...where, people: { gt: 0 } },
    orderBy: { hour: 'asc' },
    select: { hour: true, people: true },
  })
  return { counts, from: first.hour }
}

export interface WatchedPlace {
  id: string
  name: string
  communityId: string | null
  building: string | null
  seenId: bigint
  mutedUntil: Date | null
}

/** The rows of those of the chats that are watched already, by chat. */
export async function findGroups(
  tx: Transaction,
  chats: readonly { channel: string; chat: string }[],
): Promise<Map<string, WatchedPlace>> {
  const rows = await tx.watchedGroup.findMany({
    where: {
      channel: { in: [...new Set(chats.map(({ channel }) => channel))] },
      chat: { in: [...new Set(chats.map(({ chat }) => chat))] },
    },
  })
  return new Map(rows.map(row => [chatKey(row.channel, row.chat), row]))
}

/** The row of a group; made when it is first seen. */
export async function ensureGroup(
  tx: Transaction,
  group: { channel: string; chat: string; communityId: string | null; now: Date },
): Promise<WatchedPlace> {
  const { channel, chat, communityId, now } = group
  const known = await tx.watchedGroup.findUnique({ where: { channel_chat: { channel, chat } } })
  if (known) return known
  // What is older than a day is history: it raises nothing.
  const old = await tx.inbound.aggregate({
    where: { channel, chat, receivedAt: { lt: new Date(now.getTime() - 24 * hourMs) } },
    _max: { id: true },
  })
  return await tx.watchedGroup.upsert({
    where: { channel_chat: { channel, chat } },
    create: { id: createId(), channel, chat, communityId, seenId: old._max.id ?? 0n, createdAt: now },
    update: {},
  })
}

/** Moves positions of groups on, all in one statement; gives the ids of those that another process had not moved meanwhile. */
export async function moveSeen(
  tx: Transaction,
  moves: readonly { id: string; from: bigint; to: bigint }[],
): Promise<Set<string>> {
  if (moves.length === 0) return new Set()
  const given = JSON.stringify(moves.map(({ id, from, to }) => ({ id, from: `${from}`, to: `${to}` })))
  const rows = await sqlOf(tx)<{ id: string }>`
    update "WatchedGroup" place set "seenId" = move."to"
    from jsonb_to_recordset(${given}::jsonb) as move(id text, "from" bigint, "to" bigint)
    where place.id = move.id and place."seenId" = move."from" returning place.id`
  return new Set(rows.map(({ id }) => id))
}

const talksKey = 'talks-watched'

/** Up to which message private talks were looked at by the processes before this one; where none ever did, all there is counts as history. */
export async function readTalksSeen(tx: Transaction): Promise<bigint> {
  const stored = (await readSetting(tx, talksKey)) as { until?: string } | undefined
  if (stored?.until !== undefined) return BigInt(stored.until)
  const { _max: newest } = await tx.inbound.aggregate({ _max: { id: true } })
  return newest.id ?? 0n
}

/** Keeps up to which message private talks were looked at; never goes back. */
export async function keepTalksSeen(tx: Transaction, until: bigint, now: Date): Promise<void> {
  const value = JSON.stringify({ until: `${until}` })
  await tx.$executeRaw`
    insert into "Setting" (key, value, "updatedAt") values (${talksKey}, ${value}::jsonb, ${now})
    on conflict (key) do update set value = excluded.value, "updatedAt" = excluded."updatedAt"
      where ("Setting".value->>'until')::bigint < ${`${until}`}::bigint`
}
