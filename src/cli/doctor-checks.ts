import { access, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect, createServer } from 'node:net'
import { dirname } from 'node:path'
import { type Config, type Environment, readConfig } from '../config/read-config.ts'
import { LinliError, messageOf } from '../shared/errors.ts'
import type { CliParts } from './parts.ts'

export interface CheckResult {
  name: string
  /** `note`: it runs, with less. `problem`: it does not start, or not as configured. */
  state: 'ok' | 'note' | 'problem'
  found: string
  advice?: { zh: string; en: string }
}

type Advice = NonNullable<CheckResult['advice']>
const timeoutMs = 5_000

/** Gives the results one by one, in the order in which a person would mend them. */
export async function* runChecks(
  env: Environment,
  parts: Pick<CliParts, 'tryDataDir'>,
): AsyncGenerator<CheckResult> {
  yield checkNode(process.versions.node)
  for (const part of nativeParts) yield checkPart(part)
  const settings = checkSettings(env)
  yield settings.result
  for (const warning of settings.config?.warnings ?? [])
    yield { name: 'settings', state: 'note', found: warning }
  if (settings.config) yield* checkWorld(settings.config, parts)
}

async function* checkWorld(config: Config, parts: Pick<CliParts, 'tryDataDir'>): AsyncGenerator<CheckResult> {
  yield await checkDataDir(config, parts)
  yield await checkPort(config.host, config.port)
  if (config.databaseUrl) {
    yield await checkReach('database', config.databaseUrl, {
      zh: '检查 PostgreSQL 是否运行、DATABASE_URL 是否正确',
      en: 'check that PostgreSQL runs and DATABASE_URL is right',
    })
  }
  if (config.redisUrl) {
    yield await checkReach('redis', config.redisUrl, {
      zh: '检查 Redis 是否运行，或去掉 REDIS_URL',
      en: 'check that Redis runs, or unset REDIS_URL',
    })
  }
  if (config.telegram) yield await checkTelegram(config.telegram)
  if (config.model) yield await checkModel(config.model)
}

/** Gives whether this version of Node.js can run Linli: 20.19 or newer. */
export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEnough = major > 20 || (major === 20 && minor >= 19)
  if (isEnough) return { name: 'node', state: 'ok', found: version }
  const advice = { zh: '请安装 Node.js 20.19 或更新版本', en: 'install Node.js 20.19 or newer' }
  return { name: 'node', state: 'problem', found: version, advice }
}

const nativeParts: { name: string; advice: Advice }[] = [
  {
    name: 'hnswlib-node',
    advice: {
      zh: '改用精确检索；装好 C++ 编译器后重新 npm ci 可加快大知识库',
      en: 'exact search serves instead; install a C++ compiler and run npm ci again for large knowledge bases',
    },
  },
  {
    name: 'onnxruntime-node',
    advice: {
      zh: '改用关键词检索（BM25）；重新 npm ci 可恢复语义检索',
      en: 'keyword search (BM25) serves instead; run npm ci again for search by meaning',
    },
  },
  {
    name: '@node-rs/jieba',
    advice: {
      zh: '改用内置的二字切分；重新 npm ci 可恢复分词',
      en: 'pairs of characters serve instead; run npm ci again for words',
    },
  },
]

function checkPart({ name, advice }: { name: string; advice: Advice }): CheckResult {
  try {
    createRequire(import.meta.url)(name)
    return { name, state: 'ok', found: 'loads' }
  } catch (error) {
    return { name, state: 'note', found: firstLine(error), advice }
  }
}

function checkSettings(env: Environment): { result: CheckResult; config?: Config } {
  try {
    const config = readConfig(env)
    return { config, result: { name: 'settings', state: 'ok', found: 'every variable is good' } }
  } catch (error) {
    const advice = { zh: '按提示改正环境变量', en: 'mend the variables named' }
    return { result: { name: 'settings', state: 'problem', found: messageOf(error), advice } }
  }
}

