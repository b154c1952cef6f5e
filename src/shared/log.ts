import { pino } from 'pino'

/** Structured log, one JSON line an event. Never pass resident texts, tokens or phones. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** Writes to stderr, so that stdout stays free for commands that print results. */
export function createLog(level: LogLevel): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
