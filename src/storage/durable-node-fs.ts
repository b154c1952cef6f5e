import { closeSync, fsyncSync, openSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { isWalSegment, type WalSyncs } from './wal-syncs.ts'

type FsOptions = Parameters<NodeFS['init']>[1]

/** What of Emscripten's file system over Node this class touches. */
interface NodeStream {
  nfd?: number | null
  node: object
}
// biome-ignore lint/suspicious/noExplicitAny: passed on as they came.
type Operation = (...args: any[]) => any
interface EmscriptenModule {
  NODEFS: {
    stream_ops: { fsync?: (stream: NodeStream) => number; write: Operation; setattr: Operation }
    node_ops: { setattr: Operation; rename: Operation; unlink: Operation }
    realPath(node: object): string
  }
}

/**
 * The embedded database's files with a real fsync: a commit that was acknowledged survives a power cut.
 *
 * PGlite as shipped starts with fsync off, and Emscripten's Node file system has no fsync at all. This rests
 * on Emscripten internals, so tests/faults counts the fsyncs for every version of PGlite.
 */
export class DurableNodeFs extends NodeFS {
  /** Set while commits wait for `syncs` themselves; otherwise every sync is carried out at once. */
  syncs: WalSyncs | undefined

  override async init(pg: PGlite, options: FsOptions): ReturnType<NodeFS['init']> {
    const made = await super.init(pg, options)
    const preRun = (made.emscriptenOpts.preRun ?? []) as unknown as ((module: EmscriptenModule) => void)[]
    preRun.push(module => addFsync(module, () => this.syncs))
    return made
  }
}

function addFsync(module: EmscriptenModule, findSyncs: () => WalSyncs | undefined): void {
  const { stream_ops: streamOps, node_ops: nodeOps, ...nodeFs } = module.NODEFS
  const isSegment = ({ node }: NodeStream) => isWalSegment(nodeFs.realPath(node))
  streamOps.fsync = stream => {
    const syncs = findSyncs()
    if (syncs && isSegment(stream)) {
      syncs.ask(nodeFs.realPath(stream.node))
      return 0
    }
    syncs?.settleNow()
    if (stream.nfd !== undefined && stream.nfd !== null) fsyncSync(stream.nfd)
    else syncByPath(nodeFs.realPath(stream.node))
    return 0
  }
  // The log comes first: whatever else changes on the disk waits for it.
  const { write } = streamOps
  streamOps.write = (stream: NodeStream, ...rest: unknown[]) => {
    const syncs = findSyncs()
    if (syncs?.isPending && !isSegment(stream)) syncs.settleNow()
    return write(stream, ...rest)
  }
  const settleBefore = (operation: Operation): Operation => {
    return (...args) => {
      findSyncs()?.settleNow()
      return operation(...args)
    }
  }
  streamOps.setattr = settleBefore(streamOps.setattr)
  for (const name of ['setattr', 'rename', 'unlink'] as const) nodeOps[name] = settleBefore(nodeOps[name])
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
