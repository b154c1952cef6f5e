/** Gives the candidates that differ from `word` by at most a third of its letters, closest first; at most three. */
export function findClosest(word: string, candidates: readonly string[]): string[] {
  const allowed = Math.max(1, Math.floor(word.length / 3))
  return candidates
    .map(candidate => ({ candidate, distance: countEdits(word, candidate) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** Gives how many letters must be put in, left out or changed to make `b` of `a`. */
function countEdits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
