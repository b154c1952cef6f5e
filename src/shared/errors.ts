/** Every error a caller may meet on purpose; each code has an entry in docs/errors.md. */
export type ErrorCode =
  | 'bad-environment'
  | 'data-dir-in-use'
  | 'data-dir-damaged'
  | 'migration-failed'
  | 'migration-edited'
  | 'database-unreachable'
  | 'queue-unreachable'
  | 'telegram-token-refused'
  | 'telegram-second-poller'
  | 'wechat-refused'
  | 'port-in-use'
  | 'bad-request'
  | 'not-signed-in'
  | 'code-needed'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'too-many-requests'
  | 'file-too-large'
  | 'bad-file'
  | 'model-failed'

/** An error with a stable code. The message says what was expected, what came, and what to do; never a secret. */
export class LinliError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'LinliError'
    this.code = code
  }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
