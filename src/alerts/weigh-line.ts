import type { LineCue } from './line-cues.ts'
import type { LineJudgement } from './line-judgement.ts'

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
  const sum = toLogit(line.service) - toLogit(line.threshold) + lean(line, around)
  return 1 / (1 + Math.exp(-sum))
}

/** How far words and surroundings move the chance, as log odds; written by hand, and held to by the days of the fixtures. */
function lean(line: LineJudgement, around: Surroundings): number {
  const has = (cue: LineCue) => line.cues.has(cue)
  const any = (cues: readonly LineCue[]) => cues.some(has)
  const isAimed = any(aimed)
  const isProtest = any(protest)
  const others = Math.min(around.discontent, 4)
  const isElsewhere = around.outside >= 2 || has('outside')
  const shifts: readonly (readonly [boolean, number])[] = [
    [!isAimed && isElsewhere, -2.5],
    [!isAimed && has('neighbour'), -2.5],
    [!isAimed && line.elsewhere > line.service, -1],
    // Small talk: nothing in it protests and nobody around does.
    [!(isAimed || isProtest) && around.discontent < 2, -1],
    // Two who quarrel call each other everything, also what they would call the service.
    [around.quarrel >= 2 && !any(['service', 'authority']), -3],
    [has('joke') && !has('abuse'), -1.2],
    [has('calming'), -2],
    [has('praise') && !any(['sneer', 'unanswered', 'abuse']), -2],
    [has('asks') && !any(['sneer', 'abuse', 'unanswered', 'again']), -0.8],
    // What stands by itself as a shrug is part of a protest once others have begun one.
    [isProtest && !any(['neighbour', 'outside']), 0.7 * others],
    [!isProtest && isAimed && !has('praise'), 0.3 * others],
  ]
  return shifts.reduce((sum, [holds, shift]) => (holds ? sum + shift : sum), 0)
}

/** Whether the line tells of the outside, of a quarrel, or of neither, for those who write after it. */
export function readSurrounding(line: LineJudgement): 'outside' | 'quarrel' | undefined {
  const has = (cue: LineCue) => line.cues.has(cue)
  if (has('service') || has('authority')) return undefined
  if (has('neighbour') || has('duel')) return 'quarrel'
  if (has('outside') || has('fear')) return has('facility') && !has('fear') ? undefined : 'outside'
  return undefined
}
