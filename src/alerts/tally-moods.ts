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
      const before = gains.get(key) ?? { ...nothingYet, scope, hour }
      gains.set(key, { ...addLine(before, sentiment, isDiscontent), people: known.size })
    }
  }
  return [...gains.values()]
}

const nothingYet = { messages: 0, positive: 0, negative: 0, discontent: 0, people: 0 }

const addLine = (gain: MoodGain, sentiment: string | null, isDiscontent: boolean): MoodGain => ({
  ...gain,
  messages: gain.messages + 1,
  positive: gain.positive + Number(sentiment === 'positive'),
  negative: gain.negative + Number(sentiment === 'negative'),
  discontent: gain.discontent + Number(isDiscontent),
})

function scopesOf({ line, groupId, communityId, building }: TalliedLine, isDiscontent: boolean): string[] {
  const { topic } = line.judgement
  return [
    ...(groupId ? [scopes.group(groupId)] : []),
    ...(communityId ? [scopes.community(communityId)] : []),
    ...(communityId && !groupId ? [scopes.talks(communityId)] : []),
    ...(communityId && building ? [scopes.building(communityId, building)] : []),
    ...(communityId && topic && isDiscontent ? [scopes.topic(communityId, topic)] : []),
  ]
}
