import { moodCues } from './mood-cues.ts'

const cueNames = Object.keys(moodCues) as (keyof typeof moodCues)[]
const lengths = [3, 6, 10, 16, 28, 60]
const addressed = /物业|你们|贵司|管家|前台|客服|报修|维修|保安/

type MoodCue = keyof typeof moodCues
/** Words that mean something else together. */
const joint: readonly (readonly [string, (has: (cue: MoodCue) => boolean) => boolean])[] = [
  ['service is late', has => has('service') && has('delay')],
  ['service is sneered at', has => has('service') && (has('sneer') || has('sneerSign'))],
  ['service is praised', has => has('service') && has('positive')],
  ['praise is a sneer', has => has('sneer') && has('positive')],
]
const shapes: readonly (readonly [string, (raw: string, said: string) => boolean])[] = [
  ['addressed', (_, said) => addressed.test(said)],
  ['mood exclaims', raw => /[!！]/.test(raw)],
  ['mood exclaims much', raw => /[!！]{2}|[?？]{2}/.test(raw)],
  ['no word', (_, said) => !/[\p{L}\p{N}]/u.test(said)],
]

/** Gives the names of what the word lists find in the message: the trained heads have learnt how far each can be trusted. */
export function readMoodSigns(raw: string, said: string): string[] {
  const found = new Set<MoodCue>(cueNames.filter(cue => moodCues[cue].test(said) || moodCues[cue].test(raw)))
  return [
    ...[...found].map(cue => `mood ${cue}`),
    ...joint.filter(([, holds]) => holds(cue => found.has(cue))).map(([name]) => name),
    ...shapes.filter(([, holds]) => holds(raw, said)).map(([name]) => name),
    `mood length ${lengths.findIndex(length => said.length <= length)}`,
  ]
}

/** Every sign there is. */
export const allMoodSigns: readonly string[] = [
  ...cueNames.map(cue => `mood ${cue}`),
  ...[...joint, ...shapes].map(([name]) => name),
  ...[-1, ...lengths.keys()].map(index => `mood length ${index}`),
]
