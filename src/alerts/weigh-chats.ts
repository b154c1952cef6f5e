import type { AlertPolicy } from './alert-policy.ts'
import type { EvidenceLine } from './alert-store.ts'
import { learnBaseline } from './baseline.ts'
import { judgeConversation } from './conversation-mood.ts'
import { addLine, assess, discontentFrom, type WatchedLine } from './group-window.ts'
import { ensureGroup, hourMs, hourOf, readHours, scopes } from './mood-store.ts'
import { addToPlace, chatKey, type PlaceMemory, type RememberedGroup } from './place-memory.ts'
import type { PlaceSpike } from './raise-alert.ts'
import type { UpsetResident } from './raise-conversation-alert.ts'
import { type KeptLine, readNewLines } from './read-new-lines.ts'
import { defaultSpikeLimits, isSpike } from './spike-rule.ts'
import type { TalliedLine } from './tally-moods.ts'
import type { WatcherParts } from './watcher-parts.ts'

/** What one look at one chat found. */
export interface Seen {
  group?: RememberedGroup
  fromId: bigint
  toId: bigint
  fresh: TalliedLine[]
  spikes: PlaceSpike[]
  upset?: UpsetResident
}

const weeks = 8
const baselineForMs = 6 * hourMs

/** Has the groups of these lines in memory, with what is usual in them. May replace a chat's lines by those nobody has seen. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over lines, kept in one place to be read in order
export async function readGroups(
  parts: WatcherParts,
  memory: PlaceMemory,
  byChat: Map<string, KeptLine[]>,
): Promise<void> {
  const chats = [...byChat.values()].filter(([first]) => first?.chatKind === 'group')
  const { client } = parts.database
  const now = parts.clock.now()
  for (const lines of chats) {
    const [first] = lines
    if (!first) continue
    const key = chatKey(first.channel, first.chat)
    const known = memory.groups.get(key)
    if (known && known.baselineUntilMs > now.getTime()) continue
    const communityId = mostOf(lines.map(line => line.communityId)) ?? parts.defaultCommunityId ?? null
    const row =
      known ?? (await ensureGroup(client, { channel: first.channel, chat: first.chat, communityId, now }))
    const learned = await readHours(client, {
      scope: scopes.group(row.id),
      from: new Date(now.getTime() - weeks * 168 * hourMs),
      to: hourOf(now),
    })
    const group: RememberedGroup = {
      ...row,
      communityId: row.communityId ?? communityId,
      window: known?.window ?? [],
      baseline: learnBaseline(learned.counts, { from: learned.from, to: hourOf(now) }, parts.timezone),
      baselineUntilMs: now.getTime() + baselineForMs,
    }
    memory.groups.set(key, group)
    // Further behind than the newest lines reach: begin where it was left.
    if (!known && row.seenId < first.id - 1n && lines.length >= 150) {
      byChat.set(
        key,
        await readNewLines(parts.database, [
          { channel: first.channel, chat: first.chat, seenId: row.seenId },
        ]),
      )
    }
  }
}

function mostOf(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

const isSpoken = (line: KeptLine) => !line.isStaff && line.text.trim() !== ''

/** Weighs the lines of a group; those seen before fill the window only. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over lines, kept in one place to be read in order
export function weighGroup(
  parts: WatcherParts,
  memory: PlaceMemory,
  { lines, policy }: { lines: readonly KeptLine[]; policy: AlertPolicy },
): Seen {
  const [first] = lines
  const group = first && memory.groups.get(chatKey(first.channel, first.chat))
  if (!(first && group)) return { fromId: 0n, toId: 0n, fresh: [], spikes: [] }
  const fromId = group.seenId
  const toId = lines.at(-1)?.id ?? fromId
  const fresh: TalliedLine[] = []
  const spikes = new Map<string, PlaceSpike>()
  for (const kept of lines.filter(isSpoken)) {
    if (group.window.some(({ id }) => id === String(kept.id))) continue
    group.window = addLine(group.window, toLine(parts, kept))
    const line = group.window.at(-1) as WatchedLine
    if (kept.id <= fromId) continue
    const communityId = kept.communityId ?? group.communityId
    const building = kept.building ?? group.building
    fresh.push({ line, groupId: group.id, communityId, building, sentiment: kept.sentiment })
    if (line.weight < discontentFrom || kept.state === 'old') continue
    const spike =
      spikeOfGroup(group, { line, kept, policy }) ??
      spikeOfPlace(memory, { line, kept, policy, communityId, building })
    if (spike) spikes.set(spike.category, spike)
  }
  return { group, fromId, toId: toId > fromId ? toId : fromId, fresh, spikes: [...spikes.values()].slice(-1) }
}

const toLine = (parts: WatcherParts, kept: KeptLine) => ({
  id: String(kept.id),
  atMs: kept.sentAt.getTime(),
  person: `${kept.channel}:${kept.sender}`,
  conversationId: kept.conversationId,
  chat: kept.chat,
  text: kept.text,
  judgement: parts.judge(kept.text),
})

export const toEvidence = (line: WatchedLine): EvidenceLine => ({
  inboundId: BigInt(line.id),
  conversationId: line.conversationId,
  person: line.person,
  text: line.text.slice(0, 500),
  weight: line.weight,
  at: new Date(line.atMs),
})

interface Looked {
  line: WatchedLine
  kept: KeptLine
  policy: AlertPolicy
}

function spikeOfGroup(group: RememberedGroup, { line, kept, policy }: Looked): PlaceSpike | undefined {
  if (group.mutedUntil && group.mutedUntil.getTime() > line.atMs) return undefined
  const at = new Date(line.atMs)
  const assessed = assess(group.window, line.atMs)
  const limits = { ...defaultSpikeLimits, people: policy.people, score: policy.people * 0.8 }
  if (!isSpike(assessed, group.baseline.usualAt(at), limits)) return undefined
  return {
    channel: kept.channel,
    chat: kept.chat,
    groupId: group.id,
    communityId: group.communityId,
    building: group.building,
    category: assessed.category,
    share: assessed.share,
    at,
    evidence: assessed.evidence.map(toEvidence),
  }
}

/** The same over all chats of a building, then of a community: somebody in each of several groups, or in private. */
function spikeOfPlace(
  memory: PlaceMemory,
  {
    line,
    kept,
    policy,
    communityId,
    building,
  }: Looked & { communityId: string | null; building: string | null },
): PlaceSpike | undefined {
  if (communityId === null) return undefined
  const wider = [
    ...(building ? [{ scope: scopes.building(communityId, building), building }] : []),
    { scope: scopes.community(communityId), building: null },
  ]
  for (const place of wider) {
    const window = addToPlace(memory, place.scope, line)
    const assessed = assess(window, line.atMs)
    // One group alone has spoken for itself already; across chats one more person is wanted.
    const isAcross = new Set(assessed.evidence.map(({ chat }) => chat)).size > 1
    const limits = { ...defaultSpikeLimits, people: policy.people + 1, score: policy.people }
    const usual = memory.placeBaselines.get(place.scope)?.baseline.usualAt(new Date(line.atMs))
    if (!(isAcross && isSpike(assessed, usual ?? { shape: 1, steps: 2 }, limits))) continue
    return {
      channel: kept.channel,
      chat: kept.chat,
      groupId: null,
      communityId,
      building: place.building,
      category: assessed.category,
      share: assessed.share,
      at: new Date(line.atMs),
      evidence: assessed.evidence.map(toEvidence),
    }
  }
  return undefined
}

