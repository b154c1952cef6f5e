import type { WSClient } from '@wecom/aibot-node-sdk'
import type { Clock } from '../../../shared/clock.ts'
import { LinliError, messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { ChannelReport } from '../../channel.ts'
import { waitReal } from '../shared/time.ts'
import type { RobotBody } from './read-robot-message.ts'

/** Real milliseconds. */
export interface RobotTimings {
  /** Before the first try to connect again; doubled up to half a minute. */
  reconnectMs: number
  /** Between signs of life; two that stay unanswered end the connection. */
  heartbeatMs: number
  /** How long a start waits for the platform before it goes on without. */
  startMs: number
  /** Away for longer than this, and staff hear of it. */
  alarmMs: number
  /** Before we connect again when another connection of the same robot has taken over. */
  takeoverMs: number
}

const defaultTimings: RobotTimings = {
  reconnectMs: 1_000,
  heartbeatMs: 30_000,
  startMs: 5_000,
  alarmMs: 30_000,
  takeoverMs: 60_000,
}

export interface RobotConnectionOptions {
  id: string
  secret: string
  address: string
  clock: Clock
  log: Log
  timings?: Partial<RobotTimings>
}

export interface RobotEvents {
  onMessage(body: RobotBody): void
  report(state: ChannelReport['state'], detail: string): Promise<void>
}

const refused = /^Authentication failed/u

/**
 * One connection of a robot, kept alive by the platform's client. Ours is what the client does not do: a wrong secret ends
 * the start, staff hear of an absence, and a connection that another took over is taken back.
 */
export class RobotConnection {
  private readonly options: RobotConnectionOptions
  private readonly timings: RobotTimings
  private socket: WSClient | undefined
  private events: RobotEvents | undefined
  private stopping = new AbortController()
  private isOnline = false
  private reported: ChannelReport['state'] | undefined
  private waiting: Promise<void> = Promise.resolve()

  constructor(options: RobotConnectionOptions) {
    this.options = options
    this.timings = { ...defaultTimings, ...options.timings }
  }

  /** What can be sent through now; undefined while there is no connection that the platform has accepted. */
  get client(): WSClient | undefined {
    return this.isOnline && this.socket?.isConnected ? this.socket : undefined
  }

  /** Resolves when the platform has accepted us, or is not there yet. Rejects where it refuses the secret. */
  async start(events: RobotEvents): Promise<void> {
    this.events = events
    this.stopping = new AbortController()
    this.reported = undefined
    this.isOnline = false
    const { WSClient: Client } = await loadClient()
    const socket = new Client({
      botId: this.options.id,
      secret: this.options.secret,
      wsUrl: this.options.address,
      reconnectInterval: this.timings.reconnectMs,
      heartbeatInterval: this.timings.heartbeatMs,
      maxReconnectAttempts: -1,
      maxAuthFailureAttempts: -1,
      logger: quietLogger(this.options.log),
    })
    this.socket = socket
    this.listen(socket)
    const first = this.hearFirst(socket)
    socket.connect()
    const problem = await first
    if (problem === undefined) return
    if (problem === 'not there') {
      this.options.log.warn({}, 'WeCom could not be reached for the robot at the start')
      this.noteAbsence(problem)
      return
    }
    await this.stop()
    throw new LinliError('wechat-refused', `WeCom refuses WECOM_ROBOT_ID or WECOM_ROBOT_SECRET: ${problem}`)
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    this.isOnline = false
    this.socket?.disconnect()
    this.socket?.removeAllListeners()
    this.socket = undefined
    await this.waiting
  }

  private hearFirst(socket: WSClient): Promise<string | undefined> {
    const { clock } = this.options
    return new Promise(resolve => {
      socket.once('authenticated', () => resolve(undefined))
      socket.on('error', error => {
        if (refused.test(error.message)) resolve(error.message)
      })
      void waitReal(clock, this.timings.startMs, this.stopping.signal).then(() => resolve('not there'))
    })
  }

  private listen(socket: WSClient): void {
    const { log } = this.options
    socket.on('message', ({ body }) => this.events?.onMessage((body ?? {}) as RobotBody))
    // The client waits for ever for the answer to its secret.
    socket.on('connected', () => this.later(this.timings.startMs, () => this.renew(socket)))
    socket.on('authenticated', () => {
      this.isOnline = true
      if (this.reported) this.say('online', '')
      this.reported = undefined
    })
    socket.on('disconnected', reason => {
      this.isOnline = false
      this.noteAbsence(reason)
    })
    socket.on('event.disconnected_event', () => {
      this.isOnline = false
      this.say('disconnected', 'another connection of the same robot has taken over')
      this.later(this.timings.takeoverMs, () => socket.connect())
    })
    socket.on('error', error => {
      log.warn({ error: messageOf(error) }, 'the WeCom robot reports an error')
      if (refused.test(error.message)) this.say('logged-out', error.message)
    })
  }

  private renew(socket: WSClient): void {
    if (this.isOnline || !socket.isConnected) return
    socket.disconnect()
    socket.connect()
  }

  /** A short absence is nobody's business: the client comes back by itself. */
  private noteAbsence(reason: string): void {
    this.later(this.timings.alarmMs, () => {
      if (!this.isOnline) this.say('disconnected', reason)
    })
  }

  private later(delayMs: number, run: () => void): void {
    const { signal } = this.stopping
    const waited = waitReal(this.options.clock, delayMs, signal).then(() => {
      if (!signal.aborted) run()
    })
    this.waiting = Promise.all([this.waiting, waited]).then(() => {})
  }

  private say(state: ChannelReport['state'], detail: string): void {
    const { log } = this.options
    if (this.stopping.signal.aborted || this.reported === state) return
    this.reported = state
    log.warn({ state, detail }, 'the WeCom robot reports')
    this.events
      ?.report(state, detail)
      .catch((error: unknown) => log.error({ error: messageOf(error) }, 'a report was not kept'))
  }
}

async function loadClient(): Promise<typeof import('@wecom/aibot-node-sdk')> {
  try {
    return await import('@wecom/aibot-node-sdk')
  } catch (error) {
    throw new LinliError(
      'bad-environment',
      `WECOM_ROBOT_ID: @wecom/aibot-node-sdk could not be loaded (${messageOf(error).split('\n')[0]}); install it with: npm i @wecom/aibot-node-sdk`,
    )
  }
}

/** The client writes whole messages and secrets' neighbours into its log: ours takes the errors alone. */
function quietLogger(log: Log) {
  const nothing = () => {}
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (text: string) => log.debug({ text: String(text).slice(0, 200) }, 'the client of the WeCom robot'),
  }
}
