// How often the right clause is found, ours beside others with the same embedder, and what 100,000 passages cost.
//   LAWS_DIR=…/docs STARD_FILE=…/queries_linked.dev.jsonl npx tsx bench/retrieval.ts [--large]
// LAWS_DIR holds statutes as Markdown, STARD_FILE lay questions with the articles that answer them (STARD, MIT).
// BENCH_DATA_DIR keeps the embedded statutes between runs.
import { readFile } from 'node:fs/promises'
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { searchPassages } from '../src/knowledge/answer-question.ts'
import { createKnowledgeBase, createLibrary } from '../src/knowledge/create-knowledge-base.ts'
import type { Embedder } from '../src/knowledge/embedder.ts'
import { extractIndexTerms } from '../src/knowledge/extract-terms.ts'
import { syncFolder } from '../src/knowledge/import/import-documents.ts'
import { readAllRows, readDocuments, toPassage } from '../src/knowledge/read-rows.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createClock } from '../src/shared/clock.ts'
import { createLog } from '../src/shared/log.ts'
import { openDatabase } from '../src/storage/open-database.ts'
import { benchLargeLibrary } from './retrieval-large.ts'

interface Query {
  query: string
  gold_ids: string[]
}

const now = new Date()
const clock = createClock()
const log = createLog('warn')

async function main(): Promise<void> {
  const { LAWS_DIR, STARD_FILE, BENCH_DATA_DIR } = process.env
  if (!LAWS_DIR || !STARD_FILE) throw new Error('set LAWS_DIR and STARD_FILE')
  const embedder = await createBuiltinEmbedder()
  if (!embedder) throw new Error('the built-in embedder is not installed')
  const database = await openDatabase({ ...(BENCH_DATA_DIR && { dataDir: BENCH_DATA_DIR }), log, clock })
  await syncFolder(database, LAWS_DIR, now)
  const base = await createKnowledgeBase({ database, embedder, log, clock })
  await base.settle()
  const rows = await readAllRows(database, embedder)
  const documents = await readDocuments(database)
  const sources = new Map(
    (await database.client.knowledgeDocument.findMany()).map(({ id, source }) => [id, nameOf(source)]),
  )
  await database.close()
  const passages = rows.map(row => toPassage(row, documents.get(row.documentId)?.facts))
  const goldOf = new Map(rows.map(row => [row.id, `${sources.get(row.documentId)}#${row.clause}`]))
  const vectors = new Float32Array(rows.length * embedder.dimensions)
  for (const [at, row] of rows.entries()) if (row.vector) vectors.set(row.vector, at * embedder.dimensions)

  const known = new Set(goldOf.values())
  const all = (await readFile(STARD_FILE, 'utf8'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Query)
  const queries = all.filter(({ gold_ids: gold }) => gold.some(id => known.has(id)))
  process.stdout.write(
    `${rows.length} passages, ${queries.length} of ${all.length} questions have their article among them\n`,
  )

  const library = createLibrary(passages, vectors, embedder)
  const { words, vectors: exact } = library.index
  const store = await createMemoryStore(
    embedder,
    rows.map((row, at) => ({
      id: row.id,
      vector: vectors.subarray(at * embedder.dimensions, (at + 1) * embedder.dimensions),
    })),
  )
  const finders: Record<string, (text: string) => Promise<string[]>> = {
    Linli: async text =>
      (await searchPassages(library, { text, language: 'zh-CN', now, earlier: [] }, 12)).map(
        found => found.passageId,
      ),
    'BM25 alone': async text => {
      const scores = words.score(extractIndexTerms(text))
      return [...scores.keys()]
        .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
        .slice(0, 12)
        .map(at => rows[at]?.id ?? '')
    },
    'embedding alone': async text => {
      const [vector] = await embedder.embed([text])
      return vector && exact ? exact.search(vector, 12).map(({ position }) => rows[position]?.id ?? '') : []
    },
    'LangChain MemoryVectorStore': async text =>
      (await store.similaritySearch(text, 12)).map(found => String(found.metadata['id'])),
  }
  process.stdout.write('| method | hit@1 | hit@5 | ms a question |\n|---|---|---|---|\n')
  for (const [name, find] of Object.entries(finders)) {
    const began = performance.now()
    const ranks: number[] = []
    for (const { query, gold_ids: gold } of queries) {
      const clauses = [...new Set((await find(query)).map(id => goldOf.get(id) ?? ''))]
      ranks.push(clauses.findIndex(clause => gold.includes(clause)))
    }
    const hit = (within: number) =>
      ((100 * ranks.filter(rank => rank >= 0 && rank < within).length) / ranks.length).toFixed(1)
    const each = ((performance.now() - began) / queries.length).toFixed(1)
    process.stdout.write(`| ${name} | ${hit(1)} | ${hit(5)} | ${each} |\n`)
  }
  if (process.argv.includes('--large')) await benchLargeLibrary(rows, vectors, embedder)
  process.exit(0)
}

/** 民法典-总则(2020-05-28).md → 民法典-总则 */
function nameOf(source: string): string {
  return source.replace(/\.md$/, '').replace(/[（(]\d{4}-\d{2}-\d{2}[）)]$/, '')
}

async function createMemoryStore(embedder: Embedder, entries: { id: string; vector: Float32Array }[]) {
  const store = new MemoryVectorStore({
    embedQuery: async (text: string) => Array.from((await embedder.embed([text]))[0] ?? []),
    embedDocuments: async (texts: string[]) =>
      (await embedder.embed(texts)).map(vector => Array.from(vector)),
  } as ConstructorParameters<typeof MemoryVectorStore>[0])
  await store.addVectors(
    entries.map(({ vector }) => Array.from(vector)),
    entries.map(({ id }) => ({ pageContent: '', metadata: { id } })),
  )
  return store
}

await main()
