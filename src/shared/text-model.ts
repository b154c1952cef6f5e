import { readFileSync } from 'node:fs'

/** A trained softmax over hashed character n-grams; one row of weights per bucket, one column per label. */
export interface TextModel {
  labels: string[]
  buckets: number
  /** Real weight = stored weight × scale. */
  scale: number
  weights: Int8Array | Float32Array
  bias: number[]
}

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

/** Gives the probability of each label, in the order of `model.labels`. */
export function predictLabels(model: TextModel, text: string): number[] {
  const features = hashNgrams(text, model.buckets)
  const count = model.labels.length
  const sums = [...model.bias]
  const unit = model.scale / Math.sqrt(Math.max(1, features.length))
  for (const feature of features) {
    const row = feature * count
    for (let label = 0; label < count; label++)
      sums[label] = (sums[label] ?? 0) + (model.weights[row + label] ?? 0) * unit
  }
  return softmax(sums)
}

/** Gives the numbers as probabilities. */
export function softmax(sums: readonly number[]): number[] {
  const most = Math.max(...sums)
  const powers = sums.map(sum => Math.exp(sum - most))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / total)
}

/** Gives the model kept under `models/<name>/`. Throws when its files are missing or do not fit each other. */
export function loadTextModel(name: string): TextModel {
  const folder = new URL(`../../models/${name}/`, import.meta.url)
  const header = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8')) as Omit<TextModel, 'weights'>
  const bytes = readFileSync(new URL('weights.bin', folder))
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (weights.length !== header.buckets * header.labels.length) throw new Error(`model ${name} is damaged`)
  return { ...header, weights }
}
