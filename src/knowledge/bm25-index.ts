/** Finds texts by the words they share with a question. */
export interface Bm25Index {
  /** BM25 of every text for the terms, in the order of the texts. */
  score(terms: string[]): Float32Array
  /** How rare a term is: 0 where every text has it; the highest value where none does. */
  rarity(term: string): number
  has(term: string): boolean
  /** Takes in one more text, at the next position. */
  add(terms: string[]): void
}

/** The index as plain memory, so that it can move between threads and lie in a file. */
export interface PackedWords {
  /** All terms, parted by line ends, in the order of `offsets`. */
  terms: string
  /** Where the texts of each term begin; one more at the end. */
  offsets: Uint32Array<ArrayBuffer>
  texts: Uint32Array<ArrayBuffer>
  weights: Float32Array<ArrayBuffer>
  count: number
  averageLength: number
}

const saturation = 1.2
const lengthWeight = 0.5
/** In a large library a term of every fourth text tells nothing, and adding it up takes most of the time. */
const largeLibrary = 5000
const commonShare = 0.25
const sliceMs = 8

interface Added {
  texts: number[]
  weights: number[]
}

/** Builds the index over texts given as lists of terms; a query touches only the texts sharing a term. */
export function createBm25Index(texts: string[][]): Bm25Index {
  const packed = packWords(texts)
  const slots = new Map<string, number>()
  for (const [slot, term] of splitTerms(packed).entries()) slots.set(term, slot)
  return createIndex(packed, slots)
}

/** Opens a packed index without holding the event loop for more than a few milliseconds. */
export async function openBm25Index(packed: PackedWords): Promise<Bm25Index> {
  const slots = new Map<string, number>()
  let sliceBegan = performance.now()
  for (const [slot, term] of splitTerms(packed).entries()) {
    slots.set(term, slot)
    if (slot % 1000 !== 0 || performance.now() - sliceBegan < sliceMs) continue
    await new Promise(resolve => setImmediate(resolve))
    sliceBegan = performance.now()
  }
  return createIndex(packed, slots)
}

function splitTerms({ terms }: PackedWords): string[] {
  return terms === '' ? [] : terms.split('\n')
}

/** Counts and weighs the terms of texts: about 10 µs a short text. */
export function packWords(texts: string[][]): PackedWords {
  const averageLength = texts.reduce((sum, terms) => sum + terms.length, 0) / (texts.length || 1)
  const collected = new Map<string, Added>()
  for (const [position, terms] of texts.entries()) {
    for (const [term, weight] of weighTerms(terms, averageLength))
      addPosting(collected, term, { position, weight })
  }
  const offsets = new Uint32Array(collected.size + 1)
  let total = 0
  for (const [slot, { texts: found }] of [...collected.values()].entries()) {
    total += found.length
    offsets[slot + 1] = total
  }
  const packed = { texts: new Uint32Array(total), weights: new Float32Array(total) }
  for (const [slot, entry] of [...collected.values()].entries()) {
    packed.texts.set(entry.texts, offsets[slot])
    packed.weights.set(entry.weights, offsets[slot])
  }
  return { terms: [...collected.keys()].join('\n'), offsets, ...packed, count: texts.length, averageLength }
}

function weighTerms(terms: string[], averageLength: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  const length = terms.length / (averageLength || 1)
  for (const [term, count] of counts) {
    counts.set(
      term,
      (count * (saturation + 1)) / (count + saturation * (1 - lengthWeight + lengthWeight * length)),
    )
  }
  return counts
}

function addPosting(
  into: Map<string, Added>,
  term: string,
  { position, weight }: { position: number; weight: number },
): void {
  const entry = into.get(term)
  if (entry) {
    entry.texts.push(position)
    entry.weights.push(weight)
  } else into.set(term, { texts: [position], weights: [weight] })
}

function createIndex(packed: PackedWords, slots: Map<string, number>): Bm25Index {
  const added = new Map<string, Added>()
  let count = packed.count
  const { offsets } = packed
  const rangeOf = (term: string): [number, number] => {
    const slot = slots.get(term)
    return slot === undefined ? [0, 0] : [offsets[slot] ?? 0, offsets[slot + 1] ?? 0]
  }
  const frequency = (term: string) => {
    const [begin, end] = rangeOf(term)
    return end - begin + (added.get(term)?.texts.length ?? 0)
  }
  const rarity = (term: string) => {
    const found = frequency(term)
    return Math.log(1 + (count - found + 0.5) / (found + 0.5))
  }
  return {
    rarity,
    has: term => slots.has(term) || added.has(term),
    score(terms) {
      const scores = new Float32Array(count)
      for (const term of new Set(terms)) {
        if (count > largeLibrary && frequency(term) > count * commonShare) continue
        const weight = rarity(term)
        addRange(scores, packed, { range: rangeOf(term), weight })
        addScores(scores, added.get(term), weight)
      }
      return scores
    },
    add(terms) {
      const weights = weighTerms(terms, packed.averageLength)
      for (const [term, weight] of weights) addPosting(added, term, { position: count, weight })
      count++
    },
  }
}

function addRange(
  scores: Float32Array,
  { texts, weights }: PackedWords,
  { range: [begin, end], weight }: { range: [number, number]; weight: number },
): void {
  for (let entry = begin; entry < end; entry++) {
    const position = texts[entry] as number
    scores[position] = (scores[position] as number) + (weights[entry] as number) * weight
  }
}

function addScores(scores: Float32Array, found: Added | undefined, weight: number): void {
  for (const [order, position] of found?.texts.entries() ?? []) {
    scores[position] = (scores[position] ?? 0) + (found?.weights[order] ?? 0) * weight
  }
}
