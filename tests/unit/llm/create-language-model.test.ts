import { afterEach, describe, expect, it } from 'vitest'
import { createLanguageModel, type LanguageModelOptions } from '../../../src/llm/create-language-model.ts'
import { type Clock, createClock } from '../../../src/shared/clock.ts'
import { ModelFailed } from '../../../src/shared/language-model.ts'
import { silentLog } from '../../../src/shared/log.ts'
import {
  type FakeBehaviour,
  type FakeOpenAi,
  fakeApiKey,
  startFakeOpenAi,
} from '../../support/fake-openai/fake-openai.ts'

const schema = {
  name: 'wish',
  description: 'What the resident wants.',
  schema: {
    type: 'object',
    properties: { kind: { type: 'string' } },
    required: ['kind'],
    additionalProperties: false,
  },
}
const request = { messages: [{ role: 'user' as const, content: '水管漏了' }], maxOutputTokens: 100, schema }
// Long enough for a busy machine; servers that never answer get the short one.
const deadlineMs = 5_000
const shortMs = 300

let servers: FakeOpenAi[] = []
afterEach(async () => {
  await Promise.all(servers.map(server => server.stop()))
  servers = []
})

async function start(
  options: Parameters<typeof startFakeOpenAi>[0] = {},
  more: Partial<LanguageModelOptions> = {},
) {
  const server = await startFakeOpenAi(options)
  servers.push(server)
  const model = createLanguageModel({
    apiKey: fakeApiKey,
    baseUrl: server.baseUrl,
    model: 'fake-1',
    log: silentLog,
    clock: createClock(),
    deadlineMs,
    ...more,
  })
  return { server, model }
}

async function failureOf(work: Promise<unknown>): Promise<ModelFailed> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ModelFailed)) throw new Error(`expected ModelFailed, got ${String(error)}`)
  return error
}

