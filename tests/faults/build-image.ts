import fs from 'node:fs'
import { dirname, join } from 'node:path'
import type { DiskEvent } from './record-disk.ts'

const pieceBytes = 4096

export interface Image {
  /** Pieces of writes that no fsync had followed before the cut and that chance took. */
  droppedPieces: number
}

export interface Chance {
  /** From 0 to 1: how probably a piece that was not fsynced stays. */
  keep: number
  random: () => number
}

/**
 * Lays `events` over `folder` as a disk might hold them after the power failed at the end of them: a write is
 * certain only when its file was fsynced afterwards; of the others each piece of 4 KiB stays by
 * chance. Names of files are taken as durable.
 */
export function buildImage(folder: string, events: readonly DiskEvent[], chance: Chance): Image {
  const lastSync = findLastSyncs(events)
  const image: Image = { droppedPieces: 0 }
  for (const [index, event] of events.entries()) {
    if (event.kind === 'write') {
      const isCertain = index < (lastSync.get(event.path) ?? -1)
      image.droppedPieces += writePieces(folder, event, () => isCertain || chance.random() < chance.keep)
    } else applyMetadata(folder, event)
  }
  return image
}

function findLastSyncs(events: readonly DiskEvent[]): Map<string, number> {
  const lastSync = new Map<string, number>()
  for (const event of events) {
    if (event.kind !== 'sync') continue
    lastSync.set(event.path, Math.max(lastSync.get(event.path) ?? -1, event.begunAt))
  }
  return lastSync
}

function applyMetadata(folder: string, event: Exclude<DiskEvent, { kind: 'write' }>): void {
  if (event.kind === 'acknowledged' || event.kind === 'sync') return
  const path = join(folder, event.path)
  if (event.kind === 'create') {
    fs.mkdirSync(dirname(path), { recursive: true })
    fs.closeSync(fs.openSync(path, 'a'))
  } else if (event.kind === 'make-folder') fs.mkdirSync(path, { recursive: true })
  else if (event.kind === 'delete') fs.rmSync(path, { force: true })
  else if (event.kind === 'truncate') fs.truncateSync(path, event.length)
  else if (event.kind === 'rename') fs.renameSync(path, join(folder, event.to))
}

/** Gives how many pieces were dropped; the file is as long as if they were there. */
function writePieces(
  folder: string,
  event: Extract<DiskEvent, { kind: 'write' }>,
  keep: () => boolean,
): number {
  let dropped = 0
  const fd = fs.openSync(join(folder, event.path), 'r+')
  for (let offset = 0; offset < event.bytes.length; offset += pieceBytes) {
    const piece = event.bytes.subarray(offset, offset + pieceBytes)
    const position = event.position + offset
    if (keep()) fs.writeSync(fd, piece, 0, piece.length, position)
    else {
      dropped += 1
      if (fs.fstatSync(fd).size < position + piece.length) fs.ftruncateSync(fd, position + piece.length)
    }
  }
  fs.closeSync(fd)
  return dropped
}
