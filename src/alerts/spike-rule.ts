import { type Assessment, stepMs } from './group-window.ts'
import type { Rate } from './rate.ts'
import { readSurprise } from './surprise.ts'

export interface SpikeLimits {
  /** Distinct people who must be discontent. */
  people: number
  /** Distinct people who must have named the service or something of it. */
  named: number
  /** Each person's strongest word, summed. */
  score: number
  /** By how many standard deviations of the chart so many must exceed what is usual at this hour of this weekday. */
  deviations: number
}

export const defaultSpikeLimits: SpikeLimits = { people: 4, named: 2, score: 3.2, deviations: 6 }

const stepsAnHour = 3_600_000 / stepMs

/** Whether a group is discontent beyond what is usual for it; `usual` is per hour. */
export function isSpike(assessed: Assessment, usual: Rate, limits: SpikeLimits): boolean {
  const { people, named, score, smoothed } = assessed
  if (people.length < limits.people || named < limits.named || score < limits.score) return false
  const perStep = { shape: usual.shape, steps: usual.steps * stepsAnHour }
  return readSurprise(smoothed, perStep) > limits.deviations
}
