import { createHmac } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { OutgoingMessage, SendReceipt } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { LinliError, messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { Channel, ChannelInbox } from '../../channel.ts'
import { ApiClient, ApiRefusal } from '../shared/api-client.ts'
import { answerEcho, type DoorKeys, mostBodyBytes, openCallback } from '../shared/callback-door.ts'
import { fetchMedia } from '../shared/media.ts'
import { waitReal } from '../shared/time.ts'
import { channelName } from './read-kf-message.ts'
import { mostTextBytes, sendKfMessage } from './send-kf-message.ts'
import { type CursorStore, KfSync } from './sync-messages.ts'

export interface KfChannelOptions {
  corpId: string
  secret: string
  token: string
  aesKey: string
  apiRoot: string
  /** Where residents who want a person are served: at our desk, or by colleagues in WeCom, who take them from its pool. */
  handover?: 'desk' | 'pool'
  cursors: CursorStore
  clock: Clock
  log: Log
  /** Real milliseconds: between looks for missed callbacks, before a retry, for one request. */
  timings?: { lookMs?: number; retryMs?: number; requestTimeoutMs?: number }
}

/** Under which the platform calls us; whoever does not hold the token learns nothing from it. */
export const kfCallbackPath = '/channels/wecom-kf/callback'
/** Three bytes a character in the worst case of WeChat's characters. */
const textLimit = Math.floor(mostTextBytes / 3)

/** Gives the channel of WeCom customer service (微信客服). */
export function createKfChannel(options: KfChannelOptions): Channel {
  return new KfChannel(options)
}

class KfChannel implements Channel {
  readonly name = channelName
  readonly capabilities: Channel['capabilities'] = {
    textLimit,
    buttons: true,
    groups: false,
    files: true,
    sendsFiles: true,
    changesSent: false,
    replyWindow: { hours: 48, messages: 5 },
  }
  readonly routes: Hono
  private readonly options: KfChannelOptions
  private readonly keys: DoorKeys
  private readonly api: ApiClient
  private sync: KfSync | undefined
  private stopping = new AbortController()
  private looking: Promise<void> = Promise.resolve()

  constructor(options: KfChannelOptions) {
    this.options = options
    if (options.handover === 'pool') this.capabilities.handsOver = true
    const { corpId, token, aesKey, secret, apiRoot, timings } = options
    this.keys = { token, aesKey, receiver: corpId }
    this.api = new ApiClient({
      root: apiRoot,
      ...(timings?.requestTimeoutMs ? { timeoutMs: timings.requestTimeoutMs } : {}),
      askToken: async request => {
        const answer = await request(
          `/cgi-bin/gettoken?corpid=${encodeURIComponent(corpId)}&corpsecret=${encodeURIComponent(secret)}`,
        )
        return { token: String(answer['access_token']), lifeSeconds: Number(answer['expires_in'] ?? 7200) }
      },
    })
    this.routes = this.createRoutes()
  }

  async start(inbox: ChannelInbox): Promise<void> {
    const { cursors, clock, log, timings } = this.options
    this.stopping = new AbortController()
    const sync = new KfSync({ api: this.api, inbox, cursors, clock, log, retryMs: timings?.retryMs ?? 1_000 })
    try {
      for (const id of await this.listAccounts()) sync.wake(id)
    } catch (error) {
      // A wrong secret never becomes right; a platform that is away comes back.
      if (error instanceof ApiRefusal)
        throw new LinliError(
          'wechat-refused',
          `WeCom refuses WECOM_CORP_ID or WECOM_KF_SECRET: ${error.message}`,
        )
      log.warn({ error: messageOf(error) }, 'WeCom could not be reached at the start')
    }
    this.sync = sync
    this.looking = this.look(sync)
  }

  async stop(): Promise<void> {
    const { sync } = this
    this.sync = undefined
    this.stopping.abort()
    await this.looking
    await sync?.stop()
  }

  send(message: OutgoingMessage): Promise<SendReceipt> {
    return sendKfMessage(this.api, message)
  }

  /** The platform shows nobody that an answer is being written. */
  async showTyping(): Promise<void> {}

  fetchFile(reference: string): Promise<Readable> {
    return fetchMedia(this.api, reference)
  }

  private async listAccounts(): Promise<string[]> {
    const answer = await this.api.call<{ account_list?: { open_kfid?: string }[] }>(
      '/cgi-bin/kf/account/list',
      { offset: 0, limit: 100 },
    )
    return (answer.account_list ?? []).flatMap(({ open_kfid: id }) => (id ? [id] : []))
  }

  /** Callbacks get lost, and nobody sends them again: the streams are looked at from time to time. */
  private async look(sync: KfSync): Promise<void> {
    const { clock, log, timings } = this.options
    const { signal } = this.stopping
    for (;;) {
      await waitReal(clock, timings?.lookMs ?? 60_000, signal)
      if (signal.aborted) return
      try {
        for (const id of await this.listAccounts()) sync.wake(id)
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'WeCom could not be asked for its accounts')
      }
    }
  }

  private createRoutes(): Hono {
    const app = new Hono()
    const limit = bodyLimit({ maxSize: mostBodyBytes, onError: context => context.body(null, 413) })
    app.get(kfCallbackPath, context => {
      const echo = answerEcho(context, this.keys)
      return echo === undefined ? context.body(null, 403) : context.text(echo)
    })
    app.post(kfCallbackPath, limit, async context => {
      const opened = await openCallback(context, this.keys)
      if ('refused' in opened) return context.body(null, opened.refused)
      const { Event: event, OpenKfId: openKfId, Token: token } = opened.fields
      if (event !== 'kf_msg_or_event' || !openKfId) return context.text('success')
      if (!this.sync) return context.body(null, 503)
      // The messages stay at the platform until our cursor has passed them, so the answer need not wait.
      this.sync.wake(openKfId, token)
      return context.text('success')
    })
    return app
  }
}

/** The key of an account's cursor among the settings; holds no secret. */
export function nameCursor(corpId: string, openKfId: string): string {
  return `wecom-kf-cursor:${createHmac('sha256', corpId).update(openKfId).digest('hex').slice(0, 24)}`
}
