import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Which messages of broadcasts have left the process, kept where a kill does not reach: in the memory of the system, by a
 * file. After a kill, what has no mark never left, and may be sent without fear of a double.
 */
export interface GoingMarks {
  mark(key: string): void
  /** Keys that an earlier process marked, or undefined where the machine was started anew since: its memory is gone. */
  readEarlier(): ReadonlySet<string> | undefined
  /** Forgets what an earlier process marked. */
  clear(): void
}

const bootPath = '/proc/sys/kernel/random/boot_id'

export function createGoingMarks(path: string): GoingMarks {
  const boot = readBoot()
  return {
    mark: key => appendFileSync(path, `${key}\n`),
    readEarlier: () => {
      const [first, ...keys] = readLines(path)
      return boot !== undefined && first === boot ? new Set(keys) : undefined
    },
    clear: () => {
      mkdirSync(dirname(path), { recursive: true })
      rmSync(path, { force: true })
      writeFileSync(path, `${boot ?? ''}\n`)
    },
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Of this start of the machine; undefined where the system does not tell. */
function readBoot(): string | undefined {
  try {
    return readFileSync(bootPath, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
