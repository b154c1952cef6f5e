import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerEmbeddings, answerTranscription } from './answer-media.ts'
import { type ChatBody, checkChatBody } from './check-chat-body.ts'

/** How the server behaves for one request; the last of a list stays. */
export type FakeBehaviour =
  | { kind: 'answer'; content: string; finish?: string }
  | {
      kind: 'status'
      status: number
      retryAfter?: string
      location?: string
      message?: string
      param?: string
    }
  | { kind: 'slow' }
  | { kind: 'drip'; everyMs: number }
  | { kind: 'truncated' }
  | { kind: 'empty-choices' }
  | { kind: 'refusal' }
  | { kind: 'large'; bytes: number }
  | { kind: 'hang-up' }

export interface FakeOptions {
  /** Parts of the API this server does not know; asking for them is a 400. */
  lacks?: ('json_schema' | 'tools' | 'max_completion_tokens' | 'temperature')[]
}

export interface FakeOpenAi {
  baseUrl: string
  /** Bodies of the chat completions asked for, refused ones included. */
  readonly asked: unknown[]
  /** What the server found wrong with requests: header or path faults that no server would take. */
  readonly faults: string[]
  readonly abortedByClient: () => number
  behave(...behaviours: [FakeBehaviour, ...FakeBehaviour[]]): void
  stop(): Promise<void>
}

const chatPath = '/v1/chat/completions'
const embeddingsPath = '/v1/embeddings'
const transcriptionPath = '/v1/audio/transcriptions'

export const fakeApiKey = 'sk-test-0123456789abcdef'

/** A loopback chat-completions server as strict as the real one, whose answers and failings are scripted. */
export async function startFakeOpenAi(options: FakeOptions = {}): Promise<FakeOpenAi> {
  const asked: unknown[] = []
  const faults: string[] = []
  let aborted = 0
  let script: FakeBehaviour[] = [{ kind: 'answer', content: '{}' }]
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) aborted += 1
    })
    handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readBody(request)
    const other = await answerOther(request, raw)
    if (other) return 'answer' in other ? answerJson(response, other.answer) : refuse(response, other)
    const accepted = accept(request, raw.toString('utf8'))
    if ('message' in accepted) return refuse(response, accepted)
    const behaviour = script.length > 1 ? script.shift() : script[0]
    if (behaviour) await act(behaviour, accepted.body, response)
  }

  async function answerOther(
    request: IncomingMessage,
    raw: Buffer,
  ): Promise<{ answer: unknown } | Refusal | undefined> {
    const path = request.url ?? ''
    if (path === chatPath) return undefined
    const fault = findRequestFault(request)
    const type = request.headers['content-type'] ?? ''
    const result = fault
      ? { error: fault.message }
      : path === embeddingsPath
        ? answerEmbeddings(JSON.parse(raw.toString('utf8')))
        : await answerTranscription(raw, type)
    if ('answer' in result) return result
    faults.push(result.error)
    return fault ?? { status: 400, message: result.error }
  }

  function accept(request: IncomingMessage, raw: string): { body: ChatBody } | Refusal {
    const fault = findRequestFault(request)
    if (fault) faults.push(fault.message)
    const read = fault ?? parse(raw)
    if ('message' in read) return read
    asked.push(read.value)
    const checked = checkChatBody(read.value)
    if ('error' in checked) {
      faults.push(checked.error)
      return { status: 400, message: checked.error }
    }
    const lack = findLack(checked.body, options.lacks ?? [])
    return lack ? { status: 400, message: `Unsupported parameter: '${lack}'`, param: lack } : checked
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    faults,
    abortedByClient: () => aborted,
    behave: (...behaviours) => {
      script = behaviours
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Refusal {
  status: number
  message: string
  param?: string
}

function parse(raw: string): { value: unknown } | Refusal {
  try {
    return { value: JSON.parse(raw) }
  } catch {
    return { status: 400, message: 'We could not parse the JSON body of your request.' }
  }
}

function findRequestFault(request: IncomingMessage): Refusal | undefined {
  if (![chatPath, embeddingsPath, transcriptionPath].includes(request.url ?? ''))
    return { status: 404, message: `Invalid URL (${request.url})` }
  if (request.method !== 'POST') return { status: 405, message: `Not allowed to ${request.method}` }
  if (request.headers.authorization !== `Bearer ${fakeApiKey}`)
    return { status: 401, message: 'Incorrect API key' }
  const wanted = request.url === transcriptionPath ? 'multipart/form-data' : 'application/json'
  if (!request.headers['content-type']?.startsWith(wanted)) {
    return { status: 415, message: `Unsupported Media Type: expected ${wanted}` }
  }
  return undefined
}

function findLack(body: ChatBody, lacks: NonNullable<FakeOptions['lacks']>): string | undefined {
  return lacks.find(lack => {
    if (lack === 'json_schema') return body.response_format?.type === 'json_schema'
    return body[lack] !== undefined
  })
}

async function act(behaviour: FakeBehaviour, body: ChatBody, response: ServerResponse): Promise<void> {
  if (behaviour.kind === 'slow') return
  if (behaviour.kind === 'hang-up') return void response.destroy()
  if (behaviour.kind === 'drip') return drip(response, behaviour.everyMs)
  if (behaviour.kind === 'status') {
    if (behaviour.retryAfter) response.setHeader('retry-after', behaviour.retryAfter)
    if (behaviour.location) response.setHeader('location', behaviour.location)
    return refuse(response, { message: 'scripted failure', ...behaviour })
  }
  const whole = JSON.stringify(writeCompletion(behaviour, body))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(behaviour.kind === 'truncated' ? whole.slice(0, whole.length / 2) : whole)
}

function writeCompletion(behaviour: FakeBehaviour, body: ChatBody): unknown {
  const content =
    behaviour.kind === 'answer'
      ? behaviour.content
      : 'x'.repeat(behaviour.kind === 'large' ? behaviour.bytes : 1)
  const finish = behaviour.kind === 'answer' ? (behaviour.finish ?? 'stop') : 'stop'
  const message = body.tools
    ? { role: 'assistant', content: null, tool_calls: [callTool(body, content)] }
    : {
        role: 'assistant',
        content,
        refusal: behaviour.kind === 'refusal' ? 'I cannot help with that.' : null,
      }
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: 1_763_900_000,
    model: body.model,
    choices: behaviour.kind === 'empty-choices' ? [] : [{ index: 0, message, finish_reason: finish }],
    usage: { prompt_tokens: 210, completion_tokens: 34, total_tokens: 244 },
  }
}

function callTool(body: ChatBody, content: string): unknown {
  const name = body.tool_choice?.function.name ?? body.tools?.[0]?.function.name
  return { id: `call_${randomUUID()}`, type: 'function', function: { name, arguments: content } }
}

/** A byte now and then: the connection lives, the answer never ends. */
async function drip(response: ServerResponse, everyMs: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), everyMs)
  response.on('close', () => clearInterval(timer))
}

function answerJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  const { status, message, param = null } = refusal
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param, code: null } }))
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
