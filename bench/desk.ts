import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '../tests/support/browser.ts'
import { startPostgres } from '../tests/support/start-postgres.ts'
import { startRedis } from '../tests/support/start-redis.ts'
import { type DeskServerOptions, type DeskServerReady, firstChat } from './desk-server.ts'
import { percentile } from './drive-talks.ts'
import { startLoopback } from './telegram-loopback.ts'
import { nameMachine, type Row, writeTable } from './write-table.ts'

// `tsx bench/desk.ts` (or `npm run bench -- --only=desk`): 1,000 open conversations in ten communities, 50 staff with open
// desks. Messages come over the Telegram loopback; counted is the time until each right desk has the event. `--quick` for a
// look, `--servers` on PostgreSQL and Redis instead of the embedded database.

const isQuick = process.argv.includes('--quick')
const onServers = process.argv.includes('--servers')
const size = { conversations: 1_000, staff: 50, communities: 10 }
const messages = isQuick ? 50 : 400
const perSecond = 10
const pageLoads = isQuick ? 3 : 10

interface Said {
  atMs: number
  community: number
  /** Desks that have it, by number of their staff. */
  seen: Map<number, number>
}

/** Follows one member's live events; `onText` gets the last words of each conversation that changes. */
async function follow(url: string, cookie: string, onText: (text: string) => void): Promise<() => void> {
  const ending = new AbortController()
  const response = await fetch(`${url}/api/events`, { headers: { cookie }, signal: ending.signal })
  if (!response.ok || !response.body) throw new Error(`no live events: ${response.status}`)
  const read = async () => {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      rest += decoder.decode(chunk, { stream: true })
      const events = rest.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const data = /^event: conversation[\s\S]*?^data: (.*)$/m.exec(event)?.[1]
        if (data) onText((JSON.parse(data) as { lastText: string }).lastText)
      }
    }
  }
  read().catch(() => {})
  return () => ending.abort()
}

async function measureLive(
  { url, cookies }: DeskServerReady,
  say: (chat: number, text: string) => void,
): Promise<{ latencies: number[]; missed: number; wrong: number }> {
  const said = new Map<string, Said>()
  let wrong = 0
  const ends: (() => void)[] = []
  for (const [number, cookie] of cookies.entries()) {
    const onText = (text: string) => {
      const found = said.get(text)
      if (!found) return
      if (found.community !== number % size.communities) wrong += 1
      else if (!found.seen.has(number)) found.seen.set(number, performance.now() - found.atMs)
    }
    ends.push(await follow(url, cookie, onText))
  }
  await wait(2_000)
  for (let n = 0; n < messages; n += 1) {
    const chat = (n * 37) % size.conversations
    const text = `新消息 ${n}`
    said.set(text, { atMs: performance.now(), community: chat % size.communities, seen: new Map() })
    say(firstChat + chat, text)
    await wait(1_000 / perSecond)
  }
  await wait(5_000)
  for (const end of ends) end()
  const each = size.staff / size.communities
  const latencies = [...said.values()].flatMap(({ seen }) => [...seen.values()]).toSorted((a, b) => a - b)
  return { latencies, missed: messages * each - latencies.length, wrong }
}

/** What the inbox asks for when it opens, one after another as the page does. */
async function measureFirstAnswers({ url, cookies }: DeskServerReady): Promise<number[]> {
  const paths = ['/desk', '/api/session', '/api/communities', '/api/conversations?assignee=none&limit=50']
  const open = async (cookie: string) => {
    const from = performance.now()
    for (const path of paths) await (await fetch(url + path, { headers: { cookie } })).arrayBuffer()
    const all = await fetch(`${url}/api/conversations?limit=50`, { headers: { cookie } })
    const { items } = (await all.json()) as { items: unknown[] }
    if (items.length !== 50) throw new Error(`the first page has ${items.length} conversations`)
    return performance.now() - from
  }
  return (await Promise.all(cookies.map(open))).toSorted((a, b) => a - b)
}

