import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { packWords } from './bm25-index.ts'
import type { BuildTask } from './build-index.ts'
import { extractIndexTerms } from './extract-terms.ts'
import { writeGraph } from './vector-index.ts'

/** Residents go before the building. On Linux a thread has a priority of its own; elsewhere it builds like all others. */
function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), 10)
  } catch {
    // No such file, or not allowed.
  }
}

giveWay()
const task = workerData as BuildTask
if (task.kind === 'words') {
  const words = packWords(task.texts.map(extractIndexTerms))
  const transferred = [words.offsets.buffer, words.texts.buffer, words.weights.buffer]
  parentPort?.postMessage({ words }, transferred)
} else {
  writeGraph(task.vectors, task.dimensions, task.file)
  parentPort?.postMessage({ file: task.file })
}
