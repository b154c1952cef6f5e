import type { LineJudgement } from './judge-line.ts'
import type { LineCue } from './line-cues.ts'

/** What was going on in a group when a line was written, over the last ten minutes and other people. */
export interface Surroundings {
  /** People who were discontent with the service. */
  discontent: number
  /** People who spoke of something outside: an earthquake, a match, the news. */
  outside: number
  /** People in a quarrel between neighbours. */
  quarrel: number
}

/** Words that go on with a protest although alone they say nothing of the service. */
const protest: readonly LineCue[] = [
  'demand',
  'authority',
  'again',
  'unanswered',
  'rhetoric',
  'sneer',
  'abuse',
  'money',
  'together',
  'delay',
]
/** Words that make the service the target, whatever else is spoken of. */
const aimed: readonly LineCue[] = ['service', 'facility', 'authority']

const toLogit = (chance: number) => Math.log(Math.max(1e-4, chance) / Math.max(1e-4, 1 - chance))

/**
 * Gives how much a line counts as discontent with the service in its surroundings, 0 to 1; from 0.5 on its author counts as
 * discontent.
 */
export function weighLine(line: LineJudgement, around: Surroundings): number {
  if (line.isPasted || line.cues.has('announcement')) return 0
  const has = (cue: LineCue) => line.cues.has(cue)
  const isAimed = aimed.some(has)
  const isProtest = protest.some(has)
  let sum = toLogit(line.service) - toLogit(line.threshold)
  if (!isAimed) {
    if (around.outside >= 2 || has('outside')) sum -= 2.5
    if (has('neighbour')) sum -= 2.5
    if (line.elsewhere > line.service) sum -= 1
    // Small talk: nothing in it protests and nobody around does.
    if (!isProtest && around.discontent < 2) sum -= 1
  }
  // Two who quarrel call each other everything, also what they would call the service.
  if (around.quarrel >= 2 && !has('service') && !has('authority')) sum -= 3
  if (has('joke') && !has('abuse')) sum -= 1.2
  if (has('calming')) sum -= 2
  if (has('praise') && !has('sneer') && !has('unanswered') && !has('abuse')) sum -= 2
  if (has('asks') && !has('sneer') && !has('abuse') && !has('unanswered') && !has('again')) sum -= 0.8
  // What stands by itself as a shrug is part of a protest once others have begun one.
  if (isProtest && !has('neighbour') && !has('outside')) sum += 0.7 * Math.min(around.discontent, 4)
  else if (isAimed && !has('praise')) sum += 0.3 * Math.min(around.discontent, 4)
  return 1 / (1 + Math.exp(-sum))
}

/** Whether the line tells of the outside, of a quarrel, or of neither, for those who write after it. */
export function readSurrounding(line: LineJudgement): 'outside' | 'quarrel' | undefined {
  const has = (cue: LineCue) => line.cues.has(cue)
  if (has('service') || has('authority')) return undefined
  if (has('neighbour') || has('duel')) return 'quarrel'
  if (has('outside') || has('fear')) return has('facility') && !has('fear') ? undefined : 'outside'
  return undefined
}
