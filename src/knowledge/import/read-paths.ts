import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { KnowledgeFile } from '../read-document.ts'
import { extensionOf, knownExtensions } from './detect-format.ts'
import type { ReadOutcome } from './import-report.ts'
import { fingerprintFile, maxFileBytes, readFileBytes } from './read-file.ts'

/** A file to read and the name it is known by. */
export interface NamedFile {
  source: string
  path: string
}

/** What a look at files gave: those read or failed, and the sources of those whose bytes are known already. */
export interface ReadRun {
  outcomes: ReadOutcome[]
  unchanged: string[]
}

/** Lists the documents below a folder in order of path, named by their path inside it. Rejects when the folder cannot be read. */
export async function listFolder(folder: string): Promise<NamedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && isDocument(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(path => ({ path, source: relative(folder, path).split(sep).join('/') }))
}

/** Lists the files of paths given one by one: folders with what is below them, files whatever they are named. */
export async function listPaths(paths: string[]): Promise<NamedFile[]> {
  const lists = await Promise.all(
    paths.map(async path => {
      const found = await stat(path).catch(() => undefined)
      return found?.isDirectory() ? listFolder(path) : [{ path, source: basename(path) }]
    }),
  )
  return lists.flat()
}

/** Editors and offices leave locks and hidden files; a README tells people how to use the folder. */
function isDocument(name: string): boolean {
  return !/^(~\$|\.)/.test(name) && !/^readme\./i.test(name) && knownExtensions.includes(extensionOf(name))
}

/** Reads those files whose bytes differ from the fingerprints known by source. */
export async function readFiles(files: NamedFile[], known: Map<string, string>): Promise<ReadRun> {
  const run: ReadRun = { outcomes: [], unchanged: [] }
  for (const { path, source } of files) {
    const bytes = await readBytes(path)
    if (!(bytes instanceof Uint8Array)) run.outcomes.push({ kind: 'failed', source, ...bytes })
    else if (known.get(source) === fingerprintFile(bytes)) run.unchanged.push(source)
    else run.outcomes.push(await readFileBytes(source, bytes))
  }
  return run
}

async function readBytes(path: string): Promise<Uint8Array | { reason: 'too-large' | 'unreadable' }> {
  try {
    const { size } = await stat(path)
    return size > maxFileBytes ? { reason: 'too-large' } : await readFile(path)
  } catch {
    return { reason: 'unreadable' }
  }
}

/** The documents of a run that could be read. */
export function takeRead(outcomes: ReadOutcome[]): KnowledgeFile[] {
  return outcomes.flatMap(outcome => (outcome.kind === 'read' ? [outcome.file] : []))
}

/** Reads everything below a folder; files that cannot be read are left out. */
export async function readFolder(folder: string): Promise<KnowledgeFile[]> {
  return takeRead((await readFiles(await listFolder(folder), new Map())).outcomes)
}
