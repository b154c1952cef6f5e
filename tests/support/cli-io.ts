import { PassThrough } from 'node:stream'
import type { CliIo } from '../../src/cli/io.ts'

/** Gives streams for a command, and what it has written so far. */
export function createCliIo(env: Record<string, string> = {}) {
  const input = new PassThrough()
  const output = new PassThrough()
  const errors = new PassThrough()
  const collect = (stream: PassThrough) => {
    let text = ''
    stream.on('data', data => {
      text += data
    })
    return () => text
  }
  const io: CliIo = { input, output, errors, env: { LANG: 'en', ...env } }
  return { io, input, readOutput: collect(output), readErrors: collect(errors) }
}
