import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { relative, resolve } from 'node:path'

/** What a process did to the files of one folder, in order; paths are relative to it. */
export type DiskEvent =
  | { kind: 'create' | 'make-folder' | 'delete'; path: string }
  /** Told when it ended; it is good for what was done to the file before the `begunAt`-th event. */
  | { kind: 'sync'; path: string; begunAt: number }
  | { kind: 'write'; path: string; position: number; bytes: Buffer }
  | { kind: 'truncate'; path: string; length: number }
  | { kind: 'rename'; path: string; to: string }
  | { kind: 'acknowledged'; id: number }

type WriteArgs = [fd: number, data: Uint8Array, offset: number, length: number, position: number]

/** Records all that this process does below `folder` until `stop`. */
export function recordDisk(folder: string): { events: DiskEvent[]; stop(): void } {
  const events: DiskEvent[] = []
  const originals = { ...fs }
  const paths = new Map<number, string>()
  const inFolder = (path: unknown) => {
    const name = relative(folder, resolve(String(path)))
    return name.startsWith('..') ? undefined : name
  }
  const push = (path: string | undefined, make: (path: string) => DiskEvent) => {
    if (path !== undefined) events.push(make(path))
  }
  const syncAtOnce = (how: 'fsyncSync' | 'fdatasyncSync', fd: number) => {
    originals[how](fd)
    push(paths.get(fd), path => ({ kind: 'sync', path, begunAt: events.length }))
  }
  const patches = {
    openSync: (path: string, ...rest: [flags: string | number]) => {
      const name = inFolder(path)
      const isNew = name !== undefined && !originals.existsSync(path)
      const fd = originals.openSync(path, ...rest)
      if (name !== undefined) paths.set(fd, name)
      if (isNew) push(name, found => ({ kind: 'create', path: found }))
      return fd
    },
    closeSync: (fd: number) => {
      paths.delete(fd)
      originals.closeSync(fd)
    },
    writeSync: (...args: WriteArgs) => {
      const [fd, data, offset, length, position] = args
      const bytes = Buffer.from(data.subarray(offset, offset + length))
      push(paths.get(fd), path => {
        if (typeof position !== 'number') throw new Error(`A write without a position: ${path}`)
        return { kind: 'write', path, position, bytes }
      })
      return originals.writeSync(...args)
    },
    fsyncSync: (fd: number) => syncAtOnce('fsyncSync', fd),
    fdatasyncSync: (fd: number) => syncAtOnce('fdatasyncSync', fd),
    fdatasync: (fd: number, done: (error: Error | null) => void) => {
      const path = paths.get(fd)
      const begunAt = events.length
      originals.fdatasync(fd, error => {
        push(path, name => ({ kind: 'sync', path: name, begunAt }))
        done(error)
      })
    },
    ftruncateSync: (fd: number, length: number) => {
      push(paths.get(fd), path => ({ kind: 'truncate', path, length }))
      originals.ftruncateSync(fd, length)
    },
    truncateSync: (path: string, length: number) => {
      push(inFolder(path), name => ({ kind: 'truncate', path: name, length }))
      originals.truncateSync(path, length)
    },
    renameSync: (path: string, to: string) => {
      push(inFolder(path), name => ({ kind: 'rename', path: name, to: inFolder(to) ?? '' }))
      originals.renameSync(path, to)
    },
    unlinkSync: (path: string) => {
      push(inFolder(path), name => ({ kind: 'delete', path: name }))
      originals.unlinkSync(path)
    },
    mkdirSync: (path: string, ...rest: []) => {
      push(inFolder(path), name => ({ kind: 'make-folder', path: name }))
      return originals.mkdirSync(path, ...rest)
    },
  }
  Object.assign(fs, patches)
  syncBuiltinESMExports()
  return {
    events,
    stop: () => {
      const names = Object.keys(patches) as (keyof typeof patches)[]
      Object.assign(fs, Object.fromEntries(names.map(name => [name, originals[name]])))
      syncBuiltinESMExports()
    },
  }
}
