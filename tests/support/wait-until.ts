/** Resolves with the first value that is not undefined; rejects with `describe()` after `withinMs`. */
export async function waitUntil<T>(
  look: () => T | undefined,
  options: { withinMs?: number; describe?: () => string } = {},
): Promise<T> {
  const endsAt = Date.now() + (options.withinMs ?? 5000)
  for (;;) {
    const value = look()
    if (value !== undefined) return value
    if (Date.now() > endsAt) throw new Error(options.describe?.() ?? 'waited in vain')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
