import { closeSync, fsyncSync, openSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type FsOptions = Parameters<NodeFS['init']>[1]

/** What of Emscripten's file system over Node this class touches. */
interface NodeStream {
  nfd?: number | null
  node: object
}
interface EmscriptenModule {
  NODEFS: { stream_ops: { fsync?: (stream: NodeStream) => number }; realPath(node: object): string }
}

/**
 * The embedded database's files with a real fsync: a commit that was acknowledged survives a power cut.
 *
 * PGlite as shipped starts with fsync off, and Emscripten's Node file system has no fsync at all. This rests
 * on Emscripten internals, so tests/faults counts the fsyncs for every version of PGlite.
 */
export class DurableNodeFs extends NodeFS {
  override async init(pg: PGlite, options: FsOptions): ReturnType<NodeFS['init']> {
    const made = await super.init(pg, options)
    const preRun = (made.emscriptenOpts.preRun ?? []) as unknown as ((module: EmscriptenModule) => void)[]
    preRun.push(addFsync)
    return made
  }
}

function addFsync(module: EmscriptenModule): void {
  const nodeFs = module.NODEFS
  nodeFs.stream_ops.fsync = stream => {
    if (stream.nfd !== undefined && stream.nfd !== null) fsyncSync(stream.nfd)
    else syncByPath(nodeFs.realPath(stream.node))
    return 0
  }
}

/** Directories have no open file descriptor there. */
function syncByPath(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const searchPath = ['-c', 'search_path=public,bullmq', '-c', 'timezone=UTC']

/** Start parameters of a database in memory: nothing to make durable. */
export const memoryStartParams = [...PGlite.defaultStartParams, ...searchPath]

/** Start parameters of a durable database: fsync on (no `-F`), and by `fsync`, since the emitted fdatasync does nothing. */
export const durableStartParams = [
  ...PGlite.defaultStartParams.filter(param => param !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...searchPath,
]
