// What a library of 100,000 passages costs the product: residents ask while it is built, then from the ready index.
//   BENCH_DATA_DIR=… npx tsx bench/knowledge-large.ts [passages]
// BENCH_DATA_DIR is the database that bench/retrieval.ts left, with the statutes embedded; it is copied, not changed.
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKnowledgeBase, type LoadedKnowledgeBase } from '../src/knowledge/create-knowledge-base.ts'
import { readAllRows, writeVector } from '../src/knowledge/read-rows.ts'
import { createExactIndex, openGraph } from '../src/knowledge/vector-index.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createClock } from '../src/shared/clock.ts'
import { createId } from '../src/shared/ids.ts'
import { createLog } from '../src/shared/log.ts'
import type { Database } from '../src/storage/database.ts'
import { openDatabase } from '../src/storage/open-database.ts'

const wanted = Number(process.argv[2] ?? 100_000)
const clock = createClock()
const log = createLog('warn')
const rowsPerStatement = 500
const passagesPerDocument = 500
const questions = [
  '业主大会需要多少业主同意才能开',
  '物业费不交会怎么样',
  '维修资金什么时候可以用',
  '邻居装修噪音大怎么办',
  '小区车位归谁所有',
  '租客能不能养狗',
  '高空抛物砸伤人谁赔',
  '电梯坏了谁负责修',
  '业委会多久换届',
  '合同没签物业能收费吗',
]

async function main(): Promise<void> {
  const { BENCH_DATA_DIR } = process.env
  if (!BENCH_DATA_DIR) throw new Error('set BENCH_DATA_DIR to what bench/retrieval.ts left')
  const embedder = await createBuiltinEmbedder()
  if (!embedder) throw new Error('the built-in embedder is not installed')
  const folder = await mkdtemp(join(tmpdir(), 'linli-large-'))
  const dataDir = join(folder, 'data')
  const indexDir = join(folder, 'index')
  await cp(BENCH_DATA_DIR, dataDir, { recursive: true })
  let database = await openDatabase({ dataDir, log, clock })
  const parts = () => ({ database, embedder, log, clock, indexDir })
  const small = await createKnowledgeBase(parts())
  await small.settle()
  say(`${small.stats().passages} passages serve, memory ${mb(process.memoryUsage().rss)} MB`)
  // The sentences of a clause meet the model once; then they are remembered. That is the model's time, not the building's.
  report('each question for the first time, the model reading its clauses', await askAll(small))
  let began = performance.now()
  await addPassages(database, wanted - small.stats().passages)
  say(`further passages written to the database in ${seconds(began)} s`)

  let peak = 0
  let last = performance.now()
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
    const late = performance.now() - last - 50
    if (late > 200)
      say(`  the event loop stood still for ${late.toFixed(0)} ms, ${seconds(began)} s into the build`)
    last = performance.now()
  }, 50)
  let isBuilding = true
  const asked = askMeanwhile(small, () => isBuilding)
  began = performance.now()
  await small.reload()
  await small.settle()
  isBuilding = false
  say(`index of ${small.stats().passages} built in ${seconds(began)} s, memory at most ${mb(peak)} MB`)
  clearInterval(watching)
  report('answers meanwhile', await asked)
  await database.close()

  database = await openDatabase({ dataDir, log, clock })
  began = performance.now()
  const before = process.memoryUsage().rss
  const ready = await createKnowledgeBase(parts())
  say(
    `ready index opened in ${seconds(began)} s, ${ready.stats().vectors}, memory +${mb(process.memoryUsage().rss - before)} MB`,
  )
  say(`disk: index ${mb(await sizeOf(indexDir))} MB`)
  const took: number[] = []
  for (let round = 0; round < 30; round++) {
    for (const text of questions) {
      const at = performance.now()
      await ready.search(
        { text: `${text}${'？'.repeat(round % 3)}`, language: 'zh-CN', now: clock.now(), earlier: [] },
        5,
      )
      took.push(performance.now() - at)
    }
  }
  report('search, embedding of the question included', took)
  await measureRecall(database, join(indexDir, 'graph.bin'), embedder)
  await database.close()
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}

