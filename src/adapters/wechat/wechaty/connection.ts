import type { Friendship, Message, Room, RoomInvitation, Wechaty } from 'wechaty'
import type { Clock } from '../../../shared/clock.ts'
import { LinliError, messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { ChannelReport } from '../../channel.ts'
import { waitReal } from '../shared/time.ts'
import { closeBeforeOpen } from './close-before-open.ts'
import { channelName } from './read-message.ts'
import { withLimit } from './with-limit.ts'

export interface ConnectionTimings {
  /** Between looks at whether everything is alive (real milliseconds). */
  checkMs: number
  /** Without a sign of life from the puppet for this long it counts as gone. */
  lifelessMs: number
  /** Logged in, but nobody wrote for this long: said once, for accounts that are silently cut off. */
  silentMs: number
  /** Before the first try to connect again; doubled up to a minute. */
  reconnectMs: number
  /** How long a start may take before it is tried again. */
  startMs: number
}

export const defaultTimings: ConnectionTimings = {
  checkMs: 15_000,
  lifelessMs: 180_000,
  silentMs: 6 * 3_600_000,
  reconnectMs: 2_000,
  startMs: 60_000,
}

export interface ConnectionEvents {
  onMessage(message: Message): void
  onFriendship(friendship: Friendship): Promise<void>
  onInvitation(invitation: RoomInvitation): Promise<void>
  onMembership(room: Room, people: string[], isMember: boolean): Promise<void>
  onScan(qrcode: string): void
  report(state: ChannelReport['state'], detail: string): void
}

export interface ConnectionParts {
  /** A new wechaty with its puppet, not started. */
  createBot(): Promise<Wechaty>
  clock: Clock
  log: Log
  timings: ConnectionTimings
}

const gone = /UNAVAILABLE|ECONNRESET|ECONNREFUSED|CANCELLED|DEADLINE|UNAUTHENTICATED|stream|socket|reset/iu
/** One message that hangs in the puppet may not hold up all others for longer. */
const loadMs = 10_000
const longestReconnectMs = 60_000

/**
 * One logged-in account, kept alive: wechaty's own way back over gRPC takes a minute and gives up on some ends, so a
 * puppet that is gone is replaced by a new one. No event of wechaty can end the process.
 */
export class WechatyConnection {
  bot: Wechaty | undefined
  private readonly parts: ConnectionParts
  private events: ConnectionEvents | undefined
  private stopping = new AbortController()
  private watching: Promise<void> = Promise.resolve()
  private reconnecting: Promise<void> | undefined
  private lastSignAt = 0
  private lastMessageAt = 0
  private trouble: ChannelReport['state'] | undefined

  constructor(parts: ConnectionParts) {
    this.parts = parts
  }

  get isOnline(): boolean {
    return this.bot?.isLoggedIn === true && this.reconnecting === undefined && this.trouble !== 'disconnected'
  }

  /** Resolves when the puppet runs and is logged in, or says that it waits for a scan, or is silent for 5 s. */
  async start(events: ConnectionEvents): Promise<void> {
    this.events = events
    this.stopping = new AbortController()
    this.trouble = undefined
    this.touch()
    this.lastMessageAt = Date.now()
    try {
      await this.open()
      // An account that is still logged in says so at once; one that must be scanned may take all day.
      await this.hasLoggedIn()
    } catch (error) {
      // A puppet that is not installed never comes back; a gateway that is away does.
      if (error instanceof LinliError) throw error
      this.parts.log.warn({ error: messageOf(error) }, 'wechaty could not start yet')
      this.lose(messageOf(error))
    }
    this.watching = this.watch()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.watching
    await this.reconnecting
    await this.close()
  }

  /** Takes the connection for lost and makes a new one, once at a time. */
  lose(reason: string): void {
    if (this.stopping.signal.aborted || this.reconnecting) return
    this.say('disconnected', reason.split('\n')[0] ?? '')
    this.reconnecting = this.reconnect().finally(() => {
      this.reconnecting = undefined
    })
  }

  noteMessage(): void {
    this.lastMessageAt = Date.now()
    this.touch()
    if (this.trouble === 'silent') this.trouble = undefined
  }

  private touch(): void {
    this.lastSignAt = Date.now()
  }

  private async open(): Promise<void> {
    const bot = await this.parts.createBot()
    await bot.init()
    closeBeforeOpen(bot.puppet)
    this.listen(bot)
    this.takeInOrder(bot)
    this.bot = bot
    await withLimit(bot.start(), this.parts.timings.startMs, 'the start of wechaty took too long')
    this.touch()
  }

  private async close(): Promise<void> {
    const { bot } = this
    this.bot = undefined
    if (!bot) return
    try {
      await withLimit(bot.stop(), 10_000, 'the stop of wechaty took too long')
    } catch (error) {
      this.parts.log.debug({ error: messageOf(error) }, 'wechaty did not stop well')
    }
  }

  private async reconnect(): Promise<void> {
    const { clock, log, timings } = this.parts
    for (let attempt = 0; !this.stopping.signal.aborted; attempt += 1) {
      const delayMs = Math.min(longestReconnectMs, timings.reconnectMs * 2 ** Math.min(attempt, 6))
      await waitReal(clock, delayMs, this.stopping.signal)
      if (this.stopping.signal.aborted) return
      await this.close()
      try {
        await this.open()
        if (await this.hasLoggedIn()) return
        if (this.trouble === 'waiting-for-scan' || this.trouble === 'logged-out') return
      } catch (error) {
        log.warn({ attempt, error: messageOf(error) }, 'wechaty could not connect again yet')
      }
    }
  }

  /** A gateway that lives tells its account within a moment; one that is away says nothing. */
  private async hasLoggedIn(): Promise<boolean> {
    const limit = Date.now() + Math.min(5_000, this.parts.timings.startMs)
    while (Date.now() < limit && !this.stopping.signal.aborted) {
      if (this.bot?.isLoggedIn) {
        this.recover()
        return true
      }
      if (this.trouble === 'waiting-for-scan') return false
      await waitReal(this.parts.clock, 50, this.stopping.signal)
    }
    return false
  }

  private listen(bot: Wechaty): void {
    const { log } = this.parts
    const isCurrent = () => this.bot === bot
    const safely = (what: string, run: () => unknown) => {
      try {
        void Promise.resolve(run()).catch((error: unknown) =>
          log.error({ what, error: messageOf(error) }, 'a WeChat event could not be handled'),
        )
      } catch (error) {
        log.error({ what, error: messageOf(error) }, 'a WeChat event could not be handled')
      }
    }
    bot.on('error', error => {
      log.warn({ error: messageOf(error).split('\n')[0] }, 'wechaty reports an error')
      if (isCurrent() && gone.test(messageOf(error))) safely('error', () => this.lose(messageOf(error)))
    })
    bot.on('heartbeat', () => this.touch())
    bot.on('dong', () => this.touch())
    bot.on('scan', qrcode =>
      safely('scan', () => {
        this.touch()
        if (!qrcode) return
        this.events?.onScan(qrcode)
        this.say('waiting-for-scan', '')
      }),
    )
    bot.on('login', user =>
      safely('login', () => {
        this.touch()
        log.info({ account: user.name() }, 'WeChat is logged in')
        if (isCurrent() && !this.reconnecting) this.recover()
      }),
    )
    bot.on('logout', (_user, reason) =>
      safely('logout', () => {
        if (!this.stopping.signal.aborted && isCurrent()) this.say('logged-out', reason ?? '')
      }),
    )
    bot.on('friendship', friendship => safely('friendship', () => this.events?.onFriendship(friendship)))
    bot.on('room-invite', invitation => safely('room-invite', () => this.events?.onInvitation(invitation)))
    bot.on('room-join', (room, people) =>
      safely('room-join', () =>
        this.events?.onMembership(
          room,
          people.map(({ id }) => id),
          true,
        ),
      ),
    )
    bot.on('room-leave', (room, people) =>
      safely('room-leave', () =>
        this.events?.onMembership(
          room,
          people.map(({ id }) => id),
          false,
        ),
      ),
    )
  }

  /**
   * Hands messages on in the order in which the puppet names them. Wechaty's own event comes when each has been loaded, and so
   * in any order: three short messages of one person would be turned around.
   */
  private takeInOrder(bot: Wechaty): void {
    let last: Promise<unknown> = Promise.resolve()
    bot.puppet.on('message', ({ messageId }) => {
      this.noteMessage()
      const loading = withLimit(bot.Message.find({ id: messageId }), loadMs, 'the message did not come')
      last = last
        .then(() => loading)
        .then(message => message && this.events?.onMessage(message))
        .catch((error: unknown) =>
          this.parts.log.error({ messageId, error: messageOf(error) }, 'a WeChat message could not be read'),
        )
    })
  }

  private recover(): void {
    if (this.trouble !== undefined) this.events?.report('online', this.bot?.currentUser.name() ?? '')
    this.trouble = undefined
  }

  private say(state: ChannelReport['state'], detail: string): void {
    if (this.trouble === state) return
    this.trouble = state
    this.events?.report(state, detail)
  }

  private async watch(): Promise<void> {
    const { clock, timings, log } = this.parts
    while (!this.stopping.signal.aborted) {
      await waitReal(clock, timings.checkMs, this.stopping.signal)
      if (this.stopping.signal.aborted || this.reconnecting) continue
      const now = Date.now()
      if (now - this.lastSignAt > timings.lifelessMs) {
        this.lose(`no sign of life for ${Math.round((now - this.lastSignAt) / 1000)} s`)
        continue
      }
      if (this.isOnline && this.trouble === undefined && now - this.lastMessageAt > timings.silentMs) {
        this.say('silent', `${Math.round((now - this.lastMessageAt) / 60_000)} min`)
      }
      // What a puppet answers to `ding` is a sign of life where it sends none by itself.
      try {
        this.bot?.puppet.ding(channelName)
      } catch (error) {
        log.debug({ error: messageOf(error) }, 'wechaty did not take a ding')
      }
    }
  }
}