describe('a language model', () => {
  it('gives the parsed object and the tokens it cost, with a request the strict server takes', async () => {
    const { server, model } = await start()
    server.behave({ kind: 'answer', content: '{"kind":"ask"}' })
    expect(await model.askForObject(request)).toEqual({
      value: { kind: 'ask' },
      inputTokens: 210,
      outputTokens: 34,
    })
    expect(server.faults).toEqual([])
    expect(server.asked).toHaveLength(1)
  })

  it('gives plain text without offering tools or a format', async () => {
    const { server, model } = await start()
    server.behave({ kind: 'answer', content: ' 好的 ' })
    const { messages, maxOutputTokens } = request
    expect((await model.askForText({ messages, maxOutputTokens })).text).toBe('好的')
    expect(Object.keys(server.asked[0] as object).sort()).toEqual([
      'max_completion_tokens',
      'messages',
      'model',
      'temperature',
    ])
  })

  const chain = [
    { lacks: ['json_schema' as const], formats: ['response_format', 'tools', 'tools'] },
    {
      lacks: ['json_schema' as const, 'tools' as const],
      formats: ['response_format', 'tools', 'plain', 'plain'],
    },
  ]
  it.each(chain)('falls back and remembers it for a server that lacks $lacks', async ({ lacks, formats }) => {
    const { server, model } = await start({ lacks })
    server.behave({ kind: 'answer', content: '好的：```json\n{"kind":"ask"}\n```' })
    if (lacks.length === 1) server.behave({ kind: 'answer', content: '{"kind":"ask"}' })
    expect((await model.askForObject(request)).value).toEqual({ kind: 'ask' })
    expect((await model.askForObject(request)).value).toEqual({ kind: 'ask' })
    expect(server.asked.map(formatOf)).toEqual(formats)
    expect(server.faults).toEqual([])
  })

  it('asks again with the older token limit and without temperature where the server wants that', async () => {
    const { server, model } = await start({ lacks: ['max_completion_tokens', 'temperature'] })
    server.behave({ kind: 'answer', content: '{"kind":"ask"}' })
    await model.askForObject(request)
    await model.askForObject(request)
    expect(server.asked).toHaveLength(4)
    expect(server.asked[3]).toMatchObject({ max_tokens: 100, response_format: { type: 'json_schema' } })
    expect(server.asked[3]).not.toHaveProperty('temperature')
  })

  it('asks once more in a simpler format after prose, and keeps the schema for the next question', async () => {
    const { server, model } = await start()
    server.behave(
      { kind: 'answer', content: '我来帮您处理！' },
      { kind: 'answer', content: '{"kind":"ask"}' },
    )
    const answer = await model.askForObject(request)
    expect(answer).toEqual({ value: { kind: 'ask' }, inputTokens: 420, outputTokens: 68 })
    await model.askForObject(request)
    expect(server.asked.map(formatOf)).toEqual(['response_format', 'tools', 'response_format'])
  })

  const failings: {
    name: string
    behaviour: FakeBehaviour
    reason: ModelFailed['reason']
    questions: number
  }[] = [
    { name: 'never answers', behaviour: { kind: 'slow' }, reason: 'timeout', questions: 1 },
    { name: 'drips', behaviour: { kind: 'drip', everyMs: 20 }, reason: 'timeout', questions: 1 },
    { name: 'answers 500', behaviour: { kind: 'status', status: 500 }, reason: 'unreachable', questions: 2 },
    { name: 'hangs up', behaviour: { kind: 'hang-up' }, reason: 'unreachable', questions: 2 },
    { name: 'answers 401', behaviour: { kind: 'status', status: 401 }, reason: 'refused', questions: 1 },
    {
      name: 'asks for a minute by 429',
      behaviour: { kind: 'status', status: 429, retryAfter: '60' },
      reason: 'refused',
      questions: 1,
    },
    {
      name: 'asks for no wait by 429',
      behaviour: { kind: 'status', status: 429, retryAfter: '0' },
      reason: 'refused',
      questions: 2,
    },
    { name: 'truncates its JSON', behaviour: { kind: 'truncated' }, reason: 'nonsense', questions: 2 },
    { name: 'gives no choice', behaviour: { kind: 'empty-choices' }, reason: 'nonsense', questions: 2 },
    {
      name: 'sends a megabyte',
      behaviour: { kind: 'large', bytes: 1_000_000 },
      reason: 'nonsense',
      questions: 2,
    },
    {
      name: 'speaks prose',
      behaviour: { kind: 'answer', content: '好的' },
      reason: 'nonsense',
      questions: 2,
    },
    {
      name: 'stops at the token limit',
      behaviour: { kind: 'answer', content: '{"kind":"a"}', finish: 'length' },
      reason: 'nonsense',
      questions: 2,
    },
    { name: 'declines', behaviour: { kind: 'refusal' }, reason: 'refused', questions: 1 },
  ]
  it.each(failings)('fails as $reason within its deadline when the server $name', async failing => {
    const limitMs = failing.reason === 'timeout' ? shortMs : deadlineMs
    const { server, model } = await start({}, { deadlineMs: limitMs })
    server.behave(failing.behaviour)
    const startedAt = performance.now()
    const failure = await failureOf(model.askForObject(request))
    expect(failure.reason).toBe(failing.reason)
    expect(failure.code).toBe('model-failed')
    expect(performance.now() - startedAt).toBeLessThan(limitMs + 1_000)
    expect(server.asked).toHaveLength(failing.questions)
  })

  it('fails as unreachable when nothing listens', async () => {
    const { server, model } = await start()
    await server.stop()
    servers = []
    expect((await failureOf(model.askForObject(request))).reason).toBe('unreachable')
  })

  it('recovers by its one retry after a 503', async () => {
    const { server, model } = await start()
    server.behave(
      { kind: 'status', status: 503, retryAfter: '0' },
      { kind: 'answer', content: '{"kind":"ask"}' },
    )
    expect((await model.askForObject(request)).value).toEqual({ kind: 'ask' })
  })

  it('stops the request on the wire when the caller gives up', async () => {
    const { server, model } = await start({}, { deadlineMs: 20_000 })
    server.behave({ kind: 'slow' })
    const caller = new AbortController()
    const asked = failureOf(model.askForObject({ ...request, signal: caller.signal }))
    await expect.poll(() => server.asked.length).toBe(1)
    caller.abort()
    expect((await asked).reason).toBe('timeout')
    await expect.poll(() => server.abortedByClient()).toBe(1)
    expect(model.circuit()).toBe('closed')
  })

  it('does not follow a redirect, which would carry the question to another address', async () => {
    const { server, model } = await start()
    const { server: other } = await start()
    server.behave({ kind: 'status', status: 307, location: `${other.baseUrl}/chat/completions` })
    expect((await failureOf(model.askForObject(request))).code).toBe('model-failed')
    expect(other.asked).toEqual([])
  })

  it('never puts the key or the text into the log', async () => {
    const lines: string[] = []
    const keep = (fields: object, message: string) => lines.push(JSON.stringify(fields) + message)
    const log = { debug: keep, info: keep, warn: keep, error: keep }
    const { server, model } = await start({}, { log })
    server.behave({ kind: 'status', status: 401, message: `Incorrect API key: ${fakeApiKey} 水管漏了` })
    const failure = await failureOf(model.askForObject(request))
    expect(lines).toHaveLength(1)
    expect(lines.join('') + failure.message).not.toMatch(/sk-test|水管/)
  })
})

