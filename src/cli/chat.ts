import { TerminalChannel } from '../adapters/terminal/terminal-channel.ts'
import { readConfig } from '../config/read-config.ts'
import { createClock } from '../shared/clock.ts'
import { type CliIo, readLocale, writeLine } from './io.ts'
import type { CliParts } from './parts.ts'

const greeting = {
  zh: '您现在是一位住户，直接打字即可；输入数字选按钮，/quit 离开。',
  en: 'You are a resident now: just type. A number chooses a button, /quit leaves.',
}

/** Talks in the terminal as one resident, on the data of this installation. Gives the exit code. */
export async function runChat(_args: string[], parts: CliParts, io: CliIo): Promise<number> {
  // The log would run through the talk; what goes wrong still shows.
  const config = readConfig({ ...io.env, LOG_LEVEL: io.env['LOG_LEVEL'] || 'error' })
  const interactive = 'isTTY' in io.input && io.input.isTTY === true
  const channel = new TerminalChannel({
    input: io.input,
    output: io.output,
    clock: createClock(),
    interactive,
  })
  if (interactive) writeLine(io, greeting[readLocale(io.env)])
  const app = await parts.startApp(config, { channels: [channel] })
  try {
    await channel.left
  } finally {
    await app.stop()
  }
  return 0
}
