import { normaliseText } from '../shared/normalise-text.ts'
import { moodCues } from './mood-cues.ts'

const discontent = ['negative', 'sneer', 'delay', 'protest', 'angrySign', 'sneerSign'] as const

/** Whether words or signs of discontent are in the message. */
export function complains(text: string): boolean {
  const said = normaliseText(text)
  return discontent.some(cue => moodCues[cue].test(said) || moodCues[cue].test(text))
}
