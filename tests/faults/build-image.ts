import fs from 'node:fs'
import { dirname, join } from 'node:path'
import type { DiskEvent } from './record-disk.ts'

const pieceBytes = 4096

export interface Image {
  /** Pieces of writes that no fsync had followed before the cut and that chance took. */
  droppedPieces: number
}

/**
 * Lays `events` over `folder` as a disk might hold them after the power failed at the end of them: a write is
 * certain only when its file was fsynced afterwards; of the others each piece of 4 KiB stays with the chance
 * that `random` gives. Names of files are taken as durable.
 */
export function buildImage(
  folder: string,
  events: readonly DiskEvent[],
  keepChance: number,
  random: () => number,
): Image {
  const lastSync = findLastSyncs(events)
  const image: Image = { droppedPieces: 0 }
  const keep = (path: string, index: number) => (lastSync.get(path) ?? -1) > index || random() < keepChance
  events.forEach((event, index) => {
    if (event.kind === 'write') writePieces(folder, event, () => keep(event.path, index), image)
    else applyMetadata(folder, event)
  })
  return image
}

function findLastSyncs(events: readonly DiskEvent[]): Map<string, number> {
  const lastSync = new Map<string, number>()
  events.forEach((event, index) => {
    if (event.kind === 'sync') lastSync.set(event.path, index)
  })
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
  else fs.renameSync(path, join(folder, event.to))
}

function writePieces(
  folder: string,
  event: Extract<DiskEvent, { kind: 'write' }>,
  keep: () => boolean,
  image: Image,
): void {
  const fd = fs.openSync(join(folder, event.path), 'r+')
  for (let offset = 0; offset < event.bytes.length; offset += pieceBytes) {
    const piece = event.bytes.subarray(offset, offset + pieceBytes)
    const position = event.position + offset
    if (keep()) fs.writeSync(fd, piece, 0, piece.length, position)
    else {
      image.droppedPieces += 1
      if (fs.fstatSync(fd).size < position + piece.length) fs.ftruncateSync(fd, position + piece.length)
    }
  }
  fs.closeSync(fd)
}
