import { moodCues } from './mood-cues.ts'

const cueNames = Object.keys(moodCues) as (keyof typeof moodCues)[]
const lengths = [3, 6, 10, 16, 28, 60]
const addressed = /物业|你们|贵司|管家|前台|客服|报修|维修|保安/

/** Gives the names of what the word lists find in the message: the trained heads have learnt how far each can be trusted. */
export function readMoodSigns(raw: string, said: string): string[] {
  const found = new Set<string>(cueNames.filter(cue => moodCues[cue].test(said) || moodCues[cue].test(raw)))
  const signs = [...found].map(cue => `mood ${cue}`)
  const ofService = found.has('service')
  if (ofService && found.has('delay')) signs.push('service is late')
  if (ofService && (found.has('sneer') || found.has('sneerSign'))) signs.push('service is sneered at')
  if (ofService && found.has('positive')) signs.push('service is praised')
  if (found.has('sneer') && found.has('positive')) signs.push('praise is a sneer')
  if (addressed.test(said)) signs.push('addressed')
  if (/[!！]/.test(raw)) signs.push('mood exclaims')
  if (/[!！]{2}|[?？]{2}/.test(raw)) signs.push('mood exclaims much')
  if (!/[\p{L}\p{N}]/u.test(said)) signs.push('no word')
  signs.push(`mood length ${lengths.findIndex(length => said.length <= length)}`)
  return signs
}

/** Every sign there is. */
export const allMoodSigns: readonly string[] = [
  ...cueNames.map(cue => `mood ${cue}`),
  ...['service is late', 'service is sneered at', 'service is praised', 'praise is a sneer', 'addressed'],
  ...[-1, ...lengths.keys()].map(index => `mood length ${index}`),
  ...['mood exclaims', 'mood exclaims much', 'no word'],
]
