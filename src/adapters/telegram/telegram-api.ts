import { Telegram } from 'telegraf'
import { messageOf } from '../../shared/errors.ts'

/** Telegram answered with an error: `code` and `description` are its own. */
export class TelegramRefusal extends Error {
  readonly code: number
  readonly retryAfterSeconds: number | undefined
  readonly migrateToChat: string | undefined
  constructor(answer: { code: number; description: string; parameters?: RefusalParameters | undefined }) {
    super(`${answer.code} ${answer.description}`)
    this.name = 'TelegramRefusal'
    this.code = answer.code
    this.retryAfterSeconds = answer.parameters?.retry_after
    const moved = answer.parameters?.migrate_to_chat_id
    this.migrateToChat = moved === undefined ? undefined : String(moved)
  }
}

interface RefusalParameters {
  retry_after?: number
  migrate_to_chat_id?: number
}

/** No usable answer came. `mayHaveArrived` is false only when the request cannot have left this machine. */
export class TelegramUnreachable extends Error {
  readonly mayHaveArrived: boolean
  constructor(mayHaveArrived: boolean, message: string) {
    super(message)
    this.name = 'TelegramUnreachable'
    this.mayHaveArrived = mayHaveArrived
  }
}

export interface CallOptions {
  signal?: AbortSignal
  timeoutMs?: number
}

export interface TelegramApi {
  /** Calls one method; rejects with `TelegramRefusal` or `TelegramUnreachable`, never with the token in any text. */
  call<T>(method: string, params: object, options?: CallOptions): Promise<T>
  /** Where a file that `getFile` named lies. Holds the token: fetch it, never log it. */
  fileUrl(filePath: string): URL
  /** Takes the token out of a text. */
  redact(text: string): string
}

export interface TelegramApiOptions {
  token: string
  apiRoot?: string
  /** How long one call may take. The library itself would wait 500 s. */
  requestTimeoutMs?: number
}

type AnyCall = (method: string, params: object, options: { signal: AbortSignal }) => Promise<unknown>

/** Gives the Bot API with deadlines and with errors that say whether the call may have been carried out. */
export function createTelegramApi(options: TelegramApiOptions): TelegramApi {
  const apiRoot = options.apiRoot ?? 'https://api.telegram.org'
  const telegram = new Telegram(options.token, { apiRoot, webhookReply: false })
  // The library's types end at Bot API 7.1; the call itself takes any method.
  const callApi = telegram.callApi.bind(telegram) as unknown as AnyCall
  const redact = (text: string) => text.replaceAll(options.token, '[token]')
  const requestTimeoutMs = options.requestTimeoutMs ?? 15_000

  async function call<T>(method: string, params: object, callOptions: CallOptions = {}): Promise<T> {
    const deadline = AbortSignal.timeout(callOptions.timeoutMs ?? requestTimeoutMs)
    const signal = callOptions.signal ? AbortSignal.any([callOptions.signal, deadline]) : deadline
    try {
      return (await callApi(method, params, { signal })) as T
    } catch (error) {
      throw readCallError(error, text => redact(`${method}: ${text}`))
    }
  }

  return {
    call,
    redact,
    fileUrl: path => new URL(`/file/bot${options.token}/${path}`, apiRoot),
  }
}

// The original error is dropped on purpose: its stack and its payload may hold the token or a resident's words.
function readCallError(error: unknown, describe: (text: string) => string): Error {
  const answer = error as {
    code?: unknown
    description?: string
    response?: unknown
    parameters?: RefusalParameters
  }
  if (typeof answer.code === 'number' && answer.response !== undefined) {
    const description = describe(answer.description ?? '')
    return new TelegramRefusal({ code: answer.code, description, parameters: answer.parameters })
  }
  return new TelegramUnreachable(!neverLeft(error), describe(messageOf(error)))
}

const neverLeftCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Whether the connection was never made, so that nothing can have been carried out. */
function neverLeft(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string') return false
  if (neverLeftCodes.has(code) || code.startsWith('CERT_') || code.startsWith('ERR_TLS_')) return true
  return code === 'ETIMEDOUT' && messageOf(error).includes('connect ')
}