/** Copies of the passages there are, their vectors shaken by as much as two wordings of one clause differ. */
async function addPassages(database: Database, count: number): Promise<void> {
  const rows = (await readAllRows(database, { name: 'bge-small-zh-v1.5-int8', dimensions: 512 })).filter(
    row => row.vector,
  )
  const documents = new Map<number, string>()
  for (let begin = 0; begin < count; begin += rowsPerStatement) {
    const order = Math.floor(begin / passagesPerDocument)
    if (!documents.has(order)) documents.set(order, await addDocument(database, order))
    const documentId = documents.get(order) ?? ''
    const batch = Array.from({ length: Math.min(rowsPerStatement, count - begin) }, (_, at) => {
      const row = rows[(begin + at) % rows.length]
      if (!row?.vector) throw new Error('a passage without its vector')
      const vector = shake(row.vector, 0.45)
      return {
        id: createId(),
        position: (begin + at) % passagesPerDocument,
        clause: row.clause,
        heading: row.heading,
        text: row.text,
        hex: Buffer.from(writeVector(vector)).toString('hex'),
      }
    })
    await database.client.$executeRaw`
      insert into "KnowledgePassage" (id, "documentId", position, clause, heading, text, hash, embedder, embedding)
      select id, ${documentId}, position, clause, heading, text, id, 'bge-small-zh-v1.5-int8', decode(hex, 'hex')
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as v(id text, position int, clause text, heading text, text text, hex text)`
  }
  const data = { key: 'knowledge-revision', value: createId(), updatedAt: clock.now() }
  await database.client.setting.upsert({ where: { key: data.key }, create: data, update: data })
}

async function addDocument(database: Database, order: number): Promise<string> {
  const id = createId()
  await database.client.knowledgeDocument.create({
    data: {
      id,
      source: `bench-${order}.md`,
      title: `合集第${order}册`,
      language: 'zh-CN',
      hash: id,
      importedAt: clock.now(),
    },
  })
  return id
}

function shake(from: Float32Array, share: number): Float32Array {
  const noisy = from.map(
    value =>
      value + ((Math.random() + Math.random() + Math.random() - 1.5) * 2 * share) / Math.sqrt(from.length),
  )
  const length = Math.sqrt(noisy.reduce((sum, value) => sum + value * value, 0)) || 1
  return noisy.map(value => value / length)
}

async function askAll(knowledge: LoadedKnowledgeBase): Promise<number[]> {
  const took: number[] = []
  for (const text of questions) {
    const began = performance.now()
    await knowledge.answer({ text, language: 'zh-CN', now: clock.now(), earlier: [] })
    took.push(performance.now() - began)
  }
  return took
}

/** One question after another, ten a second at most. */
async function askMeanwhile(knowledge: LoadedKnowledgeBase, goesOn: () => boolean): Promise<number[]> {
  const took: number[] = []
  const from = performance.now()
  for (let at = 0; goesOn(); at++) {
    const began = performance.now()
    await knowledge.answer({
      text: questions[at % questions.length] ?? '',
      language: 'zh-CN',
      now: clock.now(),
      earlier: [],
    })
    took.push(performance.now() - began)
    const last = took.at(-1) ?? 0
    if (last > 150) say(`  an answer took ${last.toFixed(0)} ms, ${seconds(from)} s into the build`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return took
}

async function measureRecall(
  database: Database,
  file: string,
  embedder: { name: string; dimensions: number },
): Promise<void> {
  const rows = await readAllRows(database, embedder)
  const vectors = new Float32Array(rows.length * embedder.dimensions)
  for (const [at, row] of rows.entries()) if (row.vector) vectors.set(row.vector, at * embedder.dimensions)
  const exact = createExactIndex(vectors, embedder.dimensions)
  const graph = await openGraph(file, embedder.dimensions, rows.length)
  let same = 0
  const rounds = 200
  for (let round = 0; round < rounds; round++) {
    const from = rows[(round * 499) % rows.length]?.vector
    if (!from) continue
    const query = shake(from, 0.6)
    const right = new Set(exact.search(query, 10).map(({ position }) => position))
    same += graph
      .search(query, 60)
      .slice(0, 10)
      .filter(({ position }) => right.has(position)).length
  }
  say(`recall@10 against looking at every vector: ${(same / rounds / 10).toFixed(3)}`)
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder)
  const sizes = await Promise.all(names.map(async name => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

function report(what: string, took: number[]): void {
  took.sort((one, other) => one - other)
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1)
  say(`${what}: ${took.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.9999)} ms`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
const seconds = (began: number) => ((performance.now() - began) / 1000).toFixed(1)
const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(0)

await main()