/** In Chromium: from the address to the first conversations on the screen, each time in a new browser profile. */
async function measureFirstPage({ url, cookies }: DeskServerReady): Promise<number[]> {
  const browser = await launchBrowser()
  const took: number[] = []
  try {
    for (let n = 0; n < pageLoads; n += 1) {
      const context = await browser.newContext({ locale: 'zh-CN' })
      const [name = '', value = ''] = (cookies[n % size.communities] ?? '').split('=')
      await context.addCookies([{ name, value, url }])
      const page = await context.newPage()
      const from = performance.now()
      await page.goto(`${url}/desk`)
      await page.getByText('我的', { exact: true }).first().click()
      await page.getByRole('link', { name: /住户/ }).first().waitFor()
      took.push(performance.now() - from)
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return took.toSorted((a, b) => a - b)
}

async function startServer(
  options: DeskServerOptions,
): Promise<{ child: ChildProcess; ready: DeskServerReady }> {
  const script = fileURLToPath(new URL('./desk-server.ts', import.meta.url))
  const child = fork(script, [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] })
  const ended = new AbortController()
  child.once('exit', () => ended.abort(new Error('the measured process ended')))
  const [ready] = (await once(child, 'message', { signal: ended.signal })) as [DeskServerReady]
  return { child, ready }
}

const ms = (value: number) => `${value.toFixed(0)} ms`
const spread = (values: number[]) => [0.5, 0.95, 0.99].map(share => ms(percentile(values, share))).join(' / ')

async function measure(folder: string, storage: { databaseUrl?: string; redisUrl?: string }): Promise<Row[]> {
  const knowledgeDir = join(folder, 'documents')
  mkdirSync(knowledgeDir, { recursive: true })
  cpSync('knowledge-base/complaints.md', join(knowledgeDir, 'complaints.md'))
  const loopback = await startLoopback()
  const { token, apiRoot } = loopback
  const dataDir = join(folder, 'data')
  const { child, ready } = await startServer({ ...size, token, apiRoot, dataDir, knowledgeDir, ...storage })
  try {
    const answers = await measureFirstAnswers(ready)
    const pages = await measureFirstPage(ready)
    const live = await measureLive(ready, (chat, text) => loopback.say(chat, text))
    const desks = `${size.conversations} conversations, ${size.staff} desks`
    return [
      {
        what: `message to event on each right desk (${desks}, ${perSecond}/s), p50 / p95 / p99`,
        value: spread(live.latencies),
        budget: '500 ms (p95)',
        holds: percentile(live.latencies, 0.95) <= 500 && live.missed === 0 && live.wrong === 0,
      },
      { what: 'events missed / on a desk of another community', value: `${live.missed} / ${live.wrong}` },
      {
        what: 'first page in Chromium, address to conversations shown, p50 / p95 / p99',
        value: spread(pages),
        budget: '1,000 ms',
        holds: (pages.at(-1) ?? 0) < 1_000,
      },
      {
        what: `what the first page asks, ${size.staff} desks at once, p50 / p95 / p99`,
        value: spread(answers),
      },
    ]
  } finally {
    const exited = once(child, 'exit')
    child.send('stop')
    await exited
    await loopback.stop()
  }
}

async function measureOnServers(folder: string): Promise<Row[]> {
  const postgres = await startPostgres({ isDurable: true })
  const redis = await startRedis()
  try {
    return await measure(folder, { databaseUrl: await postgres.createDatabase(), redisUrl: redis.url })
  } finally {
    await redis.stop()
    await postgres.stop()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'linli-desk-'))
try {
  const rows = onServers ? await measureOnServers(folder) : await measure(folder, {})
  console.log(`${onServers ? 'PostgreSQL + Redis' : 'embedded database'}\n${writeTable(rows)}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`\n${nameMachine()}`)
