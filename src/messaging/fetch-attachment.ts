import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Clock, toProductMs } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import { SendRefused } from './message.ts'
import { retryDelayMs } from './timing.ts'

const mostFileAttempts = 8

export interface FetchParts {
  database: Database
  clock: Clock
  log: Log
  /** Folder of kept files. */
  filesDir: string
  findFetcher(channel: string): ((reference: string) => Promise<Readable>) | undefined
  wakeAttachment(attachmentId: string, delayMs: number): Promise<void>
}

/** Brings a file of a message home, once; a file gone for good is recorded as such and not asked for again. */
export async function fetchAttachment(parts: FetchParts, attachmentId: string): Promise<void> {
  const row = await parts.database.client.attachment.findUnique({
    where: { id: attachmentId },
    include: { inbound: { select: { channel: true } } },
  })
  if (row?.state !== 'pending') return
  const channel = row.inbound?.channel ?? row.channel ?? ''
  const fetchFile = parts.findFetcher(channel)
  try {
    if (!fetchFile) throw new Error(`channel ${channel} is not running`)
    const sizeBytes = await storeFile(parts.filesDir, row.id, await fetchFile(row.reference))
    await parts.database.client.attachment.update({
      where: { id: row.id },
      data: { state: 'stored', path: row.id, sizeBytes, dueAt: null, error: null },
    })
  } catch (error) {
    await recordFailure(parts, row, error)
  }
}

async function storeFile(filesDir: string, id: string, source: Readable): Promise<number> {
  await mkdir(filesDir, { recursive: true })
  // A sweeper may have woken it a second time while it was slow: each brings its own copy, and either is whole.
  const partial = join(filesDir, `${id}.${createId()}.part`)
  try {
    await pipeline(source, createWriteStream(partial, { flush: true }))
    const path = join(filesDir, id)
    await rename(partial, path)
    return (await stat(path)).size
  } finally {
    await rm(partial, { force: true })
  }
}

async function recordFailure(
  parts: FetchParts,
  row: { id: string; attempts: number },
  error: unknown,
): Promise<void> {
  const attempts = row.attempts + 1
  const isFinal = error instanceof SendRefused || attempts >= mostFileAttempts
  const delayMs = toProductMs(parts.clock, retryDelayMs(attempts))
  // Another may have stored it meanwhile.
  const { count } = await parts.database.client.attachment.updateMany({
    where: { id: row.id, state: 'pending' },
    data: {
      attempts,
      error: messageOf(error).slice(0, 500),
      state: isFinal ? 'failed' : 'pending',
      dueAt: isFinal ? null : new Date(parts.clock.now().getTime() + delayMs),
    },
  })
  parts.log.warn({ attachment: row.id, attempts, isFinal, error: messageOf(error) }, 'file not fetched')
  if (!isFinal && count > 0) await parts.wakeAttachment(row.id, delayMs)
}
