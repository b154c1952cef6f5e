import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type ErrorCode, LinliError, messageOf } from '../errors.ts'
import type { Log } from '../log.ts'

const statuses: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-request': 400,
  'code-needed': 401,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'file-too-large': 413,
  'bad-file': 415,
  'too-many-requests': 429,
  'database-unreachable': 503,
  'queue-unreachable': 503,
}

const codesByStatus = new Map(Object.entries(statuses).map(([code, status]) => [status, code]))

export interface ErrorBody {
  error: { code: string; message: string }
}

/**
 * Gives the status and the body to answer with. What was not thrown on purpose becomes a bare 500: its
 * message and stack go to the log, never to the caller.
 */
export function toErrorResponse(error: unknown, log: Log): { status: ContentfulStatusCode; body: ErrorBody } {
  if (error instanceof LinliError && statuses[error.code] !== undefined) {
    const status = statuses[error.code] ?? 500
    return { status, body: { error: { code: error.code, message: error.message } } }
  }
  if (error instanceof HTTPException && error.status < 500) {
    const status = error.status as ContentfulStatusCode
    const code = codesByStatus.get(status) ?? 'bad-request'
    return { status, body: { error: { code, message: error.message || code } } }
  }
  log.error({ error: messageOf(error) }, 'a request failed')
  return { status: 500, body: { error: { code: 'internal', message: 'Something went wrong on our side.' } } }
}
