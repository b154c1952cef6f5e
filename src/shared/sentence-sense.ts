import { maskNumbers } from './mask-numbers.ts'
import { type Features, loadSenseModel, readJoint, readNgrams, type SenseHead } from './sense-model.ts'

export type { SenseHead } from './sense-model.ts'

/** Probabilities by label. */
export type Chances = Readonly<Record<string, number>>

/** Reads what a message means by words, by what rules found in it, and by its sentence vector; vectors are made ahead, because rules and scores are read at once. */
export interface SentenceSense {
  /** Makes the vectors of the texts; resolves also when the model fails, and then words alone are read. */
  prepare(texts: readonly string[]): Promise<void>
  /** Gives the probability of each label. `signs` name what rules found; names unknown to the model are passed over. */
  read(head: SenseHead, text: string, signs: readonly string[]): Chances
  /** The vector made ahead, where the embedder is there. */
  vectorOf(text: string): Float32Array | undefined
}

/** Part of an embedder: its vectors are only good for heads that were trained on the same model. */
interface SentenceEmbedder {
  readonly name: string
  readonly dimensions: number
  embed(texts: string[]): Promise<Float32Array[]>
}

const shortest = 2

/** Gives the reader of meanings. Without an embedder, or with another than the heads were trained on, it reads words alone. It keeps `mostKept` vectors. */
export function createSentenceSense(
  embedder?: SentenceEmbedder,
  model = loadSenseModel(),
  mostKept = 1_000,
): SentenceSense {
  const { header, whole, plain } = model
  const fits = embedder?.name === header.embedder && embedder.dimensions === header.dimensions
  const signIds = new Map(header.signs.map((name, id) => [name, id]))
  const vectors = new Map<string, Float32Array>()
  return {
    prepare: async texts => {
      if (!fits) return
      const lacking = [...new Set(texts.map(maskNumbers))].filter(
        text => text.length >= shortest && !vectors.has(text),
      )
      const made = lacking.length > 0 ? await embedder.embed(lacking).catch(() => []) : []
      for (const [index, vector] of made.entries())
        keep(vectors, { text: lacking[index] ?? '', vector, most: mostKept })
    },
    read: (head, text, signs) => {
      const vector = vectors.get(maskNumbers(text))
      const features: Features = {
        ngrams: readNgrams(text, header.buckets),
        signs: signs.flatMap(name => signIds.get(name) ?? []),
        ...(vector ? { vector } : {}),
      }
      return vector
        ? readJoint(head, features, { whole: whole[head], plain: plain[head] })
        : plain[head](features)
    },
    vectorOf: text => vectors.get(maskNumbers(text)),
  }
}

/** The oldest vector makes room for the newest. */
function keep(
  vectors: Map<string, Float32Array>,
  { text, vector, most }: { text: string; vector: Float32Array; most: number },
): void {
  const oldest = vectors.size >= most ? vectors.keys().next().value : undefined
  if (oldest !== undefined) vectors.delete(oldest)
  vectors.set(text, vector)
}

/** Gives the likeliest label with its probability. */
export function likeliest(chances: Chances): { label: string; chance: number } {
  let best = { label: '', chance: -1 }
  for (const [label, chance] of Object.entries(chances)) if (chance > best.chance) best = { label, chance }
  return best
}
