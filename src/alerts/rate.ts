/** What is known of a rate before and after counts were seen: a gamma distribution. */
export interface Rate {
  shape: number
  /** In steps: how many steps of observation the knowledge is worth. */
  steps: number
}

/** The chance that a step brings `count` or more, under all that is known of the rate (negative binomial). */
export function chanceOfAtLeast(count: number, { shape, steps }: Rate): number {
  const miss = steps / (steps + 1)
  let term = miss ** shape
  let below = 0
  for (let index = 0; index < Math.ceil(count); index++) {
    below += term
    term *= ((shape + index) / (index + 1)) * (1 - miss)
  }
  return Math.max(0, 1 - below)
}
