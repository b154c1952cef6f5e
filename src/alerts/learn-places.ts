import { type Baseline, learnBaseline } from './baseline.ts'
import {
  ensureGroup,
  findGroups,
  hourMs,
  hourOf,
  readHours,
  scopes,
  type WatchedPlace,
} from './mood-store.ts'
import type { PlaceMemory, RememberedGroup } from './place-memory.ts'
import { type KeptLine, readNewLines } from './read-new-lines.ts'
import type { WatcherParts } from './watcher-parts.ts'

const weeks = 8
const baselineForMs = 6 * hourMs

/**
 * Has the groups of these lines in memory as they are set just now, and what is usual in them and in their communities and
 * buildings. May replace a chat's lines by those nobody has seen.
 */
export async function learnPlaces(
  parts: WatcherParts,
  memory: PlaceMemory,
  byChat: Map<string, KeptLine[]>,
): Promise<void> {
  await readGroups(parts, memory, byChat)
  const scopesOfLines = new Set([...byChat].flatMap(([key, lines]) => widerScopes(memory, key, lines)))
  const nowMs = parts.clock.now().getTime()
  for (const scope of scopesOfLines) {
    const known = memory.usual.get(scope)
    if (known && known.untilMs > nowMs) continue
    memory.usual.set(scope, { baseline: await readBaseline(parts, scope), untilMs: renewAt(scope, nowMs) })
  }
}

function widerScopes(memory: PlaceMemory, key: string, lines: readonly KeptLine[]): string[] {
  const group = memory.groups.get(key)
  return lines.flatMap(line => {
    const communityId = line.communityId ?? group?.communityId
    const building = line.building ?? group?.building
    if (!communityId) return []
    return [scopes.community(communityId), ...(building ? [scopes.building(communityId, building)] : [])]
  })
}

/** Spread over three hours, so that not all places are read again in one look. */
function renewAt(scope: string, nowMs: number): number {
  const spread = [...scope].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) / 997
  return nowMs + baselineForMs * (0.75 + spread / 2)
}

async function readBaseline(parts: WatcherParts, scope: string): Promise<Baseline> {
  const now = parts.clock.now()
  const from = new Date(now.getTime() - weeks * 168 * hourMs)
  const learned = await readHours(parts.database.client, { scope, from, to: hourOf(now) })
  return learnBaseline(learned.counts, { from: learned.from, to: hourOf(now) }, parts.timezone)
}

async function readGroups(
  parts: WatcherParts,
  memory: PlaceMemory,
  byChat: Map<string, KeptLine[]>,
): Promise<void> {
  const ofGroups = [...byChat].filter(([, lines]) => lines[0]?.chatKind === 'group')
  if (ofGroups.length === 0) return
  const rows = await findGroups(
    parts.database.client,
    ofGroups.flatMap(([, [first]]) => (first ? [first] : [])),
  )
  for (const [key, lines] of ofGroups) {
    const known = refreshGroup(memory, key, rows.get(key))
    if (known && known.baselineUntilMs > parts.clock.now().getTime()) continue
    const group = await learnGroup(parts, known, { lines, row: rows.get(key) })
    memory.groups.set(key, group)
    const [first] = lines
    if (!first || known || !isBehind(group, lines)) continue
    const { channel, chat } = first
    byChat.set(key, await readNewLines(parts.database, [{ channel, chat, seenId: group.seenId }]))
  }
}

/** What is remembered of a group, as it is set just now; undefined where another process looked meanwhile, or nobody did. */
function refreshGroup(
  memory: PlaceMemory,
  key: string,
  row: WatchedPlace | undefined,
): RememberedGroup | undefined {
  const known = memory.groups.get(key)
  if (!(known && row) || known.seenId !== row.seenId) return undefined
  return Object.assign(known, row, { communityId: row.communityId ?? known.communityId })
}

/** Further behind than the newest lines reach: begin where it was left. */
const isBehind = (group: RememberedGroup, lines: readonly KeptLine[]) =>
  lines.length >= 150 && group.seenId < (lines[0]?.id ?? 0n) - 1n

interface Found {
  lines: readonly KeptLine[]
  row: WatchedPlace | undefined
}

/** The group of these lines, with what is usual in it as learnt from its last weeks. */
async function learnGroup(
  parts: WatcherParts,
  known: RememberedGroup | undefined,
  { lines, row: found }: Found,
): Promise<RememberedGroup> {
  const { client } = parts.database
  const now = parts.clock.now()
  const [{ channel, chat }] = lines as [KeptLine]
  const communityId = mostOf(lines.map(line => line.communityId)) ?? parts.defaultCommunityId ?? null
  const row = known ?? found ?? (await ensureGroup(client, { channel, chat, communityId, now }))
  const scope = scopes.group(row.id)
  return {
    ...row,
    communityId: row.communityId ?? communityId,
    window: known?.window ?? [],
    baseline: await readBaseline(parts, scope),
    baselineUntilMs: renewAt(scope, now.getTime()),
  }
}

function mostOf(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
