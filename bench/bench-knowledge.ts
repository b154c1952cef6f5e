import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoKnowledgeDir } from '../src/assemble.ts'
import type { Embedder } from '../src/knowledge/embedder.ts'
import { readFolder } from '../src/knowledge/import/read-paths.ts'
import { describePassage, type KnowledgePassage } from '../src/knowledge/knowledge-passage.ts'
import { writeVector } from '../src/knowledge/read-rows.ts'
import { syncDocuments } from '../src/knowledge/sync-documents.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import type { Database } from '../src/storage/database.ts'

const estates = [
  '翠湖',
  '锦绣',
  '望江',
  '听涛',
  '枫林',
  '云栖',
  '紫薇',
  '金桂',
  '兰亭',
  '碧水',
  '南山',
  '长乐',
]
const writeBatch = 500
const embedBatch = 32

export interface BenchPassage {
  id: string
  text: string
  vector: Float32Array
  passage: KnowledgePassage
}

/**
 * Writes the demo company's documents again and again, with other names and figures, until they hold at least
 * `count` passages.
 */
export async function writeDocuments(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const files = (await readFolder(demoKnowledgeDir)).filter(file => !file.source.includes('/'))
  const own = files.reduce((sum, file) => sum + file.passages.length, 0)
  const copies = Math.ceil(count / own)
  const entries = await readdir(demoKnowledgeDir)
  for (const name of entries.filter(entry => entry.endsWith('.md') && !/^readme/i.test(entry))) {
    const raw = await readFile(join(demoKnowledgeDir, name), 'utf8')
    const [, head = '', body = ''] = /^(---\n[\s\S]*?\n---\n)([\s\S]*)$/.exec(raw) ?? []
    const varied = Array.from({ length: copies }, (_, copy) => vary(body, copy))
    await writeFile(join(folder, name), `${head}${varied.join('\n')}`)
  }
}

/** The first copy is the demo as it is, so that its questions have their answers. */
function vary(body: string, copy: number): string {
  if (copy === 0) return body
  const estate = `${estates[copy % estates.length]}${Math.ceil(copy / estates.length)}期`
  return body
    .replace(/^# .*$/m, `## ${estate}`)
    .replaceAll('物业', `${estate}物业`)
    .replace(/(?<!第)\d+(?![条\d])/g, digits => String(Number(digits) + copy))
}

interface FillOptions {
  folder: string
  /** The first so many passages get real vectors, the others those of a like passage, blurred. */
  real: number
}

/** Puts the documents and their vectors into the database and gives the passages; the product then finds both in place. */
export async function fillKnowledge(database: Database, options: FillOptions): Promise<BenchPassage[]> {
  const files = await readFolder(options.folder)
  await database.transaction(tx => syncDocuments(tx, files, new Date()))
  const rows = await database.client.knowledgePassage.findMany({
    include: { document: true },
    orderBy: [{ position: 'asc' }, { documentId: 'asc' }],
  })
  const known = rows.map(
    (row): KnowledgePassage => ({
      passageId: row.id,
      documentTitle: row.document.title,
      language: row.document.language === 'en' ? 'en' : 'zh-CN',
      communityId: undefined,
      effectiveOn: undefined,
      expiresOn: undefined,
      clause: row.clause,
      heading: row.heading,
      text: row.text,
    }),
  )
  const texts = known.map(describePassage)
  const embedder = await createBuiltinEmbedder()
  const vectors = await makeVectors(texts, options.real, embedder)
  const passages = known.map((passage, order) => ({
    id: passage.passageId,
    text: passage.text,
    vector: vectors[order] ?? new Float32Array(),
    passage,
  }))
  if (embedder) await keepVectors(database, passages, embedder.name)
  return passages
}

async function makeVectors(
  texts: string[],
  real: number,
  embedder: Embedder | undefined,
): Promise<Float32Array[]> {
  const made: Float32Array[] = []
  for (let begin = 0; embedder && begin < Math.min(real, texts.length); begin += embedBatch) {
    made.push(...(await embedder.embed(texts.slice(begin, Math.min(real, begin + embedBatch)))))
  }
  const draw = createDraw(7)
  return texts.map((_, order) => made[order] ?? blur(made[order % (made.length || 1)], draw))
}

/** About as far from its model as two wordings of one clause are from each other: cosine 0.9. */
function blur(vector: Float32Array | undefined, draw: () => number): Float32Array {
  const base = vector ?? new Float32Array(512).map(() => draw())
  const spread = 0.48 * Math.sqrt(3 / base.length)
  const moved = base.map(value => value + (draw() * 2 - 1) * spread)
  const length = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0))
  return moved.map(value => value / length)
}

/** Pseudo-random numbers from 0 to 1, the same in every run (mulberry32). */
function createDraw(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

async function keepVectors(database: Database, passages: BenchPassage[], embedder: string): Promise<void> {
  for (let begin = 0; begin < passages.length; begin += writeBatch) {
    const rows = passages.slice(begin, begin + writeBatch).map(({ id, vector }) => ({
      id,
      hex: Buffer.from(writeVector(vector)).toString('hex'),
    }))
    await database.client.$executeRaw`
      update "KnowledgePassage" p set embedder = ${embedder}, embedding = decode(v.hex, 'hex')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(id text, hex text) where p.id = v.id`
  }
}
