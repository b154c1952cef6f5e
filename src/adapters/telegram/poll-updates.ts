import type { Update } from 'telegraf/types'
import type { Clock } from '../../shared/clock.ts'
import { type LinliError, messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import { describeSecondPoller, readFatal } from './read-fatal.ts'
import { allowedUpdates } from './read-update.ts'
import type { TakeUpdate } from './take-update.ts'
import { type TelegramApi, TelegramRefusal } from './telegram-api.ts'
import { mostPending, UpdateLedger } from './update-ledger.ts'
import { backOff, waitReal } from './wait-real.ts'

export interface PollTimings {
  /** How long Telegram holds an empty answer back. */
  pollSeconds: number
  /** First wait after a failed poll or a failed keeping; doubles up to 30 s. */
  retryMs: number
  /** Longest time that slow keeping holds up the next poll. */
  breathMs: number
}

export const defaultPollTimings: PollTimings = { pollSeconds: 30, retryMs: 1000, breathMs: 250 }

export interface PollerParts {
  api: TelegramApi
  take: TakeUpdate
  clock: Clock
  log: Log
  timings: PollTimings
  /** Polling has ended for good. */
  onFatal: (error: LinliError) => void
}

// Two rivals each lose every second poll; the one that began first gives way after three.
const conflictsUntilFatal = 3
// About four minutes of tries, see `retryMs`.
const triesUntilGivenUp = 12

/**
 * Asks Telegram for updates and confirms each only after it was kept. Own code, because the loop of the
 * library confirms a batch before its handlers end and waits for the slowest of them.
 */
export class Poller {
  private readonly ledger = new UpdateLedger()
  private readonly running = new Set<Promise<void>>()
  private readonly ending = new AbortController()
  private readonly loop: Promise<void>
  private readonly parts: PollerParts
  private failures = 0
  private conflicts = 0
  private fatal = false

  constructor(parts: PollerParts) {
    this.parts = parts
    this.loop = this.run()
  }

  /** Ends the polling, waits for what is being kept, and confirms it. */
  async stop(): Promise<void> {
    this.ending.abort()
    await this.loop
    await Promise.all(this.running)
    const offset = this.ledger.offset()
    if (this.fatal || offset === undefined) return
    // Without this last word Telegram would hand out again what is kept already; harmless, so best effort.
    await this.parts.api
      .call('getUpdates', { offset, limit: 1, timeout: 0 }, { timeoutMs: 3000 })
      .catch(() => {})
  }

  private get stopped(): boolean {
    return this.ending.signal.aborted || this.fatal
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const updates = await this.poll()
        this.failures = 0
        await this.takeAll(updates)
      } catch (error) {
        if (!this.stopped) await this.recover(error)
      }
    }
  }

  private async poll(): Promise<Update[]> {
    const { api, timings } = this.parts
    const offset = this.ledger.offset()
    const updates = await api.call<Update[]>(
      'getUpdates',
      {
        ...(offset === undefined ? {} : { offset }),
        limit: mostPending,
        timeout: timings.pollSeconds,
        allowed_updates: allowedUpdates,
      },
      { signal: this.ending.signal, timeoutMs: timings.pollSeconds * 1000 + 15_000 },
    )
    if (updates.length === 0) {
      this.conflicts = 0
      if (this.ledger.settled) this.ledger.reset()
    }
    return updates
  }

  private async takeAll(updates: Update[]): Promise<void> {
    let fresh = 0
    for (const update of updates) {
      if (!this.ledger.take(update.update_id)) continue
      fresh += 1
      const task = this.takeUntilKept(update).finally(() => this.running.delete(task))
      this.running.add(task)
    }
    // What is not kept yet is handed out again at once: let it finish, but never hold up the others for long.
    const breathMs = this.parts.timings.breathMs * (fresh === 0 ? 4 : 1)
    await this.waitForRunning(breathMs)
  }

  private async waitForRunning(mostMs: number): Promise<void> {
    if (this.running.size === 0) return
    const enough = new AbortController()
    const signal = AbortSignal.any([enough.signal, this.ending.signal])
    await Promise.race([Promise.all(this.running), waitReal(this.parts.clock, mostMs, signal)])
    enough.abort()
  }

  private async takeUntilKept(update: Update): Promise<void> {
    await this.parts.take(update, keep => this.keepWithRetries(update, keep)).catch(() => {})
  }

  private async keepWithRetries(update: Update, keep: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await keep()
        return this.ledger.keep(update.update_id)
      } catch (error) {
        const fields = { updateId: update.update_id, tries, error: messageOf(error) }
        if (this.mayGiveUp(tries)) {
          this.parts.log.error(fields, 'telegram update given up: others wait behind it')
          return this.ledger.keep(update.update_id)
        }
        this.parts.log.warn(fields, 'telegram update not kept, trying again')
        await this.wait(tries - 1)
        if (this.stopped) throw error
      }
    }
  }

  /** Telegram hands out no more than a hundred: one that can never be kept would end the talk of all. */
  private mayGiveUp(tries: number): boolean {
    return !this.stopped && tries >= triesUntilGivenUp && this.ledger.full
  }

  private wait(attempt: number): Promise<void> {
    const delayMs = backOff(attempt, { firstMs: this.parts.timings.retryMs, mostMs: 30_000 })
    return waitReal(this.parts.clock, delayMs, this.ending.signal)
  }

  private async recover(error: unknown): Promise<void> {
    const { clock, log } = this.parts
    const fatal = readFatal(error)
    if (fatal) return this.end(fatal)
    if (error instanceof TelegramRefusal && error.code === 409) {
      this.conflicts += 1
      if (this.conflicts >= conflictsUntilFatal) return this.end(describeSecondPoller(error.message))
    }
    this.failures += 1
    log.warn({ failures: this.failures, error: messageOf(error) }, 'telegram poll failed, trying again')
    const asked = error instanceof TelegramRefusal ? error.retryAfterSeconds : undefined
    if (asked === undefined) return this.wait(this.failures - 1)
    return waitReal(clock, asked * 1000, this.ending.signal)
  }

  private end(error: LinliError): void {
    this.fatal = true
    this.ending.abort()
    this.parts.log.error({ code: error.code }, error.message)
    this.parts.onFatal(error)
  }
}
