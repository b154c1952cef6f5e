import type { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Address, OutgoingMessage, SendReceipt } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { LinliError, messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { Channel, ChannelInbox } from '../../channel.ts'
import { ApiClient, ApiRefusal } from '../shared/api-client.ts'
import {
  answerEcho,
  type DoorKeys,
  mostBodyBytes,
  openCallback,
  sealAnswer,
} from '../shared/callback-door.ts'
import { OrderedKeeper } from '../shared/keep-in-order.ts'
import { fetchMedia } from '../shared/media.ts'
import { writeCdata } from '../shared/read-xml.ts'
import { dropMarks } from '../shared/render-text.ts'
import { PassiveSlots } from './passive-slots.ts'
import { channelName, type ReadCallback, readCallback } from './read-callback.ts'
import { mostTextBytes, sendByService, sendByTemplate } from './send-message.ts'

export interface OfficialChannelOptions {
  appId: string
  secret: string
  token: string
  /** Absent: messages come unencrypted, signed only. */
  aesKey?: string
  apiRoot: string
  template?: { id: string; field: string }
  clock: Clock
  log: Log
  /** Real milliseconds: how long a request may wait for its answer (the platform waits 5 s), for a retry, for one request. */
  timings?: { passiveMs?: number; keepMs?: number; retryMs?: number; requestTimeoutMs?: number }
}

export const officialCallbackPath = '/channels/wechat-oa/callback'
/** The platform hangs up after five seconds. */
const defaultPassiveMs = 3_500
const defaultKeepMs = 4_500

/** Gives the channel of a WeChat Official Account (服务号). */
export function createOfficialChannel(options: OfficialChannelOptions): Channel {
  return new OfficialChannel(options)
}

class OfficialChannel implements Channel {
  readonly name = channelName
  readonly capabilities = {
    textLimit: Math.floor(mostTextBytes / 3),
    buttons: true,
    groups: false,
    files: true,
    sendsFiles: true,
    changesSent: false,
    replyWindow: { hours: 48, messages: 5 },
  }
  readonly routes: Hono
  /** Present where a template is configured. */
  readonly sendOutsideWindow?: (message: OutgoingMessage) => Promise<SendReceipt>
  private readonly options: OfficialChannelOptions
  private readonly keys: DoorKeys
  private readonly api: ApiClient
  private readonly slots: PassiveSlots
  private keeper: OrderedKeeper | undefined
  private inbox: ChannelInbox | undefined

  constructor(options: OfficialChannelOptions) {
    this.options = options
    const { appId, secret, token, aesKey, apiRoot, clock, timings, template } = options
    this.keys = { token, receiver: appId, ...(aesKey ? { aesKey } : {}) }
    this.slots = new PassiveSlots(clock, timings?.passiveMs ?? defaultPassiveMs)
    this.api = new ApiClient({
      root: apiRoot,
      ...(timings?.requestTimeoutMs ? { timeoutMs: timings.requestTimeoutMs } : {}),
      // The stable token is shared by all processes; the plain one ends the others'.
      askToken: async request => {
        const answer = await request('/cgi-bin/stable_token', {
          grant_type: 'client_credential',
          appid: appId,
          secret,
        })
        return { token: String(answer['access_token']), lifeSeconds: Number(answer['expires_in'] ?? 7200) }
      },
    })
    if (template) this.sendOutsideWindow = message => sendByTemplate(this.api, message, template)
    this.routes = this.createRoutes()
  }

  async start(inbox: ChannelInbox): Promise<void> {
    const { clock, log, timings } = this.options
    try {
      await this.api.call('/cgi-bin/get_api_domain_ip')
    } catch (error) {
      if (error instanceof ApiRefusal)
        throw new LinliError(
          'wechat-refused',
          `WeChat refuses WECHAT_OA_APP_ID or WECHAT_OA_SECRET: ${error.message}`,
        )
      log.warn({ error: messageOf(error) }, 'WeChat could not be reached at the start')
    }
    this.inbox = inbox
    this.keeper = new OrderedKeeper({ clock, log, retryMs: timings?.retryMs ?? 500 })
  }

  async stop(): Promise<void> {
    const { keeper } = this
    this.keeper = undefined
    await keeper?.stop()
  }

  async send(message: OutgoingMessage): Promise<SendReceipt> {
    const isPlain = !message.buttons?.length && !message.attachment && !message.change
    if (isPlain && message.text.trim() !== '') {
      const answered = this.slots.fill(message.to.chat, dropMarks(message.text))
      if (answered !== undefined) return { messageId: `passive:${answered}:${message.key}` }
    }
    return await sendByService(this.api, message)
  }

  async showTyping(to: Address): Promise<void> {
    await this.api
      .call('/cgi-bin/message/custom/typing', { touser: to.chat, command: 'Typing' })
      .catch((error: unknown) => this.options.log.debug({ error: messageOf(error) }, 'typing not shown'))
  }

  fetchFile(reference: string): Promise<Readable> {
    return fetchMedia(this.api, reference)
  }

  private createRoutes(): Hono {
    const app = new Hono()
    const limit = bodyLimit({ maxSize: mostBodyBytes, onError: context => context.body(null, 413) })
    app.get(officialCallbackPath, context => {
      const echo = answerEcho(context, this.keys)
      return echo === undefined ? context.body(null, 403) : context.text(echo)
    })
    app.post(officialCallbackPath, limit, context => this.takeCallback(context))
    return app
  }

  private async takeCallback(context: Context): Promise<Response> {
    const opened = await openCallback(context, this.keys)
    if ('refused' in opened) return context.body(null, opened.refused)
    const read = readCallback(opened.fields, this.options.clock)
    if (read.kind === 'ignored') {
      this.options.log.debug({ reason: read.reason }, 'an Official Account callback ignored')
      return context.text('success')
    }
    if (!(await this.keepInTime(read))) return context.body(null, 503)
    const answer = read.kind === 'message' ? await this.waitForAnswer(read) : undefined
    return answer === undefined
      ? context.text('success')
      : this.answerPassively(context, opened.fields, answer)
  }

  /** False when it is not kept within the platform's patience, or we are stopping: it then comes again. */
  private async keepInTime(read: Exclude<ReadCallback, { kind: 'ignored' }>): Promise<boolean> {
    const { keeper } = this
    if (!keeper) return false
    const kept = keeper.keep(personOf(read), () => this.keep(read))
    const limitMs = this.options.timings?.keepMs ?? defaultKeepMs
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<boolean>(resolve => {
      timer = setTimeout(() => resolve(false), limitMs)
    })
    return await Promise.race([kept, limit]).finally(() => clearTimeout(timer))
  }

  private async keep(read: Exclude<ReadCallback, { kind: 'ignored' }>): Promise<void> {
    const { inbox } = this
    if (!inbox) return
    if (read.kind === 'message') await inbox.receive(read.message)
    if (read.kind === 'reachable') await inbox.setReachable(channelName, read.sender, read.reachable)
    if (read.kind === 'undelivered')
      await inbox.setUndelivered?.({ channel: channelName, messageId: read.messageId, reason: read.reason })
  }

  private waitForAnswer({
    message,
  }: {
    message: { chat: string; messageId: string }
  }): Promise<string | undefined> {
    return this.slots.wait(message.chat, message.messageId)
  }

  private answerPassively(context: Context, fields: Record<string, string>, text: string): Response {
    const seconds = Math.floor(Date.now() / 1000)
    const { FromUserName: to = '', ToUserName: from = '' } = fields
    const xml = `<xml><ToUserName>${writeCdata(to)}</ToUserName><FromUserName>${writeCdata(from)}</FromUserName><CreateTime>${seconds}</CreateTime><MsgType>${writeCdata('text')}</MsgType><Content>${writeCdata(text)}</Content></xml>`
    const sealed = sealAnswer(xml, this.keys, {
      timestamp: String(seconds),
      nonce: String(seconds % 1_000_003),
    })
    return context.body(sealed, 200, { 'content-type': 'application/xml; charset=utf-8' })
  }
}

function personOf(read: Exclude<ReadCallback, { kind: 'ignored' }>): string {
  if (read.kind === 'message') return read.message.chat
  return read.kind === 'reachable' ? read.sender : read.messageId
}
