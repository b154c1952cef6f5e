import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { fakeApiKey, startFakeOpenAi } from '../tests/support/fake-openai/fake-openai.ts'

// Prints what it costs to ask a model through `openai` and through LangChain.js: run with `npx tsx bench/llm-clients.ts`.

const schema = {
  type: 'object',
  properties: { kind: { type: 'string' } },
  required: ['kind'],
  additionalProperties: false,
}
const calls = 300
const starts = 7

interface StartCost {
  importMs: number
  rssMb: number
}

/** Imports modules in a fresh process of plain Node. */
function measureStart(modules: string[]): StartCost {
  const imports = modules.map(name => `await import(${JSON.stringify(name)});`).join('')
  const program = `const t = performance.now(); ${imports} console.log(JSON.stringify({
    importMs: performance.now() - t, rssMb: process.memoryUsage().rss / 1e6 }))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, LANGSMITH_TRACING: 'false' },
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function percentile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

type Ask = () => Promise<unknown>

async function createOpenAiAsk(baseUrl: string): Promise<Ask> {
  const { default: OpenAI } = await import('openai')
  const client = new OpenAI({ apiKey: fakeApiKey, baseURL: baseUrl, maxRetries: 0 })
  return async () => {
    const completion = await client.chat.completions.create({
      model: 'fake',
      messages: [{ role: 'user', content: '厨房漏水' }],
      response_format: { type: 'json_schema', json_schema: { name: 'wish', schema, strict: true } },
    })
    return JSON.parse(completion.choices[0]?.message.content ?? '')
  }
}

async function createLangchainAsk(baseUrl: string): Promise<Ask> {
  const { ChatOpenAI } = await import('@langchain/openai')
  const configuration = { baseURL: baseUrl }
  const chat = new ChatOpenAI({ model: 'fake', apiKey: fakeApiKey, configuration, maxRetries: 0 })
  const structured = chat.withStructuredOutput(schema, { name: 'wish', method: 'jsonSchema', strict: true })
  return () => structured.invoke('厨房漏水')
}

/** Times of single calls, and processor time per call, the fake server in the same process included. */
async function timeCalls(ask: Ask): Promise<{ times: number[]; cpuMs: number }> {
  for (let round = 0; round < 30; round += 1) await ask()
  const times: number[] = []
  const before = process.cpuUsage()
  for (let round = 0; round < calls; round += 1) {
    const startedAt = performance.now()
    await ask()
    times.push(performance.now() - startedAt)
  }
  const { user, system } = process.cpuUsage(before)
  return { times, cpuMs: (user + system) / 1_000 / calls }
}

async function compareClients(): Promise<void> {
  const candidates: [name: string, modules: string[], create: (baseUrl: string) => Promise<Ask>][] = [
    ['openai', ['openai'], createOpenAiAsk],
    ['langchain + @langchain/openai', ['langchain', '@langchain/openai'], createLangchainAsk],
  ]
  const bare = measureStart([])
  console.log(`node ${process.version}, bare process ${bare.rssMb.toFixed(0)} MB RSS`)
  for (const [name, modules, create] of candidates) {
    const costs = Array.from({ length: starts }, () => measureStart(modules))
    const importMs = median(costs.map(cost => cost.importMs))
    const rssMb = median(costs.map(cost => cost.rssMb))
    const server = await startFakeOpenAi()
    server.behave({ kind: 'answer', content: '{"kind":"repair"}' })
    const { times, cpuMs } = await timeCalls(await create(server.baseUrl))
    if (server.faults.length > 0) throw new Error(server.faults[0])
    await server.stop()
    console.log(
      `${name}: import ${importMs.toFixed(0)} ms, RSS ${rssMb.toFixed(0)} MB, ` +
        `call p50 ${median(times).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms, ${cpuMs.toFixed(2)} ms of processor (${calls} calls)`,
    )
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await compareClients()
