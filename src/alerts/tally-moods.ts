import { discontentFrom, type WatchedLine } from './group-window.ts'
import { hourOf, type MoodGain, scopes } from './mood-store.ts'

/** A weighed line with where it belongs. */
export interface TalliedLine {
  line: WatchedLine
  groupId: string | null
  communityId: string | null
  building: string | null
  sentiment: string | null
}

/** Distinct discontent people of the hours that are still running, by scope and hour. */
export type HourPeople = Map<string, Set<string>>

/** Gives what the lines add to the hours of their group, community, building and topic. Remembers people in `people`. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over lines, kept in one place to be read in order
export function tallyMoods(lines: readonly TalliedLine[], people: HourPeople): MoodGain[] {
  const gains = new Map<string, MoodGain>()
  for (const tallied of lines) {
    const { line, sentiment } = tallied
    const isDiscontent = line.weight >= discontentFrom
    const hour = hourOf(new Date(line.atMs))
    for (const scope of scopesOf(tallied, isDiscontent)) {
      const key = `${scope} ${hour.getTime()}`
      const known = people.get(key) ?? new Set<string>()
      if (isDiscontent) people.set(key, known.add(line.person))
      const gain = gains.get(key) ?? {
        scope,
        hour,
        messages: 0,
        positive: 0,
        negative: 0,
        discontent: 0,
        people: 0,
      }
      gain.messages += 1
      gain.positive += sentiment === 'positive' ? 1 : 0
      gain.negative += sentiment === 'negative' ? 1 : 0
      gain.discontent += isDiscontent ? 1 : 0
      gain.people = known.size
      gains.set(key, gain)
    }
  }
  return [...gains.values()]
}

function scopesOf({ line, groupId, communityId, building }: TalliedLine, isDiscontent: boolean): string[] {
  const { topic } = line.judgement
  return [
    ...(groupId ? [scopes.group(groupId)] : []),
    ...(communityId ? [scopes.community(communityId)] : []),
    ...(communityId && building ? [scopes.building(communityId, building)] : []),
    ...(communityId && topic && isDiscontent ? [scopes.topic(communityId, topic)] : []),
  ]
}