describe('the circuit of a language model', () => {
  const breaker = { failuresToOpen: 3, openMs: 1_000, maxOpenMs: 8_000 }

  function createSteppedClock(): Clock & { step(ms: number): void } {
    const real = createClock()
    let aheadMs = 0
    return {
      ...real,
      now: () => new Date(real.now().getTime() + aheadMs),
      step: ms => {
        aheadMs += ms
      },
    }
  }

  it('opens after failures in a row, spares the server, and closes after one good probe', async () => {
    const clock = createSteppedClock()
    const { server, model } = await start({}, { breaker, clock })
    server.behave({ kind: 'status', status: 401 })
    for (let round = 0; round < 3; round += 1)
      expect((await failureOf(model.askForObject(request))).reason).toBe('refused')
    expect(model.circuit()).toBe('open')
    expect((await failureOf(model.askForObject(request))).reason).toBe('open-circuit')
    expect(server.asked).toHaveLength(3)

    clock.step(breaker.openMs)
    expect(model.circuit()).toBe('half-open')
    server.behave({ kind: 'answer', content: '{"kind":"ask"}' })
    const both = await Promise.allSettled([model.askForObject(request), model.askForObject(request)])
    expect(both.map(result => result.status)).toEqual(['fulfilled', 'rejected'])
    expect(model.circuit()).toBe('closed')
    expect((await model.askForObject(request)).value).toEqual({ kind: 'ask' })
  })

  it('opens at the first timeout and waits twice as long after a failed probe', async () => {
    const clock = createSteppedClock()
    const { server, model } = await start({}, { breaker, clock, deadlineMs: shortMs })
    server.behave({ kind: 'slow' })
    expect((await failureOf(model.askForObject(request))).reason).toBe('timeout')
    expect((await failureOf(model.askForObject(request))).reason).toBe('open-circuit')
    clock.step(breaker.openMs)
    expect((await failureOf(model.askForObject(request))).reason).toBe('timeout')
    clock.step(breaker.openMs)
    expect(model.circuit()).toBe('open')
    clock.step(breaker.openMs)
    expect(model.circuit()).toBe('half-open')
  })

  it('stays closed when the model merely declines single messages', async () => {
    const { server, model } = await start({}, { breaker })
    server.behave({ kind: 'refusal' })
    for (let round = 0; round < 4; round += 1) await failureOf(model.askForObject(request))
    expect(model.circuit()).toBe('closed')
  })
})

function formatOf(body: unknown): string {
  const fields = body as Record<string, unknown>
  return fields['response_format'] ? 'response_format' : fields['tools'] ? 'tools' : 'plain'
}
