import { messageOf } from '../../../shared/errors.ts'

/** The platform answered with an error code of its own. */
export class ApiRefusal extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(`${code} ${message}`)
    this.name = 'ApiRefusal'
    this.code = code
  }
}

/** The platform could not be reached, or failed. */
export class ApiUnreachable extends Error {
  readonly mayHaveArrived: boolean
  constructor(mayHaveArrived: boolean, message: string) {
    super(message)
    this.name = 'ApiUnreachable'
    this.mayHaveArrived = mayHaveArrived
  }
}

export interface ApiClientOptions {
  /** Such as `https://qyapi.weixin.qq.com`. */
  root: string
  /** Asks for a new access token, without one. */
  askToken(request: RawRequest): Promise<{ token: string; lifeSeconds: number }>
  /** Real milliseconds; default 10 s. */
  timeoutMs?: number
}

/** One request without a token; answers are the platform's JSON, errors by code are rejections. */
export type RawRequest = (path: string, body?: object) => Promise<Record<string, unknown>>

const tokenErrors = new Set([40001, 40014, 41001, 42001])
/** A token is renewed this long before its end. */
const spareMs = 300_000

/** Calls the JSON interfaces of WeChat and WeCom; keeps one access token and renews it when it is refused. */
export class ApiClient {
  private readonly options: ApiClientOptions
  private token: { value: string; endsAt: number } | undefined
  private asking: Promise<string> | undefined

  constructor(options: ApiClientOptions) {
    this.options = options
  }

  /** POSTs JSON (or GETs without a body). Rejects with `ApiRefusal` or `ApiUnreachable`, nothing else. */
  async call<T = Record<string, unknown>>(path: string, body?: object): Promise<T> {
    return (await this.withToken(token => this.request(this.address(path, token), body))) as T
  }

  /** The bytes of a media file. Rejects like `call`; files larger than `mostBytes` are refused. */
  async download(path: string, mostBytes: number): Promise<Buffer> {
    return await this.withToken(async token => {
      const response = await this.fetch(this.address(path, token), { method: 'GET' })
      const type = response.headers.get('content-type') ?? ''
      const bytes = await readAtMost(response, mostBytes)
      if (/json|text\/plain/u.test(type)) checkCode(readJson(bytes.toString('utf8')))
      return bytes
    })
  }

  /** Uploads a file as multipart form. Rejects like `call`. */
  async upload(
    path: string,
    file: { name: string; bytes: Buffer; mimeType: string },
  ): Promise<Record<string, unknown>> {
    return await this.withToken(async token => {
      const form = new FormData()
      form.set('media', new Blob([new Uint8Array(file.bytes)], { type: file.mimeType }), file.name)
      const response = await this.fetch(this.address(path, token), { method: 'POST', body: form })
      return checkCode(readJson(await readText(response)))
    })
  }

  private async withToken<T>(run: (token: string) => Promise<T>): Promise<T> {
    const token = await this.findToken()
    try {
      return await run(token)
    } catch (error) {
      if (!(error instanceof ApiRefusal) || !tokenErrors.has(error.code)) throw error
      if (this.token?.value === token) this.token = undefined
      return await run(await this.findToken())
    }
  }

  /** One question for all callers; a token asked for twice would end the first on some platforms. */
  private async findToken(): Promise<string> {
    if (this.token && this.token.endsAt > Date.now()) return this.token.value
    this.asking ??= this.options
      .askToken((path, body) => this.request(`${this.options.root}${path}`, body))
      .then(({ token, lifeSeconds }) => {
        this.token = { value: token, endsAt: Date.now() + lifeSeconds * 1000 - spareMs }
        return token
      })
      .finally(() => {
        this.asking = undefined
      })
    return await this.asking
  }

  private address(path: string, token: string): string {
    const mark = path.includes('?') ? '&' : '?'
    return `${this.options.root}${path}${mark}access_token=${encodeURIComponent(token)}`
  }

  private async request(address: string, body?: object): Promise<Record<string, unknown>> {
    const response = await this.fetch(address, {
      method: body ? 'POST' : 'GET',
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    return checkCode(readJson(await readText(response)))
  }

  private async fetch(address: string, init: RequestInit): Promise<Response> {
    const signal = AbortSignal.timeout(this.options.timeoutMs ?? 10_000)
    const response = await fetch(address, { ...init, signal, redirect: 'error' }).catch((error: unknown) => {
      throw new ApiUnreachable(!neverLeft(error), describe(error))
    })
    if (response.ok) return response
    await response.body?.cancel()
    throw new ApiUnreachable(response.status >= 500, `HTTP status ${response.status}`)
  }
}

function neverLeft(error: unknown): boolean {
  const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: string }
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code ?? '')
}

/** Never with the address: it holds the token. */
function describe(error: unknown): string {
  const { cause } = error as { cause?: unknown }
  const text = cause === undefined ? messageOf(error) : messageOf(cause)
  return text.replace(/https?:\/\/\S+/gu, '(address)').slice(0, 200)
}

async function readText(response: Response): Promise<string> {
  try {
    return await response.text()
  } catch (error) {
    throw new ApiUnreachable(true, describe(error))
  }
}

async function readAtMost(response: Response, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      if (length > mostBytes) break
      chunks.push(chunk)
    }
  } catch (error) {
    throw new ApiUnreachable(true, describe(error))
  }
  if (length > mostBytes) throw new ApiRefusal(0, `the file is larger than ${mostBytes} bytes`)
  return Buffer.concat(chunks)
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new ApiUnreachable(true, 'the answer is no JSON')
}

function checkCode(answer: Record<string, unknown>): Record<string, unknown> {
  const code = Number(answer['errcode'] ?? 0)
  if (code !== 0) throw new ApiRefusal(code, String(answer['errmsg'] ?? '').slice(0, 200))
  return answer
}
