/** Looks every few milliseconds until `check` gives something true, and gives that; throws with `what` after `withinMs` of real time. */
export async function until<T>(
  what: string,
  check: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<NonNullable<T>> {
  const endMs = performance.now() + withinMs
  for (;;) {
    const value = await check()
    if (value) return value
    if (performance.now() > endMs) throw new Error(`Waited ${withinMs} ms in vain: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
