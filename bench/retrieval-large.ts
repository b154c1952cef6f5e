import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBm25Index, openBm25Index } from '../src/knowledge/bm25-index.ts'
import { buildGraph, buildWords } from '../src/knowledge/build-index.ts'
import type { Embedder } from '../src/knowledge/embedder.ts'
import { extractIndexTerms } from '../src/knowledge/extract-terms.ts'
import { readIndexFiles, writeIndexFiles } from '../src/knowledge/index-files.ts'
import type { PassageRow } from '../src/knowledge/read-rows.ts'
import { createExactIndex, openGraph } from '../src/knowledge/vector-index.ts'

const count = 100_000
const identity = { embedder: 'bench', dimensions: 512 }

/** Measures building, opening and searching 100,000 passages: the given ones and copies of them shaken a little. */
export async function benchLargeLibrary(
  rows: PassageRow[],
  vectors: Float32Array,
  embedder: Embedder,
): Promise<void> {
  const { dimensions } = embedder
  const many: PassageRow[] = []
  const large = new Float32Array(new SharedArrayBuffer(count * dimensions * 4))
  for (let at = 0; at < count; at++) {
    const from = at % rows.length
    const row = rows[from]
    if (!row) continue
    // Rows of the caller carry their vectors too; the file of rows must not.
    const { documentId, clause, heading, text, isCutOff } = row
    many.push({ id: `${at}`, documentId, clause, heading, text, isCutOff })
    shake(
      vectors.subarray(from * dimensions, (from + 1) * dimensions),
      large.subarray(at * dimensions, (at + 1) * dimensions),
      at < rows.length ? 0 : 0.35,
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'linli-bench-'))
  const small = createExactIndex(vectors, dimensions)
  const smallWords = createBm25Index(rows.slice(0, 1000).map(row => extractIndexTerms(row.text)))
  const gaps: number[] = []
  const stop = serveMeanwhile(() => {
    small.search(vectors.subarray(0, dimensions), 60)
    smallWords.score(extractIndexTerms('访客停车每小时多少钱'))
  }, gaps)
  let began = performance.now()
  const words = await buildWords(many.map(row => row.text))
  say('word index built in a thread', began)
  began = performance.now()
  const file = join(folder, 'graph.bin')
  await buildGraph({ vectors: large, dimensions, file })
  say('vector graph built in a thread', began)
  stop()
  gaps.sort((one, other) => one - other)
  process.stdout.write(
    `a search every 20 ms meanwhile: p50 ${percentile(gaps, 0.5)} ms, p99 ${percentile(gaps, 0.99)} ms late or long\n`,
  )
  const indexDir = join(folder, 'index')
  await writeIndexFiles(indexDir, identity, {
    revision: 'bench',
    rows: many,
    documents: [],
    words,
    graphFile: file,
  })
  const sizes = await Promise.all(
    ['graph.bin', 'words.bin', 'rows.json'].map(async name => (await stat(join(indexDir, name))).size),
  )
  process.stdout.write(`disk ${toMb(sizes.reduce((sum, size) => sum + size, 0))} MB\n`)
  const before = process.memoryUsage().rss
  began = performance.now()
  const stored = await readIndexFiles(indexDir, identity)
  if (!stored) throw new Error('the index could not be read')
  const graph = await openGraph(stored.graphFile, dimensions, count)
  const opened = await openBm25Index(stored.words)
  say('ready index opened', began)
  process.stdout.write(`memory added ${toMb(process.memoryUsage().rss - before)} MB\n`)
  const exact = createExactIndex(large, dimensions)
  const took: number[] = []
  let same = 0
  for (let at = 0; at < 300; at++) {
    const query = new Float32Array(dimensions)
    shake(large.subarray(at * 97 * dimensions, (at * 97 + 1) * dimensions), query, 0.3)
    const text = many[at * 97]?.text.slice(0, 30) ?? ''
    began = performance.now()
    const found = graph.search(query, 60)
    opened.score(extractIndexTerms(text))
    took.push(performance.now() - began)
    const right = new Set(exact.search(query, 10).map(({ position }) => position))
    same += found.slice(0, 10).filter(({ position }) => right.has(position)).length
  }
  took.sort((one, other) => one - other)
  process.stdout.write(
    `query p50 ${percentile(took, 0.5)} ms, p99 ${percentile(took, 0.99)} ms; recall@10 ${(same / 3000).toFixed(3)}\n`,
  )
  await rm(folder, { recursive: true, force: true })
}

/** The vector with noise of a share of its length, of length 1 again. */
function shake(from: Float32Array, into: Float32Array, share: number): void {
  let squares = 0
  for (let i = 0; i < into.length; i++) {
    const noise = ((Math.random() + Math.random() + Math.random() - 1.5) * 2 * share) / Math.sqrt(into.length)
    into[i] = (from[i] ?? 0) + noise
    squares += (into[i] ?? 0) ** 2
  }
  const scale = 1 / Math.sqrt(squares || 1)
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) * scale
}

/** Calls `work` every 20 ms and notes how long after its time it was done. */
function serveMeanwhile(work: () => void, gaps: number[]): () => void {
  let due = performance.now() + 20
  const timer = setInterval(() => {
    work()
    gaps.push(performance.now() - due)
    due = performance.now() + 20
  }, 20)
  return () => clearInterval(timer)
}

function percentile(sorted: number[], share: number): string {
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
}

function say(what: string, began: number): void {
  process.stdout.write(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
}

function toMb(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0)
}
