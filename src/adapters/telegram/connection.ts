import type { Clock } from '../../shared/clock.ts'
import { type LinliError, messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { ChannelInbox } from '../channel.ts'
import { Poller, type PollTimings } from './poll-updates.ts'
import { readFatal } from './read-fatal.ts'
import type { Bot } from './read-text.ts'
import { allowedUpdates } from './read-update.ts'
import { createUpdateTaker, type TakeUpdate } from './take-update.ts'
import { type TelegramApi, TelegramRefusal } from './telegram-api.ts'
import { backOff, waitReal } from './wait-real.ts'

export interface ConnectionParts {
  api: TelegramApi
  clock: Clock
  log: Log
  timings: PollTimings
  onFatal: (error: LinliError) => void
  /** Full address Telegram is told to call. Absent: long polling. */
  webhook: { url: string; secret: string } | undefined
}

/** Holds the way in: learns who we are, then polls or registers the webhook, and tries on while Telegram is away. */
export class TelegramConnection {
  /** Keeps updates; absent before the start and after the stop. */
  taker: TakeUpdate | undefined
  private readonly parts: ConnectionParts
  private readonly keeping = new Set<Promise<void>>()
  private ending = new AbortController()
  private connecting: Promise<void> | undefined
  private poller: Poller | undefined

  constructor(parts: ConnectionParts) {
    this.parts = parts
  }

  /** Resolves when connected, or when Telegram is away and tries go on; rejects with a `LinliError`. */
  async start(inbox: ChannelInbox, onConnected: () => Promise<void>): Promise<void> {
    this.ending = new AbortController()
    const connect = async () => {
      await this.connect(inbox)
      if (!this.ending.signal.aborted) void onConnected()
    }
    try {
      await connect()
    } catch (error) {
      const fatal = readFatal(error)
      if (fatal) throw fatal
      this.connecting = this.connectLater(error, connect)
    }
  }

  /** Takes nothing more, then waits for what is being kept. */
  async stop(): Promise<void> {
    this.ending.abort()
    await this.connecting
    await this.poller?.stop()
    this.poller = undefined
    this.taker = undefined
    await Promise.allSettled(this.keeping)
  }

  private async connect(inbox: ChannelInbox): Promise<void> {
    const { api, webhook } = this.parts
    const bot = await api.call<Bot>('getMe', {}, this.until)
    const take = this.track(createUpdateTaker({ ...this.parts, inbox, bot }))
    if (webhook) {
      this.taker = take
      const params = { url: webhook.url, secret_token: webhook.secret, allowed_updates: allowedUpdates }
      await api.call('setWebhook', params, this.until)
      return
    }
    await api.call('deleteWebhook', { drop_pending_updates: false }, this.until)
    if (!this.ending.signal.aborted) this.poller = new Poller({ ...this.parts, take })
  }

  private get until(): { signal: AbortSignal } {
    return { signal: this.ending.signal }
  }

  private track(take: TakeUpdate): TakeUpdate {
    return (update, attempt) => {
      const task = take(update, attempt).finally(() => this.keeping.delete(task))
      this.keeping.add(task)
      return task
    }
  }

  private async connectLater(first: unknown, connect: () => Promise<void>): Promise<void> {
    let error = first
    for (let attempt = 0; ; attempt += 1) {
      this.parts.log.warn({ error: messageOf(error) }, 'telegram not reached, trying again')
      const asked = error instanceof TelegramRefusal ? error.retryAfterSeconds : undefined
      const own = backOff(attempt, { firstMs: this.parts.timings.retryMs, mostMs: 30_000 })
      await waitReal(this.parts.clock, asked === undefined ? own : asked * 1000, this.ending.signal)
      if (this.ending.signal.aborted) return
      try {
        return await connect()
      } catch (next) {
        const fatal = readFatal(next)
        if (fatal) return this.parts.onFatal(fatal)
        error = next
      }
    }
  }
}
