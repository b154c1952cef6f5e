import type { Embedder } from './embedder.ts'

/** 12,000 vectors of 512 take 24 MB: the sentences and words of a company's own documents. */
const maxEntries = 12_000

/** Gives an embedder that remembers the texts it saw last: sentences and words of the clauses asked about most. */
export function cacheEmbedder(embedder: Embedder): Embedder {
  const kept = new Map<string, Float32Array>()
  const remember = (text: string, vector: Float32Array) => {
    kept.delete(text)
    kept.set(text, vector)
    const oldest = kept.keys().next().value
    if (kept.size > maxEntries && oldest !== undefined) kept.delete(oldest)
  }
  return {
    name: embedder.name,
    dimensions: embedder.dimensions,
    async embed(texts) {
      const known = new Map(texts.flatMap(text => toEntry(text, kept.get(text))))
      const missing = [...new Set(texts.filter(text => !known.has(text)))]
      const made = missing.length > 0 ? await embedder.embed(missing) : []
      for (const [order, text] of missing.entries())
        for (const [, vector] of toEntry(text, made[order])) known.set(text, vector)
      for (const [text, vector] of known) remember(text, vector)
      return texts.flatMap(text => known.get(text) ?? [])
    },
  }
}

function toEntry(text: string, vector: Float32Array | undefined): [string, Float32Array][] {
  return vector ? [[text, vector]] : []
}
