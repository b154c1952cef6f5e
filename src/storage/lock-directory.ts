import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LinliError } from '../shared/errors.ts'

interface Holder {
  pid: number
  /** When the process started, as its system words it; tells a re-used pid from the holder. */
  startedAt: string
  token: string
}

const lockName = 'linli.lock'
const tries = 20

/**
 * Gives this process alone the directory (made if missing) until the returned function is called.
 * A lock left by a process that is gone is taken over. Throws 'data-dir-in-use' when the holder lives.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, lockName)
  const own: Holder = { pid: process.pid, startedAt: readStartOf(process.pid), token: randomUUID() }
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (putLock(path, own)) return () => releaseLock(path, own)
    const holder = readHolder(path)
    if (holder !== undefined && isAlive(holder)) throw refuse(directory, holder)
    removeStaleLock(path, holder)
  }
  throw new LinliError('data-dir-in-use', `The lock ${path} could not be taken in ${tries} tries.`)
}

function refuse(directory: string, holder: Holder): LinliError {
  return new LinliError(
    'data-dir-in-use',
    `${directory} is in use by process ${holder.pid}. Stop that process, or set DATA_DIR to another folder.`,
  )
}

/** A link is made whole or not at all, so no other process ever reads half a lock. */
function putLock(path: string, own: Holder): boolean {
  const draft = `${path}.${own.token}`
  writeFileSync(draft, JSON.stringify(own), { flush: true })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Two processes may find the same stale lock. Only one rename of it succeeds; who moves a newer lock
 * by mistake puts it back.
 */
function removeStaleLock(path: string, stale: Holder | undefined): void {
  const aside = `${path}.stale-${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  const moved = readHolder(aside)
  if (moved !== undefined && moved.token !== stale?.token) putBack(aside, path)
  rmSync(aside, { force: true })
}

function putBack(aside: string, path: string): void {
  try {
    linkSync(aside, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  }
}

function releaseLock(path: string, own: Holder): void {
  if (readHolder(path)?.token === own.token) rmSync(path, { force: true })
}

function readHolder(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isHolder(value) ? value : undefined
  } catch {
    // Missing, or torn by a power cut: nobody holds it.
    return undefined
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false
  const holder = value as Partial<Record<keyof Holder, unknown>>
  return (
    typeof holder.pid === 'number' && typeof holder.startedAt === 'string' && typeof holder.token === 'string'
  )
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false
  }
  return readStartOf(holder.pid) === holder.startedAt
}

/** Gives '' where the system does not tell; then only the pid decides. */
function readStartOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 22; the name in parentheses before it may hold blanks. The boot id makes it unique after a restart.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    return `${ticks}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
  } catch {
    return process.platform === 'win32' ? '' : askPsForStart(pid)
  }
}

function askPsForStart(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
