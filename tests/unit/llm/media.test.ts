import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRemoteEmbedder } from '../../../src/llm/create-remote-embedder.ts'
import { createTranscriber } from '../../../src/llm/create-transcriber.ts'
import { createClock } from '../../../src/shared/clock.ts'
import { silentLog } from '../../../src/shared/log.ts'
import { type FakeOpenAi, fakeApiKey, startFakeOpenAi } from '../../support/fake-openai/fake-openai.ts'

let server: FakeOpenAi
beforeAll(async () => {
  server = await startFakeOpenAi()
})
afterAll(() => server.stop())

function options(apiKey = fakeApiKey) {
  return {
    apiKey,
    baseUrl: server.baseUrl,
    model: 'fake',
    log: silentLog,
    clock: createClock(),
    deadlineMs: 2_000,
  }
}

describe('a remote embedder', () => {
  it('gives unit vectors in the order of the texts, over several requests', async () => {
    const texts = Array.from({ length: 150 }, (_, at) => String.fromCodePoint(97 + (at % 16)))
    const vectors = await createRemoteEmbedder(options()).embed(texts)
    expect(vectors).toHaveLength(150)
    expect(vectors.map(vector => vector.indexOf(1))).toEqual(
      texts.map(text => (text.codePointAt(0) ?? 0) % 16),
    )
  })

  it('takes an empty text, which the server refuses', async () => {
    const [vector] = await createRemoteEmbedder(options()).embed([''])
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1)
  })

  it('fails by type when the key is refused', async () => {
    const embedder = createRemoteEmbedder(options('sk-wrong'))
    await expect(embedder.embed(['a'])).rejects.toMatchObject({ code: 'model-failed', reason: 'refused' })
  })
})

describe('a transcriber', () => {
  it("gives the words of a recording, also of Telegram's .oga", async () => {
    const bytes = Buffer.from('厨房漏水了')
    const text = await createTranscriber(options()).transcribe({ bytes, fileName: 'voice.oga' })
    expect(text).toBe('厨房漏水了')
  })

  it('fails by type for a file the server does not take', async () => {
    const work = createTranscriber(options()).transcribe({ bytes: Buffer.from('x'), fileName: 'voice.exe' })
    await expect(work).rejects.toMatchObject({ reason: 'refused' })
  })

  it('sends nothing above the limit', async () => {
    const seen = server.faults.length
    const bytes = new Uint8Array(25 * 1024 * 1024 + 1)
    const work = createTranscriber(options()).transcribe({ bytes, fileName: 'voice.ogg' })
    await expect(work).rejects.toMatchObject({ reason: 'refused' })
    expect(server.faults).toHaveLength(seen)
  })
})
