import type { Rate } from '../src/alerts/rate.ts'
import { readSurprise, smoothOn } from '../src/alerts/surprise.ts'

/**
 * Change detectors over counts in equal steps of time, as pure functions: state and observation in, new state and how surprised
 * out (`score`; above 1 is an alarm). All learn a baseline while they run and hold it still while they are alarmed.
 */
export interface Detector<State> {
  start(): State
  step(state: State, observed: number): { state: State; score: number }
}

interface Running {
  mean: number
  variance: number
  seen: number
}

/** Running mean and variance with a memory of about `memory` steps; the first steps count evenly. */
function learn(running: Running, observed: number, memory: number): Running {
  const seen = running.seen + 1
  const share = 1 / Math.min(seen, memory)
  const change = observed - running.mean
  const mean = running.mean + share * change
  return { mean, variance: (1 - share) * (running.variance + share * change * change), seen }
}

const fresh: Running = { mean: 0, variance: 0, seen: 0 }
const spread = ({ variance, mean }: Running) => Math.sqrt(Math.max(variance, Math.abs(mean) * 0.01, 1e-6))

export interface CusumOptions {
  /** Deviations below it, in standard deviations, are nothing. */
  slack: number
  /** The sum of deviations at which it is alarmed. */
  limit: number
  memory: number
  warmup: number
}

/** Page's CUSUM on both sides, standardised by the running baseline. */
export function createCusum(options: CusumOptions): Detector<{ base: Running; up: number; down: number }> {
  const { slack, limit, memory, warmup } = options
  return {
    start: () => ({ base: fresh, up: 0, down: 0 }),
    step: ({ base, up, down }, observed) => {
      const z = Math.max(-8, Math.min(8, (observed - base.mean) / spread(base)))
      const ready = base.seen >= warmup
      const rise = ready ? Math.max(0, up + z - slack) : 0
      const fall = ready ? Math.max(0, down - z - slack) : 0
      const score = Math.max(rise, fall) / limit
      const isAlarm = score > 1
      // After an alarm the new level is learnt: a lasting change is one alarm.
      const next = learn(base, observed, isAlarm ? Math.max(8, memory / 8) : memory)
      return { state: { base: next, up: isAlarm ? 0 : rise, down: isAlarm ? 0 : fall }, score }
    },
  }
}

export interface EwmaOptions {
  /** Weight of the newest observation in the smoothed value. */
  weight: number
  /** Standard deviations of the smoothed value at which it is alarmed. */
  limit: number
  memory: number
  warmup: number
}

/** The EWMA chart: a smoothed value beside the running baseline. */
export function createEwma(options: EwmaOptions): Detector<{ base: Running; smooth: number }> {
  const { weight, limit, memory, warmup } = options
  const narrow = Math.sqrt(weight / (2 - weight))
  return {
    start: () => ({ base: fresh, smooth: 0 }),
    step: ({ base, smooth }, observed) => {
      const value = base.seen === 0 ? observed : weight * observed + (1 - weight) * smooth
      const score = base.seen >= warmup ? Math.abs(value - base.mean) / (spread(base) * narrow * limit) : 0
      return { state: { base: learn(base, observed, memory), smooth: value }, score }
    },
  }
}

export interface ZScoreOptions {
  limit: number
  memory: number
  warmup: number
}

/** The rule of standard deviations on single observations, the simplest of the textbook. */
export function createZScore({ limit, memory, warmup }: ZScoreOptions): Detector<Running> {
  return {
    start: () => fresh,
    step: (base, observed) => ({
      state: learn(base, observed, memory),
      score: base.seen >= warmup ? Math.abs(observed - base.mean) / (spread(base) * limit) : 0,
    }),
  }
}

/** The chance that a step brings `count` or more, under all that is known of the rate (negative binomial). */
function chanceOfAtLeast(count: number, { shape, steps }: Rate): number {
  const miss = steps / (steps + 1)
  let term = miss ** shape
  let below = 0
  for (let index = 0; index < Math.ceil(count); index++) {
    below += term
    term *= ((shape + index) / (index + 1)) * (1 - miss)
  }
  return Math.max(0, 1 - below)
}

/** Learns a count; what is older than `memory` steps fades. */
export function learnRate({ shape, steps }: Rate, count: number, memory: number): Rate {
  const keep = Math.min(1, memory / (steps + 1))
  return { shape: shape * keep + count, steps: steps * keep + 1 }
}

export interface PoissonOptions {
  /** What is believed before anything was seen; counts with it from the first step on (cold start). */
  prior: Rate
  /** The chance below which a step is an alarm. */
  chance: number
  memory: number
}

/** A Bayesian Poisson detector: alarmed by a count that the learnt rate makes all but impossible. */
export function createPoisson({ prior, chance, memory }: PoissonOptions): Detector<Rate> {
  return {
    start: () => prior,
    step: (rate, observed) => {
      const likely = chanceOfAtLeast(observed, rate)
      const score = Math.log(Math.max(likely, 1e-300)) / Math.log(chance)
      // An alarm is learnt as an ordinary bad step, else one bad evening would hide the next.
      const most = rate.shape / rate.steps + 3 * Math.sqrt(rate.shape / rate.steps + 1)
      return { state: learnRate(rate, score > 1 ? Math.min(observed, most) : observed, memory), score }
    },
  }
}

export interface CountChartOptions {
  prior: Rate
  /** Standard deviations of the smoothed count at which it is alarmed. */
  limit: number
  /** The smoothed count below which nothing is alarmed, however quiet it usually is: the rule of groups wants several people. */
  least: number
  memory: number
}

/** Our own: the EWMA chart over counts with a learnt rate and its uncertainty, from the first step on (`src/alerts/surprise.ts`). */
export function createCountChart(options: CountChartOptions): Detector<{ rate: Rate; smooth: number }> {
  const { prior, limit, least, memory } = options
  return {
    start: () => ({ rate: prior, smooth: prior.shape / prior.steps }),
    step: ({ rate, smooth }, observed) => {
      const next = smoothOn(smooth, observed)
      const score = next < least ? 0 : readSurprise(next, rate) / limit
      const most = rate.shape / rate.steps + 3 * Math.sqrt(rate.shape / rate.steps + 1)
      const learnt = learnRate(rate, score > 1 ? Math.min(observed, most) : observed, memory)
      return { state: { rate: learnt, smooth: next }, score }
    },
  }
}
