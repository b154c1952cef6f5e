import type { Baseline } from './baseline.ts'
import { chatKey } from './chat-key.ts'
import type { SpokenLine } from './conversation-mood.ts'
import { discontentFrom, type WatchedLine, windowMs } from './group-window.ts'
import type { WatchedPlace } from './mood-store.ts'
import type { HourPeople } from './tally-moods.ts'

/** What is remembered of a watched chat: all of it can be read again. */
export interface RememberedGroup extends WatchedPlace {
  window: WatchedLine[]
  baseline: Baseline
  /** Until when the baseline is good. */
  baselineUntilMs: number
}

export interface PlaceMemory {
  readonly groups: Map<string, RememberedGroup>
  /** Last lines of private talks. */
  readonly talks: Map<string, SpokenLine[]>
  /** Which lines of private talks were looked at. */
  readonly talkSeen: Map<string, bigint>
  readonly hourPeople: HourPeople
  /** What is usual in communities and buildings, by scope, and until when that is good. */
  readonly usual: Map<string, { baseline: Baseline; untilMs: number }>
  /** Lines of private talks up to here were looked at, whatever `talkSeen` still knows; undefined: nobody ever looked. */
  talksFrom: bigint | undefined
  /** The newest line of a private talk that was looked at. */
  talksUntil: bigint
  /** Discontent lines of a community or building, whichever chat they came from. */
  readonly places: Map<string, WatchedLine[]>
  forget(channel: string, chat: string): void
  /** Lets go of what is older than anybody asks for. */
  prune(nowMs: number): void
}

const mostTalks = 5_000

export function createPlaceMemory(): PlaceMemory {
  const groups = new Map<string, RememberedGroup>()
  const talks = new Map<string, SpokenLine[]>()
  const talkSeen = new Map<string, bigint>()
  const hourPeople: HourPeople = new Map()
  const places = new Map<string, WatchedLine[]>()
  let prunedMs = 0
  const memory: PlaceMemory = {
    usual: new Map(),
    talksFrom: undefined,
    talksUntil: 0n,
    groups,
    talks,
    talkSeen,
    hourPeople,
    places,
    forget: (channel, chat) => void groups.delete(chatKey(channel, chat)),
    prune: nowMs => {
      if (Math.abs(nowMs - prunedMs) < 10 * 60_000) return
      prunedMs = nowMs
      pruneHours(hourPeople, nowMs)
      prunePlaces(places, nowMs)
      for (const key of [...talks.keys()].slice(0, Math.max(0, talks.size - mostTalks))) {
        talks.delete(key)
        talkSeen.delete(key)
        memory.talksFrom = memory.talksUntil
      }
    },
  }
  return memory
}

function pruneHours(hourPeople: HourPeople, nowMs: number): void {
  for (const key of hourPeople.keys()) {
    const hour = Number(key.slice(key.lastIndexOf(' ') + 1))
    if (hour < nowMs - 3 * 3_600_000) hourPeople.delete(key)
  }
}

function prunePlaces(places: PlaceMemory['places'], nowMs: number): void {
  for (const [scope, lines] of places) {
    const kept = lines.filter(({ atMs }) => atMs > nowMs - windowMs)
    if (kept.length > 0) places.set(scope, kept)
    else places.delete(scope)
  }
}

/** Adds a discontent line to the window of a wider place. */
export function addToPlace(memory: PlaceMemory, scope: string, line: WatchedLine): WatchedLine[] {
  const window = (memory.places.get(scope) ?? []).filter(({ atMs }) => atMs > line.atMs - windowMs)
  if (line.weight >= discontentFrom && !window.some(({ id }) => id === line.id)) window.push(line)
  memory.places.set(scope, window)
  return window
}
