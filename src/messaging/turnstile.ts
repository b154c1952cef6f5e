/** Runs what is given with at most `places` at a time, the others in the order in which they came. */
export function createTurnstile(places: number): <T>(run: () => Promise<T>) => Promise<T> {
  let free = places
  const waiting: (() => void)[] = []
  return async run => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
