import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const rounds = 200
const page = Buffer.alloc(8_192, 1)

/** Milliseconds, ascending, that this disk takes to keep one page that was just written: every commit waits for that. */
export function timeDisk(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'linli-disk-'))
  const fd = openSync(join(folder, 'pages'), 'w')
  try {
    for (let round = 0; round < rounds; round += 1) writeSync(fd, page, 0, page.length, round * page.length)
    fdatasyncSync(fd)
    const took = Array.from({ length: rounds }, (_, round) => {
      writeSync(fd, page, 0, page.length, round * page.length)
      const beganMs = performance.now()
      fdatasyncSync(fd)
      return performance.now() - beganMs
    })
    return took.sort((a, b) => a - b)
  } finally {
    closeSync(fd)
    rmSync(folder, { recursive: true })
  }
}
