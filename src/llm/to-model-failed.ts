import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { ModelFailed } from '../shared/language-model.ts'

/** Gives the typed failure for anything the SDK throws. Messages name the HTTP status, never bodies or the key. */
export function toModelFailed(error: unknown): ModelFailed {
  if (error instanceof ModelFailed) return error
  if (error instanceof APIUserAbortError) return failed('timeout', 'the call to the model was aborted', error)
  if (error instanceof APIConnectionError) return failed('unreachable', 'no connection to the model', error)
  if (error instanceof APIError && error.status !== undefined) {
    const reason = error.status >= 500 || error.status === 408 ? 'unreachable' : 'refused'
    return failed(reason, `the model's server answered ${error.status}`, error)
  }
  return failed('nonsense', "the model's answer could not be read", error)
}

function failed(reason: ModelFailed['reason'], message: string, cause: unknown): ModelFailed {
  return new ModelFailed(reason, message, { cause })
}

/** Status of the server's answer; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  const cause = error instanceof ModelFailed ? error.cause : error
  return cause instanceof APIError ? cause.status : undefined
}

/** Real milliseconds the server asks to wait (`retry-after` in seconds or as a date); undefined where it asks nothing. */
export function retryAfterMsOf(error: unknown, nowMs: number): number | undefined {
  const cause = error instanceof ModelFailed ? error.cause : error
  const header = cause instanceof APIError ? cause.headers?.get('retry-after') : undefined
  if (!header) return undefined
  const seconds = Number(header)
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1000
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs)
}
