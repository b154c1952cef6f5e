import { describe, expect, it } from 'vitest'
import { adaptModelFormat } from '../../../src/llm/adapt-model-format.ts'
import { createBuiltinEmbedder } from '../../../src/llm/builtin-embedder.ts'
import { tokenizeWordpiece } from '../../../src/llm/tokenize-wordpiece.ts'

const dot = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0)

describe('WordPiece', () => {
  const vocabulary = new Map(
    [...['物', '业', 'wi', '##fi', '24', '##小', '：'].entries()].map(([id, piece]) => [piece, id]),
  )

  it('splits Chinese into characters, Latin words into pieces, and knows what it does not know', () => {
    expect(tokenizeWordpiece(vocabulary, '物业WiFi 狗', 64)).toEqual([101, 0, 1, 2, 3, 100, 102])
  })

  it('cuts at the limit and still ends the text', () => {
    expect(tokenizeWordpiece(vocabulary, '物业物业物业', 4)).toEqual([101, 0, 1, 102])
  })
})

describe('the model file', () => {
  it('is refused when it is cut off', () => {
    expect(() => adaptModelFormat(Buffer.from([0x08, 10, 0x3a, 0x20, 1]))).toThrow('cut off')
  })

  it('keeps fields it does not know', () => {
    expect(adaptModelFormat(Buffer.from([0x08, 10, 0x12, 2, 65, 66]))).toEqual(
      Buffer.from([0x08, 9, 0x12, 2, 65, 66]),
    )
  })
})

describe('the built-in embedder', () => {
  it('puts a paraphrase nearer than another topic, in normalised vectors', async ctx => {
    const reasons: string[] = []
    const embedder = await createBuiltinEmbedder(reason => reasons.push(reason))
    if (!embedder) return ctx.skip(`the optional model is not installed: ${reasons.join()}`)
    const [question, near, far] = await embedder.embed([
      '旧席梦思让你们来收要多少钱',
      '床垫清运费每张40元',
      '泳池水温26度',
    ])
    if (!question || !near || !far) throw new Error('a vector is missing')
    expect(dot(question, question)).toBeCloseTo(1, 4)
    expect(dot(question, near)).toBeGreaterThan(dot(question, far) + 0.1)
  })

  it('gives a text the same vector alone and among longer ones', async ctx => {
    const embedder = await createBuiltinEmbedder()
    if (!embedder) return ctx.skip('the optional model is not installed')
    const [alone] = await embedder.embed(['物业费多少钱'])
    const [among] = await embedder.embed([
      '物业费多少钱',
      '这是一个长得多的句子，用来把短的那一行补齐到同样的长度。',
    ])
    if (!alone || !among) throw new Error('a vector is missing')
    expect(dot(alone, among)).toBeGreaterThan(0.97)
  })
})
