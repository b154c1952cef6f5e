import type { Readable, Writable } from 'node:stream'

/** What a command reads and writes; tests give their own. */
export interface CliIo {
  input: Readable
  output: Writable
  errors: Writable
  env: Record<string, string | undefined>
}

/** Writes one line to the output. */
export function writeLine(io: CliIo, line = ''): void {
  io.output.write(`${line}\n`)
}

/** Writes one line to where errors go. */
export function writeError(io: CliIo, line: string): void {
  io.errors.write(`${line}\n`)
}

/** Gives the language of help and messages: English where the locale is English, else Chinese. */
export function readLocale(env: CliIo['env']): 'zh' | 'en' {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return locale.toLowerCase().startsWith('en') ? 'en' : 'zh'
}