/** A resident's private talk: its own mood, and a voice of its building and community. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over lines, kept in one place to be read in order
export function weighTalk(
  parts: WatcherParts,
  memory: PlaceMemory,
  { lines, policy }: { lines: readonly KeptLine[]; policy: AlertPolicy },
): Seen {
  const [first] = lines
  if (!first) return { fromId: 0n, toId: 0n, fresh: [], spikes: [] }
  const key = chatKey(first.channel, first.chat)
  const known = memory.talkSeen.get(key)
  const newest = lines.at(-1)?.id ?? 0n
  const spoken = memory.talks.get(key) ?? []
  const fresh: TalliedLine[] = []
  const said: WatchedLine[] = []
  const spikes: PlaceSpike[] = []
  for (const kept of lines.filter(isSpoken)) {
    const judgement = parts.judge(kept.text)
    spoken.push({ atMs: kept.sentAt.getTime(), text: kept.text, judgement })
    const [line] = addLine([], toLine(parts, kept)).slice(-1)
    if (!line) continue
    said.push(line)
    // Read again after a start: all but the newest was looked at before.
    if (known === undefined && kept.id !== newest) continue
    const { communityId, building, sentiment } = kept
    fresh.push({ line, groupId: null, communityId, building, sentiment })
    if (line.weight < discontentFrom || kept.state === 'old') continue
    const spike = spikeOfPlace(memory, { line, kept, policy, communityId, building })
    if (spike) spikes.push(spike)
  }
  memory.talkSeen.set(key, newest)
  memory.talks.delete(key)
  memory.talks.set(key, spoken.slice(-12))
  const last = lines.at(-1)
  const upset = last && isSpoken(last) && last.state !== 'old' ? judgeConversation(spoken) : undefined
  return {
    fromId: 0n,
    toId: 0n,
    fresh,
    spikes: spikes.slice(-1),
    ...(upset && last
      ? {
          upset: {
            upset,
            conversationId: last.conversationId,
            channel: last.channel,
            chat: last.chat,
            communityId: last.communityId,
            building: last.building,
            at: last.sentAt,
            evidence: said.slice(-4).map(toEvidence),
          },
        }
      : {}),
  }
}
