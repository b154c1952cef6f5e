import { hashNgrams } from '../src/shared/text-features.ts'

const buckets = 1 << 16
/** Laplace; much less would let a rare label win every sentence with unseen n-grams. */
const alpha = 1

/** Gives a multinomial naive Bayes classifier over the same n-grams, the baseline that a model must beat. */
export function trainNaiveBayes(
  rows: readonly { text: string; label: string }[],
  labels: string[],
): (text: string) => string {
  const counts = labels.map(() => new Float64Array(buckets))
  const totals = labels.map(() => 0)
  const sizes = labels.map(() => 0)
  for (const row of rows) {
    const label = labels.indexOf(row.label)
    sizes[label] = (sizes[label] ?? 0) + 1
    for (const feature of hashNgrams(row.text, buckets)) {
      const line = counts[label]
      if (line) line[feature] = (line[feature] ?? 0) + 1
      totals[label] = (totals[label] ?? 0) + 1
    }
  }
  return text => {
    const features = hashNgrams(text, buckets).filter(feature => counts.some(line => line[feature]))
    const sums = labels.map((_, label) =>
      features.reduce(
        (sum, feature) =>
          sum +
          Math.log(((counts[label]?.[feature] ?? 0) + alpha) / ((totals[label] ?? 0) + alpha * buckets)),
        Math.log(((sizes[label] ?? 0) + 1) / (rows.length + labels.length)),
      ),
    )
    return labels[sums.indexOf(Math.max(...sums))] ?? ''
  }
}
