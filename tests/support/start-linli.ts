import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Environment, readConfig } from '../../src/config/read-config.ts'
import { type RunningServer, serve } from '../../src/desk/serve.ts'
import { type Product, startProduct } from '../../src/start-product.ts'
import { askForPostgres, askForRedis } from './databases.ts'
import { findFreePort } from './free-port.ts'
import { until } from './until.ts'

export const apiToken = 'token-of-the-tests'

export type StorageName = 'PGlite' | 'PostgreSQL and Redis'

/** What the main journeys run on: both kinds, or the one that LINLI_TEST_STORAGE names (`pglite` or `postgres`). */
export const storageNames: StorageName[] = chooseStorages(process.env['LINLI_TEST_STORAGE'])

function chooseStorages(asked: string | undefined): StorageName[] {
  if (asked === 'pglite') return ['PGlite']
  if (asked === 'postgres') return ['PostgreSQL and Redis']
  return ['PGlite', 'PostgreSQL and Redis']
}

export interface LinliOptions {
  telegram?: { token: string; apiRoot: string }
  /** Telegram calls us instead of being polled. */
  webhook?: boolean
  storage?: StorageName
  /** Instead of a new one, which goes when Linli stops. */
  dataDir?: string
  /** All demo documents instead of one small one, which starts faster. */
  allDocuments?: boolean
  env?: Environment
}

/** The whole product in this process, behind its HTTP server. */
export interface RunningLinli {
  url: string
  dataDir: string
  product: Product
  /** GET of the public API as a program; rejects unless it answers 200. */
  ask<T>(path: string): Promise<T>
  stop(): Promise<void>
}

/** Starts the product as `src/main.ts` does, from an environment, in this process. */
export async function startLinli(options: LinliOptions = {}): Promise<RunningLinli> {
  const dataDir = options.dataDir ?? makeFolder()
  const config = readConfig(await writeEnvironment(options, dataDir))
  const product = await startProduct(config)
  const server: RunningServer = await serve({
    app: product.routes,
    host: config.host,
    port: config.port,
    log: product.log,
  })
  return {
    url: server.url,
    dataDir,
    product,
    ask: path => askApi(server.url, path),
    stop: async () => {
      await server.close(1_000)
      await product.stop()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The product in a process of its own. */
export interface LinliProcess {
  readonly pid: number
  url: string
  /** Resolves when it says that it runs, rejects when it ends before. */
  ready(withinMs?: number): Promise<void>
  isReady(): boolean
  ask<T>(path: string): Promise<T>
  /** All it wrote. */
  output(): string
  kill(signal: 'SIGKILL' | 'SIGTERM'): void
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** Gives what starts the product as its own process again and again, each time on the same data and port. */
export async function prepareLinliProcess(
  options: LinliOptions & { dataDir: string; nodeFlags?: string[] },
): Promise<() => LinliProcess> {
  const main = await askForBuiltMain()
  const env = await writeEnvironment(options, options.dataDir)
  const flags = options.nodeFlags ?? []
  return () => {
    const child = spawn(process.execPath, [...flags, '--enable-source-maps', main], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return watch(child, `http://127.0.0.1:${env['PORT']}`)
  }
}

function watch(child: ChildProcess, url: string): LinliProcess {
  let output = ''
  child.stdout?.on('data', data => {
    output += data
  })
  child.stderr?.on('data', data => {
    output += data
  })
  let isOver = false
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(resolve => {
    child.once('close', (code, signal) => {
      isOver = true
      resolve({ code, signal })
    })
  })
  const isReady = () => output.includes('Linli is running')
  return {
    pid: child.pid ?? 0,
    url,
    isReady,
    ready: async (withinMs = 300_000) => {
      await until('Linli is running', () => isReady() || isOver, withinMs)
      if (!isReady()) throw new Error(`Linli ended before it ran:\n${output}`)
    },
    ask: path => askApi(url, path),
    output: () => output,
    kill: signal => {
      child.kill(signal)
    },
    ended,
  }
}

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'linli-test-'))
}

async function askApi<T>(url: string, path: string): Promise<T> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${apiToken}` } })
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function writeEnvironment(options: LinliOptions, dataDir: string): Promise<Environment> {
  const { telegram, webhook = false } = options
  const port = await findFreePort()
  return {
    PORT: String(port),
    DATA_DIR: dataDir,
    API_TOKEN: apiToken,
    ADMIN_PASSWORD: 'a password of the tests',
    LOG_LEVEL: 'error',
    ...(options.allDocuments ? {} : { KNOWLEDGE_DIR: copySmallDocuments(dataDir) }),
    ...(options.storage === 'PostgreSQL and Redis'
      ? { DATABASE_URL: await askForPostgres(), REDIS_URL: await askForRedis() }
      : {}),
    ...(telegram ? { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot } : {}),
    ...(webhook
      ? { TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}`, TELEGRAM_WEBHOOK_SECRET: 'a_secret-of-the-tests' }
      : {}),
    ...options.env,
  }
}

function copySmallDocuments(dataDir: string): string {
  const folder = join(dataDir, 'documents')
  mkdirSync(folder, { recursive: true })
  cpSync('knowledge-base/complaints.md', join(folder, 'complaints.md'))
  return folder
}

/** Gives the compiled product, built anew once a run when the sources are newer. */
async function askForBuiltMain(): Promise<string> {
  const response = await fetch(`${inject('serversUrl')}/built-main`)
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}
