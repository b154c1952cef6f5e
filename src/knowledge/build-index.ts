import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type PackedWords, packWords } from './bm25-index.ts'
import { extractIndexTerms } from './extract-terms.ts'
import { canBuildGraph, openGraph, type VectorIndex } from './vector-index.ts'

/** What the worker is given: the texts to index by words, or vectors to make a graph of. */
export type BuildTask =
  | { kind: 'words'; texts: string[] }
  | { kind: 'graph'; vectors: Float32Array; dimensions: number; file: string }

export type BuildResult = { words: PackedWords } | { file: string }

/** Below this size building takes less time than starting a thread. */
const threadFrom = 1500

/** Builds the word index, of more than a few texts in a thread of its own so that residents are served meanwhile. */
export async function buildWords(texts: string[]): Promise<PackedWords> {
  if (texts.length < threadFrom) return packWords(texts.map(extractIndexTerms))
  const result = await runInThread({ kind: 'words', texts }).catch(() => undefined)
  // Without a thread residents wait a little; without an index they would wait for good.
  return result && 'words' in result ? result.words : packWords(texts.map(extractIndexTerms))
}

/** Builds the vector graph in a thread of its own; `vectors` should lie in shared memory, else they are copied. */
export async function buildGraph(task: Omit<BuildTask & { kind: 'graph' }, 'kind'>): Promise<void> {
  await runInThread({ kind: 'graph', ...task })
}

/** Runs `work` with a folder of its own that is gone afterwards. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-index-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Gives a graph over vectors, built in a thread of its own; undefined where hnswlib-node is not installed. */
export async function createGraphIndex(
  vectors: Float32Array,
  dimensions: number,
): Promise<VectorIndex | undefined> {
  if (!canBuildGraph()) return undefined
  return await withTemporaryFolder(async folder => {
    const file = join(folder, 'graph.bin')
    await buildGraph({ vectors, dimensions, file })
    return await openGraph(file, dimensions, vectors.length / dimensions)
  })
}

function runInThread(task: BuildTask): Promise<BuildResult> {
  const worker = startWorker(task)
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the index worker left with code ${code}`)))
  })
}

/** From the sources (tests, development) a thread needs a loader of its own. */
function startWorker(workerData: BuildTask): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./build-worker.js', import.meta.url), { workerData })
  }
  const entry = JSON.stringify(new URL('./build-worker.ts', import.meta.url).href)
  const code = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${entry}, ${entry}))`
  return new Worker(code, { eval: true, workerData })
}
