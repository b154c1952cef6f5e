import type { Assessment } from './group-window.ts'
import { chanceOfAtLeast, type Rate } from './rate.ts'

export interface SpikeLimits {
  /** Distinct people who must be discontent. */
  people: number
  /** Distinct people who must have named the service or something of it. */
  named: number
  /** Each person's strongest word, summed. */
  score: number
  /** How unlikely so many must be at this hour of this weekday. */
  chance: number
}

export const defaultSpikeLimits: SpikeLimits = { people: 4, named: 2, score: 3.2, chance: 0.005 }

/** The share of an hour that a spike takes at most: what is usual in an hour is spread over it. */
const spikeShare = 1 / 3

/** Whether a group is discontent beyond what is usual for it; `usual` is per hour. */
export function isSpike({ people, named, score }: Assessment, usual: Rate, limits: SpikeLimits): boolean {
  if (people.length < limits.people || named < limits.named || score < limits.score) return false
  return (
    chanceOfAtLeast(people.length, { shape: usual.shape, steps: usual.steps / spikeShare }) < limits.chance
  )
}
