import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type PackedWords, packWords } from './bm25-index.ts'
import { extractIndexTerms } from './extract-terms.ts'

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
  const result = await runInThread({ kind: 'words', texts })
  if (!('words' in result)) throw new Error('the worker built something else')
  return result.words
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

function runInThread(task: BuildTask): Promise<BuildResult> {
  // From the sources (tests, development) a thread needs the loader that its parent has.
  const isSource = import.meta.url.endsWith('.ts')
  const entry = new URL(isSource ? './build-worker.ts' : './build-worker.js', import.meta.url)
  const worker = new Worker(entry, { workerData: task, ...(isSource && { execArgv: ['--import', 'tsx'] }) })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the index worker left with code ${code}`)))
  })
}
