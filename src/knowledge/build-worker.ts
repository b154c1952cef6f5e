import { parentPort, workerData } from 'node:worker_threads'
import { packWords } from './bm25-index.ts'
import type { BuildTask } from './build-index.ts'
import { extractIndexTerms } from './extract-terms.ts'
import { writeGraph } from './vector-index.ts'

const task = workerData as BuildTask
if (task.kind === 'words') {
  const words = packWords(task.texts.map(extractIndexTerms))
  const transferred = [words.offsets.buffer, words.texts.buffer, words.weights.buffer]
  parentPort?.postMessage({ words }, transferred)
} else {
  writeGraph(task.vectors, task.dimensions, task.file)
  parentPort?.postMessage({ file: task.file })
}