/** Gives whether the directory, or the nearest one above it that exists, can be written; creates nothing. */
async function checkDataDir(config: Config, parts: Pick<CliParts, 'tryDataDir'>): Promise<CheckResult> {
  const { dataDir } = config
  const name = 'data directory'
  try {
    const existing = await findExisting(dataDir)
    await access(existing, constants.W_OK)
    if (existing === dataDir && !config.databaseUrl) await parts.tryDataDir(config)
    return {
      name,
      state: 'ok',
      found: existing === dataDir ? `${dataDir} is free` : `${dataDir} will be made`,
    }
  } catch (error) {
    const isLocked = error instanceof LinliError && error.code === 'data-dir-in-use'
    return {
      name,
      state: 'problem',
      found: firstLine(error),
      advice: isLocked ? dataDirAdvice.locked : dataDirAdvice.closed,
    }
  }
}

const dataDirAdvice: Record<'locked' | 'closed', Advice> = {
  locked: {
    zh: '先停掉正在运行的那一个，或另设 DATA_DIR',
    en: 'stop the other one, or set another DATA_DIR',
  },
  closed: {
    zh: '给运行账号写权限，或另设 DATA_DIR',
    en: 'give this account the right to write, or set DATA_DIR',
  },
}

async function findExisting(path: string): Promise<string> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  return isThere || dirname(path) === path ? path : findExisting(dirname(path))
}

/** Gives whether the port can be listened on. */
export function checkPort(host: string, port: number): Promise<CheckResult> {
  const advice = { zh: '停掉占用它的程序，或另设 PORT', en: 'stop what listens there, or set another PORT' }
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', error =>
      resolve({ name: 'port', state: 'problem', found: firstLine(error), advice }),
    )
    server.listen(port, host, () => {
      server.close(() => resolve({ name: 'port', state: 'ok', found: `${host}:${port} is free` }))
    })
  })
}

/** Gives whether a server listens at the address; names host and port only, since the rest may be secret. */
export function checkReach(name: string, address: string, advice: Advice): Promise<CheckResult> {
  const url = new URL(address)
  const defaults: Record<string, number> = {
    'postgres:': 5432,
    'postgresql:': 5432,
    'redis:': 6379,
    'rediss:': 6379,
  }
  const port = Number(url.port) || (defaults[url.protocol] ?? 0)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: timeoutMs })
    const end = (state: CheckResult['state'], found: string) => {
      socket.destroy()
      resolve({ name, state, found: `${host}:${port} ${found}`, ...(state !== 'ok' && { advice }) })
    }
    socket.once('connect', () => end('ok', 'listens'))
    socket.once('timeout', () => end('problem', 'does not answer'))
    socket.once('error', error => end('problem', firstLine(error)))
  })
}

async function checkTelegram({
  botToken,
  apiRoot,
}: {
  botToken: string
  apiRoot: string
}): Promise<CheckResult> {
  const advice = {
    zh: '检查网络与 TELEGRAM_API_ROOT；令牌从 BotFather 重新复制',
    en: 'check the network and TELEGRAM_API_ROOT; copy the token again from BotFather',
  }
  const answer = await fetchQuietly(`${apiRoot}/bot${botToken}/getMe`, {})
  if (answer.status === 200) return { name: 'telegram', state: 'ok', found: 'the token is accepted' }
  const found = answer.status === 401 || answer.status === 404 ? 'the token is refused' : answer.found
  return { name: 'telegram', state: 'problem', found, advice }
}

async function checkModel({ apiKey, baseUrl }: { apiKey: string; baseUrl: string }): Promise<CheckResult> {
  const advice = {
    zh: '检查 OPENAI_BASE_URL 与 OPENAI_API_KEY；在此之前离线回答',
    en: 'check OPENAI_BASE_URL and OPENAI_API_KEY; answers are made offline until then',
  }
  const answer = await fetchQuietly(`${baseUrl}/models`, { Authorization: `Bearer ${apiKey}` })
  if (answer.status === 200) return { name: 'language model', state: 'ok', found: 'the key is accepted' }
  const found = answer.status === 401 ? 'the key is refused' : answer.found
  return { name: 'language model', state: 'note', found, advice }
}

/** The address may hold a token, so that only the kind of failure is told. */
async function fetchQuietly(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; found: string }> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
    await response.body?.cancel()
    return { status: response.status, found: `answers ${response.status}` }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
    return { status: 0, found: `cannot be reached (${code})` }
  }
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0] ?? ''
}
