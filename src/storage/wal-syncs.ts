import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { messageOf } from '../shared/errors.ts'

/** Segments of the write-ahead log have names of 24 hexadecimal digits. */
const segmentName = /^[0-9A-F]{24}$/

/** Says whether the file is a segment of the write-ahead log. */
export function isWalSegment(path: string): boolean {
  return segmentName.test(basename(path)) && basename(dirname(path)) === 'pg_wal'
}

/**
 * Syncs of the write-ahead log that are carried out beside the event loop, one for all commits that came together. The
 * database believes the disk at once, so whoever commits must wait for `settle`, and nothing may be written to other
 * files before `settleNow`: else a page could reach the disk before the log that explains it. Only the data is synced:
 * a segment has its full length, itself synced, before it is a segment.
 */
export class WalSyncs {
  /** Counts what was asked for; a sync that begins covers all that was asked before. */
  private asked = 0
  private synced = 0
  private segment: { path: string; fd: number } | undefined
  private running: Promise<void> | undefined

  /** How many syncs were asked for so far; more after a statement means that it must wait. */
  get count(): number {
    return this.asked
  }

  get isPending(): boolean {
    return this.synced < this.asked
  }

  /** Remembers that the segment must be synced. */
  ask(path: string): void {
    if (this.segment?.path !== path) {
      this.settleNow()
      this.closeSegment()
      // A descriptor of our own: the database closes its own when it likes.
      this.segment = { path, fd: openSync(path, 'r+') }
    }
    this.asked += 1
  }

  /** Resolves when all that was asked for before is on the disk. Ends the process when the disk refuses. */
  async settle(): Promise<void> {
    const wanted = this.asked
    while (this.synced < wanted) {
      this.running ??= this.run()
      await this.running
    }
  }

  /** The same at once, holding the event loop. Throws when the disk refuses. */
  settleNow(): void {
    if (!this.segment || !this.isPending) return
    fdatasyncSync(this.segment.fd)
    this.synced = this.asked
  }

  /** Call it when nothing is written any more. */
  close(): void {
    this.settleNow()
    this.closeSegment()
  }

  private run(): Promise<void> {
    const { segment } = this
    const covers = this.asked
    return new Promise(resolve => {
      if (!segment) return resolve()
      fdatasync(segment.fd, error => {
        this.running = undefined
        if (error) return endProcess(error)
        this.synced = Math.max(this.synced, covers)
        resolve()
      })
    })
  }

  private closeSegment(): void {
    const { segment, running } = this
    this.segment = undefined
    if (!segment) return
    if (running !== undefined) void running.then(() => closeSync(segment.fd))
    else closeSync(segment.fd)
  }
}

/**
 * What the disk refused once it may have forgotten, and the database believes it kept: nothing of it may be answered. The
 * next start recovers what the disk really has, as PostgreSQL does after such a panic.
 */
function endProcess(error: Error): void {
  setImmediate(() => {
    throw new Error(
      `The disk of DATA_DIR refused to keep what was written (${messageOf(error)}). Look after the disk, then start again.`,
      { cause: error },
    )
  })
}
