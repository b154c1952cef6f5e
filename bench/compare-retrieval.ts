import { performance } from 'node:perf_hooks'
import { createGraphIndex } from '../src/knowledge/build-index.ts'
import { extractIndexTerms } from '../src/knowledge/extract-terms.ts'
import { createPassageIndex } from '../src/knowledge/passage-index.ts'
import { createExactIndex } from '../src/knowledge/vector-index.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import type { BenchPassage } from './bench-knowledge.ts'
import { createLangchainAnswerer } from './langchain-chain.ts'

const questions = [
  '物业费什么时候交？',
  '装修施工几点可以开始',
  '访客停车怎么收费',
  '电梯坏了多久能修好',
  '狗绳要多长',
  '投诉多久回复',
  '垃圾分类桶几点开放',
  '搬家要提前几天预约电梯',
  '停水会提前多久通知',
  '公共收益怎么公布',
]

export interface RetrievalFigures {
  passages: number
  vectors: string
  /** Milliseconds, ascending: BM25, vectors and their fusion. */
  linliMs: number[]
  /** Milliseconds, ascending: vector store, prompt, a model that answers at once, parser. */
  chainMs: number[]
  /** Milliseconds to embed one question, ascending; both need it, and neither figure above holds it. */
  embedMs: number[]
}

/** Times the product's search and a LangChain.js retrieval chain over the same passages, vectors and questions. */
export async function compareRetrieval(passages: BenchPassage[], rounds: number): Promise<RetrievalFigures> {
  const { vectors, embedMs } = await embedQuestions()
  const dimensions = passages[0]?.vector.length ?? 512
  const all = new Float32Array(passages.length * dimensions)
  for (const [order, { vector }] of passages.entries()) all.set(vector, order * dimensions)
  const nearest = (await createGraphIndex(all, dimensions)) ?? createExactIndex(all, dimensions)
  const index = createPassageIndex(
    passages.map(({ passage }) => passage),
    nearest,
  )
  const search = async (question: string) =>
    index.search({
      terms: extractIndexTerms(question),
      vector: vectors.get(question),
      limit: 16,
      mayShow: passage => passage.language === 'zh-CN',
    })
  const byText = new Map(passages.map(({ text, vector }) => [text, vector]))
  const ask = await createLangchainAnswerer(passages, async texts =>
    texts.map(text => vectors.get(text) ?? byText.get(text) ?? new Float32Array(dimensions)),
  )
  return {
    passages: passages.length,
    vectors: nearest.kind,
    linliMs: await time(search, rounds),
    chainMs: await time(ask, rounds),
    embedMs,
  }
}

async function embedQuestions(): Promise<{ vectors: Map<string, Float32Array>; embedMs: number[] }> {
  const embedder = await createBuiltinEmbedder()
  const vectors = new Map<string, Float32Array>()
  const embedMs = await time(async question => {
    const [vector] = (await embedder?.embed([question])) ?? []
    if (vector) vectors.set(question, vector)
  }, questions.length)
  return { vectors, embedMs }
}

async function time(work: (question: string) => Promise<unknown>, rounds: number): Promise<number[]> {
  const took: number[] = []
  for (let round = -questions.length; round < rounds; round += 1) {
    const question = questions[Math.abs(round) % questions.length] ?? ''
    const beganMs = performance.now()
    await work(question)
    if (round >= 0) took.push(performance.now() - beganMs)
  }
  return took.sort((a, b) => a - b)
}
