import { stat } from 'node:fs/promises'
import { type Clock, toProductMs } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { Database } from '../../storage/database.ts'
import type { LoadedKnowledgeBase, Reloaded } from '../create-knowledge-base.ts'
import { type ImportRun, syncFolder } from './import-documents.ts'
import { listFolder } from './read-paths.ts'

export interface FolderWatchParts {
  folder: string
  database: Database
  knowledge: Pick<LoadedKnowledgeBase, 'reload'>
  clock: Clock
  log: Log
  /** Called after each run; for reports and tests. */
  onTaken?(run: ImportRun, reloaded: Reloaded): void
}

export interface FolderWatch {
  /** Ends the watching and waits for a run under way. */
  stop(): Promise<void>
}

/** Real milliseconds between two looks. Looking works on every file system; being told of changes does not. */
const lookEveryMs = 1_500

/**
 * Takes in what changes in a folder, once it has stood still for one look: a file being copied is not read half. Documents
 * that another process imported are met too.
 */
export function watchFolder(parts: FolderWatchParts): FolderWatch {
  const stopping = new AbortController()
  const running = lookUntilStopped(parts, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function lookUntilStopped(parts: FolderWatchParts, signal: AbortSignal): Promise<void> {
  const { clock, log } = parts
  let taken = await signFolder(parts.folder)
  let seen = taken
  while (!signal.aborted) {
    try {
      await clock.sleep(toProductMs(clock, lookEveryMs), signal)
    } catch {
      return
    }
    const now = await signFolder(parts.folder)
    const isStill = now === seen
    seen = now
    try {
      if (now !== taken && isStill) {
        await takeIn(parts)
        taken = now
      } else await parts.knowledge.reload()
    } catch (error) {
      taken = now
      log.error({ error: messageOf(error) }, 'The documents could not be taken in; the old ones serve.')
    }
  }
}

async function takeIn({ folder, database, knowledge, clock, log, onTaken }: FolderWatchParts): Promise<void> {
  const run = await syncFolder(database, folder, clock.now())
  const reloaded = await knowledge.reload()
  for (const outcome of run.outcomes) {
    if (outcome.kind === 'failed') {
      log.warn(
        { file: outcome.source, reason: outcome.reason },
        'A document could not be read; nothing changed.',
      )
    }
  }
  log.info({ ...run.result, passages: reloaded }, 'Documents were taken in.')
  onTaken?.(run, reloaded)
}

/** Names the state of a folder by its files, their sizes and times; an unreadable folder is a state too. */
async function signFolder(folder: string): Promise<string> {
  try {
    const files = await listFolder(folder)
    const marks = await Promise.all(
      files.map(async ({ source, path }) => {
        const { size, mtimeMs } = await stat(path)
        return `${source} ${size} ${mtimeMs}`
      }),
    )
    return marks.join('\n')
  } catch (error) {
    return `unreadable: ${messageOf(error)}`
  }
}
