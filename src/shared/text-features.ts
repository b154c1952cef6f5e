/** Gives the buckets of the character 1- to 4-grams of the text, each once. Hash: FNV-1a, 32 bit. */
export function hashNgrams(text: string, buckets: number): number[] {
  const chars = [...`^${text}$`]
  const found = new Set<number>()
  for (let from = 0; from < chars.length; from++) {
    let hash = 0x811c9dc5
    for (let to = from; to < Math.min(from + 4, chars.length); to++) {
      hash = Math.imul(hash ^ (chars[to]?.codePointAt(0) ?? 0), 0x01000193) >>> 0
      found.add(((hash ^ (hash >>> 15)) >>> 0) % buckets)
    }
  }
  return [...found]
}

/** Gives the numbers as probabilities. */
export function softmax(sums: readonly number[]): number[] {
  const most = Math.max(...sums)
  const powers = sums.map(sum => Math.exp(sum - most))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / total)
}
