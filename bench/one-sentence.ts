// What it takes until one changed sentence among all statutes is answered from.
//   LAWS_DIR=…/docs BENCH_DATA_DIR=… npx tsx bench/one-sentence.ts
// BENCH_DATA_DIR is the database that bench/retrieval.ts left; folder and database are copied, not changed.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKnowledgeBase } from '../src/knowledge/create-knowledge-base.ts'
import { syncFolder } from '../src/knowledge/import/import-documents.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createClock } from '../src/shared/clock.ts'
import { createLog } from '../src/shared/log.ts'
import { openDatabase } from '../src/storage/open-database.ts'

const rounds = 5
const clock = createClock()
const log = createLog('warn')
const { LAWS_DIR, BENCH_DATA_DIR } = process.env
if (!LAWS_DIR || !BENCH_DATA_DIR) throw new Error('set LAWS_DIR and BENCH_DATA_DIR')
const embedder = await createBuiltinEmbedder()
const folder = await mkdtemp(join(tmpdir(), 'linli-sentence-'))
const docs = join(folder, 'docs')
await cp(LAWS_DIR, docs, { recursive: true })
await cp(BENCH_DATA_DIR, join(folder, 'data'), { recursive: true })
const database = await openDatabase({ dataDir: join(folder, 'data'), log, clock })
await syncFolder(database, docs, clock.now())
const knowledge = await createKnowledgeBase({
  database,
  embedder,
  log,
  clock,
  indexDir: join(folder, 'index'),
})
await knowledge.settle()
say(
  `${knowledge.stats().documents} documents, ${knowledge.stats().passages} passages, ${knowledge.stats().vectors}`,
)

const name = (await readdir(docs)).find(file => file.startsWith('物业管理条例')) ?? ''
const original = await readFile(join(docs, name), 'utf8')
const sentence = /业主大会定期会议应当按照业主大会议事规则的规定召开。/.exec(original)?.[0]
if (!sentence) throw new Error(`${name} does not hold the sentence`)
let before = ''
for (let round = 0; round < rounds; round++) {
  const days = 31 + round
  const fresh = `业主大会定期会议每${days}天召开一次。`
  await writeFile(join(docs, name), original.replace(sentence, fresh))
  const began = performance.now()
  const { result } = await syncFolder(database, docs, clock.now())
  const read = performance.now()
  const counts = await knowledge.reload()
  const done = performance.now()
  const found = await knowledge.search(
    { text: '业主大会定期会议多少天召开一次', language: 'zh-CN', now: clock.now(), earlier: [] },
    20,
  )
  const isNew = found[0]?.text.includes(fresh) === true
  const own = found.filter(passage => passage.documentTitle === found[0]?.documentTitle)
  const isOld = own.some(({ text }) => text.includes(sentence) || (before !== '' && text.includes(before)))
  say(
    `${(done - began).toFixed(0)} ms (folder and database ${(read - began).toFixed(0)}, index ${(done - read).toFixed(0)}); documents ${JSON.stringify(result)}; passages ${JSON.stringify(counts)}; new sentence first: ${isNew}; old one found: ${isOld}`,
  )
  before = fresh
}
await database.close()
await rm(folder, { recursive: true, force: true })
process.exit(0)

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
