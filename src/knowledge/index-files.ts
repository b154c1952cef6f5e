import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PackedWords } from './bm25-index.ts'
import type { DocumentState, PassageRow } from './read-rows.ts'

/** An index as it lies in a folder, built from the rows of one revision by one embedder. */
export interface StoredIndex {
  revision: string
  rows: PassageRow[]
  documents: [string, DocumentState][]
  words: PackedWords
  graphFile: string
}

/** What an index must have been built with to be of use. */
export interface IndexIdentity {
  embedder: string
  dimensions: number
}

const layoutVersion = 1
const files = ['rows.json', 'words.bin', 'graph.bin'] as const
const manifestSchema = z.object({
  layout: z.literal(layoutVersion),
  embedder: z.string(),
  dimensions: z.number(),
  revision: z.string(),
  count: z.number(),
  terms: z.number(),
  postings: z.number(),
  averageLength: z.number(),
  sha256: z.record(z.enum(files), z.string()),
})

/** Writes an index beside the old one and then takes its place, so that a crash leaves one of them whole. */
export async function writeIndexFiles(
  folder: string,
  identity: IndexIdentity,
  { revision, rows, documents, words, graphFile }: StoredIndex,
): Promise<void> {
  const fresh = `${folder}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true })
  await rename(graphFile, join(fresh, 'graph.bin'))
  await writeFile(join(fresh, 'rows.json'), JSON.stringify({ rows, documents }))
  await writeWords(join(fresh, 'words.bin'), words)
  const sums = await Promise.all(files.map(async name => [name, await sumFile(join(fresh, name))] as const))
  const manifest: z.infer<typeof manifestSchema> = {
    layout: layoutVersion,
    ...identity,
    revision,
    count: rows.length,
    terms: words.offsets.length - 1,
    postings: words.texts.length,
    averageLength: words.averageLength,
    sha256: Object.fromEntries(sums) as Record<(typeof files)[number], string>,
  }
  await writeFile(join(fresh, 'manifest.json'), JSON.stringify(manifest))
  await rm(folder, { recursive: true, force: true })
  await rename(fresh, folder)
}

/** Gives the index of a folder, or undefined where there is none, it is damaged, or another embedder made it. */
export async function readIndexFiles(
  folder: string,
  identity: IndexIdentity,
): Promise<StoredIndex | undefined> {
  const raw = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined)
  const manifest = manifestSchema.safeParse(parseJson(raw)).data
  if (!manifest || manifest.embedder !== identity.embedder || manifest.dimensions !== identity.dimensions) {
    return undefined
  }
  for (const name of files) {
    const sum = await sumFile(join(folder, name)).catch(() => undefined)
    if (sum !== manifest.sha256[name]) return undefined
  }
  const listed = JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')) as Pick<
    StoredIndex,
    'rows' | 'documents'
  >
  const words = await readWords(join(folder, 'words.bin'), manifest)
  return { revision: manifest.revision, ...listed, words, graphFile: join(folder, 'graph.bin') }
}

function parseJson(raw: string | undefined): unknown {
  try {
    return raw === undefined ? undefined : JSON.parse(raw)
  } catch {
    return undefined
  }
}

async function sumFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(part as Buffer)
  return hash.digest('hex')
}

async function writeWords(path: string, words: PackedWords): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (const part of [words.offsets, words.texts, words.weights]) {
      await file.write(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
    }
    await file.write(new TextEncoder().encode(words.terms))
  } finally {
    await file.close()
  }
}

interface WordCounts {
  terms: number
  postings: number
  count: number
  averageLength: number
}

async function readWords(
  path: string,
  { terms, postings, count, averageLength }: WordCounts,
): Promise<PackedWords> {
  const bytes = await readFile(path)
  // A copy of its own: the view of a pooled buffer may begin at an odd place.
  const memory = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const textsAt = (terms + 1) * 4
  const weightsAt = textsAt + postings * 4
  const termsAt = weightsAt + postings * 4
  return {
    offsets: new Uint32Array(memory, 0, terms + 1),
    texts: new Uint32Array(memory, textsAt, postings),
    weights: new Float32Array(memory, weightsAt, postings),
    terms: new TextDecoder().decode(new Uint8Array(memory, termsAt)),
    count,
    averageLength,
  }
}
