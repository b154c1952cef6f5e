import { createId } from '../shared/ids.ts'
import type { Transaction } from '../storage/database.ts'
import type { HourCount } from './baseline.ts'

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

/** Hours of a place with their discontent people, and when it was first watched. */
export async function readHours(
  tx: Transaction,
  { scope, from, to }: { scope: string; from: Date; to: Date },
): Promise<{ counts: HourCount[]; from: Date }> {
  const rows = await tx.moodHour.findMany({
    where: { scope, hour: { gte: from, lt: to } },
    orderBy: { hour: 'asc' },
    select: { hour: true, people: true },
  })
  return { counts: rows.filter(row => row.people > 0), from: rows[0]?.hour ?? to }
}

export interface WatchedPlace {
  id: string
  name: string
  communityId: string | null
  building: string | null
  seenId: bigint
  mutedUntil: Date | null
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

/** Moves a group's position on; false where another process moved it first. */
export async function moveSeen(
  tx: Transaction,
  group: { id: string; from: bigint; to: bigint },
): Promise<boolean> {
  const { count } = await tx.watchedGroup.updateMany({
    where: { id: group.id, seenId: group.from },
    data: { seenId: group.to },
  })
  return count > 0
}
