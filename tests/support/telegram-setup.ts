import type { Channel } from '../../src/adapters/channel.ts'
import {
  createTelegramChannel,
  type TelegramChannelOptions,
} from '../../src/adapters/telegram/telegram-channel.ts'
import type { OutgoingMessage } from '../../src/messaging/message.ts'
import { createClock } from '../../src/shared/clock.ts'
import type { LinliError } from '../../src/shared/errors.ts'
import type { Log } from '../../src/shared/log.ts'
import { type FakeTelegram, startFakeTelegram } from './fake-telegram/fake-telegram.ts'
import { RecordingInbox } from './recording-inbox.ts'

/** A channel, the fake it talks to, and everything it logged. */
export interface TelegramSetup {
  telegram: FakeTelegram
  channel: Channel
  inbox: RecordingInbox
  logged: string[]
  fatal: LinliError[]
  /** Another channel of the same bot. */
  another(options?: Partial<TelegramChannelOptions>): Channel
  send(chat: number, text: string, more?: Partial<OutgoingMessage>): ReturnType<Channel['send']>
  close(): Promise<void>
}

/** Gives the parts, not started yet. */
export async function setUpTelegram(options: Partial<TelegramChannelOptions> = {}): Promise<TelegramSetup> {
  const telegram = await startFakeTelegram()
  const logged: string[] = []
  const fatal: LinliError[] = []
  const channels: Channel[] = []
  const another = (more: Partial<TelegramChannelOptions> = {}) => {
    const channel = createTelegramChannel({
      token: telegram.token,
      apiRoot: telegram.apiRoot,
      log: recordLog(logged),
      clock: createClock(),
      onFatal: error => fatal.push(error),
      timings: { pollSeconds: 1, retryMs: 10, breathMs: 10, requestTimeoutMs: 400 },
      ...options,
      ...more,
    })
    channels.push(channel)
    return channel
  }
  const channel = another()
  return {
    telegram,
    channel,
    inbox: new RecordingInbox(),
    logged,
    fatal,
    another,
    send: (chat, text, more) =>
      channel.send({ to: { channel: 'telegram', chat: String(chat) }, text, key: text, ...more }),
    close: async () => {
      for (const one of channels) await one.stop()
      await telegram.stop()
    },
  }
}

function recordLog(lines: string[]): Log {
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
