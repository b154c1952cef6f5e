import type { AlertPolicy } from './alert-policy.ts'
import type { EvidenceLine } from './alert-store.ts'
import { learnBaseline } from './baseline.ts'
import { judgeConversation, type SpokenLine } from './conversation-mood.ts'
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
export async function readGroups(
  parts: WatcherParts,
  memory: PlaceMemory,
  byChat: Map<string, KeptLine[]>,
): Promise<void> {
  const nowMs = parts.clock.now().getTime()
  for (const [key, lines] of byChat) {
    const [first] = lines
    if (first?.chatKind !== 'group') continue
    const known = memory.groups.get(key)
    if (known && known.baselineUntilMs > nowMs) continue
    const group = await learnGroup(parts, known, lines)
    memory.groups.set(key, group)
    // Further behind than the newest lines reach: begin where it was left.
    if (known || group.seenId >= first.id - 1n || lines.length < 150) continue
    const { channel, chat } = first
    byChat.set(key, await readNewLines(parts.database, [{ channel, chat, seenId: group.seenId }]))
  }
}

/** The group of these lines, with what is usual in it as learnt from its last weeks. */
async function learnGroup(
  parts: WatcherParts,
  known: RememberedGroup | undefined,
  lines: readonly KeptLine[],
): Promise<RememberedGroup> {
  const { client } = parts.database
  const now = parts.clock.now()
  const [{ channel, chat }] = lines as [KeptLine]
  const communityId = mostOf(lines.map(line => line.communityId)) ?? parts.defaultCommunityId ?? null
  const row = known ?? (await ensureGroup(client, { channel, chat, communityId, now }))
  const learned = await readHours(client, {
    scope: scopes.group(row.id),
    from: new Date(now.getTime() - weeks * 168 * hourMs),
    to: hourOf(now),
  })
  return {
    ...row,
    communityId: row.communityId ?? communityId,
    window: known?.window ?? [],
    baseline: learnBaseline(learned.counts, { from: learned.from, to: hourOf(now) }, parts.timezone),
    baselineUntilMs: now.getTime() + baselineForMs,
  }
}

function mostOf(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

const isSpoken = (line: KeptLine) => !line.isStaff && line.text.trim() !== ''

/** Weighs the lines of a group; those seen before fill the window only. */
export function weighGroup(
  parts: WatcherParts,
  memory: PlaceMemory,
  { lines, policy }: { lines: readonly KeptLine[]; policy: AlertPolicy },
): Seen {
  const [first] = lines
  const group = first && memory.groups.get(chatKey(first.channel, first.chat))
  if (!(first && group)) return { fromId: 0n, toId: 0n, fresh: [], spikes: [] }
  const fromId = group.seenId
  const newest = lines.at(-1)?.id ?? fromId
  const weighed = lines
    .filter(isSpoken)
    .flatMap(kept => weighGroupLine(parts, memory, { group, kept, policy }) ?? [])
  // Several of one look are one: the latest of the category that came last.
  const spikes = new Map(weighed.flatMap(({ spike }) => (spike ? [[spike.category, spike] as const] : [])))
  return {
    group,
    fromId,
    toId: newest > fromId ? newest : fromId,
    fresh: weighed.map(({ tallied }) => tallied),
    spikes: [...spikes.values()].slice(-1),
  }
}

interface Weighed {
  tallied: TalliedLine
  spike: PlaceSpike | undefined
}

/** One line of a group; undefined where it was looked at before. */
function weighGroupLine(
  parts: WatcherParts,
  memory: PlaceMemory,
  { group, kept, policy }: { group: RememberedGroup; kept: KeptLine; policy: AlertPolicy },
): Weighed | undefined {
  const line = takeLine(group, toLine(parts, kept))
  if (!line || kept.id <= group.seenId) return undefined
  const communityId = kept.communityId ?? group.communityId
  const building = kept.building ?? group.building
  const looked = { line, kept, policy, communityId, building }
  const spike = mayAlert(line, kept)
    ? (spikeOfGroup(group, looked) ?? spikeOfPlace(memory, looked))
    : undefined
  return { tallied: { line, groupId: group.id, communityId, building, sentiment: kept.sentiment }, spike }
}

/** Adds a line to the group's window, weighed; undefined where it stands there already. */
function takeLine(group: RememberedGroup, spoken: ReturnType<typeof toLine>): WatchedLine | undefined {
  if (group.window.some(({ id }) => id === spoken.id)) return undefined
  group.window = addLine(group.window, spoken)
  return group.window.at(-1)
}

const mayAlert = (line: WatchedLine, kept: KeptLine) => line.weight >= discontentFrom && kept.state !== 'old'

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

/** Communities and buildings have no baseline of their own: little is taken for usual, whatever the hour. */
const usualOfPlaces = { shape: 1, steps: 2 }

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
    if (!(isAcross && isSpike(assessed, usualOfPlaces, limits))) continue
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
  const said: WatchedLine[] = []
  const weighed: Weighed[] = []
  for (const kept of lines.filter(isSpoken)) {
    const line = addLine([], toLine(parts, kept)).at(-1)
    if (!line) continue
    spoken.push({ atMs: line.atMs, text: kept.text, judgement: line.judgement })
    said.push(line)
    // Read again after a start: all but the newest was looked at before.
    if (known !== undefined || kept.id === newest) weighed.push(weighTalkLine(memory, { line, kept, policy }))
  }
  memory.talkSeen.set(key, newest)
  memory.talks.delete(key)
  memory.talks.set(key, spoken.slice(-12))
  const upset = findUpset(lines.at(-1), spoken, said)
  return {
    fromId: 0n,
    toId: 0n,
    fresh: weighed.map(({ tallied }) => tallied),
    spikes: weighed.flatMap(({ spike }) => spike ?? []).slice(-1),
    ...(upset ? { upset } : {}),
  }
}

function weighTalkLine(memory: PlaceMemory, { line, kept, policy }: Looked): Weighed {
  const { communityId, building, sentiment } = kept
  const spike = mayAlert(line, kept)
    ? spikeOfPlace(memory, { line, kept, policy, communityId, building })
    : undefined
  return { tallied: { line, groupId: null, communityId, building, sentiment }, spike }
}

/** Whether the resident's last line shows that a person must look. */
function findUpset(
  last: KeptLine | undefined,
  spoken: readonly SpokenLine[],
  said: readonly WatchedLine[],
): UpsetResident | undefined {
  if (!last || !isSpoken(last) || last.state === 'old') return undefined
  const upset = judgeConversation(spoken)
  if (!upset) return undefined
  const { conversationId, channel, chat, communityId, building, sentAt: at } = last
  const evidence = said.slice(-4).map(toEvidence)
  return { upset, conversationId, channel, chat, communityId, building, at, evidence }
}
