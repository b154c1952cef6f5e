import type { TicketCategory } from '../shared/vocabulary.ts'
import type { LineJudgement } from './line-judgement.ts'
import { smoothOn } from './surprise.ts'
import { readSurrounding, type Surroundings, weighLine } from './weigh-line.ts'

/** A line of a group as it is watched. */
export interface WatchedLine {
  id: string
  atMs: number
  person: string
  conversationId: string
  /** Where it was written, for windows over several chats. */
  chat: string
  text: string
  /** Written to the service alone, in no group. */
  isPrivate?: boolean
  judgement: LineJudgement
  /** 0–1: discontent with the service, in its surroundings. */
  weight: number
  about: 'outside' | 'quarrel' | undefined
}

/** The last half hour of one group, oldest first. */
export type GroupWindow = readonly WatchedLine[]

export const windowMs = 30 * 60_000
/** Within which several people make a spike. */
export const spikeMs = 20 * 60_000
const surroundingMs = 10 * 60_000
/** From which weight on the author counts as discontent. */
export const discontentFrom = 0.5
/** A line below says nothing of discontent, not even as support. */
const supportFrom = 0.3

/** Adds a line, weighed in the light of what others wrote before it; what is older than half an hour goes. */
export function addLine(window: GroupWindow, line: Omit<WatchedLine, 'weight' | 'about'>): WatchedLine[] {
  const kept = window.filter(({ atMs }) => atMs > line.atMs - windowMs)
  const weight = weighLine(line.judgement, surroundingsOf(kept, line))
  return [...kept, { ...line, weight, about: readSurrounding(line.judgement) }]
}

function surroundingsOf(
  window: GroupWindow,
  { atMs, person }: { atMs: number; person: string },
): Surroundings {
  const near = window.filter(line => line.atMs > atMs - surroundingMs && line.atMs <= atMs)
  const others = near.filter(line => line.person !== person)
  const people = (lines: GroupWindow) => new Set(lines.map(line => line.person)).size
  return {
    discontent: people(others.filter(line => line.weight >= discontentFrom)),
    // Whoever speaks of the match goes on speaking of it: one's own words count here.
    outside: people(window.filter(line => line.atMs <= atMs && line.about === 'outside')),
    quarrel: Math.max(people(near.filter(line => line.about === 'quarrel')), isDuel(near) ? 2 : 0),
  }
}

/** Two people write nearly everything, in turns: whatever they are angry about, it is between them. */
function isDuel(near: GroupWindow): boolean {
  if (near.length < 7) return false
  const counts = new Map<string, number>()
  for (const { person } of near) counts.set(person, (counts.get(person) ?? 0) + 1)
  const [first = 0, second = 0] = [...counts.values()].toSorted((a, b) => b - a)
  return second >= 3 && (first + second) / near.length >= 0.6
}

export interface Assessment {
  /** Distinct people who are discontent, most discontent first. */
  people: string[]
  /** Distinct people who named the service or something of it, calmly or not. */
  named: number
  /** Each person's strongest word, summed: a hundred angry lines of one person are one. */
  score: number
  /** People who became discontent, by steps of five minutes, smoothed: what the chart looks at. */
  smoothed: number
  /** The lines that speak for it, oldest first. */
  evidence: WatchedLine[]
  category: TicketCategory
  /** What share of the words that name anything names this category. */
  share: number
}

/** Gives how discontent a group was at an instant. */
export function assess(window: GroupWindow, nowMs: number): Assessment {
  const recent = window.filter(({ atMs }) => atMs > nowMs - spikeMs && atMs <= nowMs)
  const strongest = new Map<string, number>()
  for (const { person, weight } of recent)
    if (weight >= supportFrom) strongest.set(person, Math.max(weight, strongest.get(person) ?? 0))
  const people = [...strongest]
    .filter(([, weight]) => weight >= discontentFrom)
    .toSorted((a, b) => b[1] - a[1])
    .map(([person]) => person)
  const score = [...strongest.values()].reduce((sum, weight) => sum + weight, 0)
  const evidence = recent.filter(({ weight }) => weight >= discontentFrom)
  const named = new Set(recent.filter(namesService).map(({ person }) => person)).size
  return {
    people,
    named,
    score,
    smoothed: smoothArrivals(window, nowMs),
    evidence,
    ...chooseCategory(recent),
  }
}

/** Steps of the chart. */
export const stepMs = 5 * 60_000

/** Each discontent person of the window counts once, in the step of the first word; the steps reach back from this instant. */
function smoothArrivals(window: GroupWindow, nowMs: number): number {
  const counts = Array.from({ length: windowMs / stepMs }, () => 0)
  const seen = new Set<string>()
  for (const { atMs, person, weight } of window) {
    if (weight < discontentFrom || atMs > nowMs || seen.has(person)) continue
    const step = counts.length - 1 - Math.floor((nowMs - atMs) / stepMs)
    if (step < 0) continue
    seen.add(person)
    counts[step] = (counts[step] ?? 0) + 1
  }
  return counts.reduce(smoothOn, 0)
}

/** What neighbours do to each other is no service. */
const ofNeighbours: readonly string[] = ['noise', 'pets', 'activity']

function namesService({ judgement, about }: WatchedLine): boolean {
  const { cues, topic, isPasted } = judgement
  if (isPasted || about || cues.has('praise') || cues.has('announcement')) return false
  return (
    cues.has('service') || cues.has('authority') || (topic !== undefined && !ofNeighbours.includes(topic))
  )
}

/** Votes of people, not of lines; who tells calmly what is wrong names the topic too. */
function chooseCategory(recent: GroupWindow): { category: TicketCategory; share: number } {
  const votes = new Map<TicketCategory, Map<string, number>>()
  for (const { judgement, weight, person, about } of recent) {
    const { topic, isPasted, cues } = judgement
    if (!topic || isPasted || about || cues.has('praise')) continue
    const vote = weight >= discontentFrom ? 1 : 0.4
    const voters = votes.get(topic) ?? new Map<string, number>()
    voters.set(person, Math.max(vote, voters.get(person) ?? 0))
    votes.set(topic, voters)
  }
  const sums = [...votes].map(
    ([category, voters]) => [category, [...voters.values()].reduce((a, b) => a + b, 0)] as const,
  )
  // How staff behave is said of every matter: it is the matter itself only where nothing else is named.
  const weighed = sums.map(([category, sum]) => [category, category === 'staff' ? sum * 0.4 : sum] as const)
  const total = weighed.reduce((sum, [, vote]) => sum + vote, 0)
  const [best] = weighed.toSorted((a, b) => b[1] - a[1])
  return best ? { category: best[0], share: best[1] / total } : { category: 'other', share: 0 }
}
