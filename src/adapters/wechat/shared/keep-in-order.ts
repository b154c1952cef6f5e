import type { Clock } from '../../../shared/clock.ts'
import { messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import { waitReal } from './time.ts'

export interface KeeperParts {
  clock: Clock
  log: Log
  /** Real milliseconds before the second try; doubled up to a minute. */
  retryMs: number
}

const longestRetryMs = 60_000

/**
 * Runs what keeps messages: in order within a chat, beside each other between chats, again and again until it succeeds or
 * the stop comes. A platform that pushes and forgets must not lose a message to a database that is away for a minute.
 */
export class OrderedKeeper {
  private readonly lastOfChat = new Map<string, Promise<unknown>>()
  private readonly stopping = new AbortController()
  private readonly parts: KeeperParts

  constructor(parts: KeeperParts) {
    this.parts = parts
  }

  /** Resolves with whether it was done; false only when the stop came first. */
  keep(chat: string, work: () => Promise<void>): Promise<boolean> {
    const before = this.lastOfChat.get(chat) ?? Promise.resolve()
    const run = before.then(() => this.tryUntilStop(chat, work))
    this.lastOfChat.set(chat, run)
    void run.finally(() => {
      if (this.lastOfChat.get(chat) === run) this.lastOfChat.delete(chat)
    })
    return run
  }

  /** Ends the retries and resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.all(this.lastOfChat.values())
  }

  private async tryUntilStop(chat: string, work: () => Promise<void>): Promise<boolean> {
    const { clock, log, retryMs } = this.parts
    for (let attempt = 0; ; attempt += 1) {
      if (this.stopping.signal.aborted) return false
      try {
        await work()
        return true
      } catch (error) {
        log.warn({ chat, attempt, error: messageOf(error) }, 'a WeChat message could not be kept yet')
      }
      await waitReal(
        clock,
        Math.min(longestRetryMs, retryMs * 2 ** Math.min(attempt, 12)),
        this.stopping.signal,
      )
    }
  }
}
