import type { Readable } from 'node:stream'
import type { WSClient } from '@wecom/aibot-node-sdk'
import {
  type Button,
  type IncomingMessage,
  type OutgoingMessage,
  SendFailed,
  type SendReceipt,
} from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import type { Log } from '../../../shared/log.ts'
import type { Channel, ChannelInbox } from '../../channel.ts'
import { OrderedKeeper } from '../shared/keep-in-order.ts'
import { Recent } from '../shared/recent.ts'
import { isNumber, readChoice } from '../shared/render-text.ts'
import { fetchRobotFile } from './fetch-robot-file.ts'
import { channelName, type RobotBody, readRobotMessage } from './read-robot-message.ts'
import { RobotConnection, type RobotTimings } from './robot-connection.ts'
import { sendRobotMessage } from './send-robot-message.ts'

export interface RobotChannelOptions {
  id: string
  secret: string
  /** Such as `wss://openws.work.weixin.qq.com`. */
  address: string
  clock: Clock
  log: Log
  /** Buttons of what was last sent to this person in this chat; from storage, for choices older than this process. */
  findLastButtons?(chat: string, sender: string): Promise<Button[][] | undefined>
  /** Id of our message in this chat that begins so; from storage, likewise. */
  findSent?(chat: string, text: string): Promise<string | undefined>
  timings?: Partial<RobotTimings> & { retryMs?: number }
}

/** Gives the channel of a WeCom group robot (智能机器人): for staff and internal groups. */
export function createRobotChannel(options: RobotChannelOptions): Channel {
  return new RobotChannel(options)
}

interface Sent {
  chat: string
  id: string
  /** Without marks, as somebody quotes it. */
  words: string
  buttons: Button[][] | undefined
}

class RobotChannel implements Channel {
  readonly name = channelName
  readonly capabilities = {
    textLimit: 4_000,
    buttons: false,
    groups: true,
    files: true,
    sendsFiles: true,
    changesSent: false,
  }
  private readonly options: RobotChannelOptions
  private readonly connection: RobotConnection
  private readonly sent = new Recent<Sent>(2_000)
  private readonly lastButtons = new Recent<Button[][] | 'none'>(2_000)
  private keeper: OrderedKeeper | undefined
  private inbox: ChannelInbox | undefined

  constructor(options: RobotChannelOptions) {
    this.options = options
    this.connection = new RobotConnection(options)
  }

  async start(inbox: ChannelInbox): Promise<void> {
    const { clock, log, timings } = this.options
    this.inbox = inbox
    this.keeper = new OrderedKeeper({ clock, log, retryMs: timings?.retryMs ?? 500 })
    await this.connection.start({
      onMessage: body => this.take(body),
      report: async (state, detail) => {
        await inbox.report?.({ channel: channelName, state, detail })
      },
    })
  }

  async stop(): Promise<void> {
    const stopped = this.keeper?.stop()
    this.keeper = undefined
    await stopped
    await this.connection.stop()
  }

  async send(message: OutgoingMessage): Promise<SendReceipt> {
    const client = this.online()
    const { chat } = message.to
    const { messageId, text } = await sendRobotMessage(client, message)
    const buttons = message.buttons?.length ? message.buttons : undefined
    this.sent.set(messageId, { chat, id: messageId, words: plain(text), buttons })
    this.lastButtons.set(chat, buttons ?? 'none')
    return { messageId }
  }

  /** The platform shows a robot's typing only as an answer that is being written, which ours are not. */
  async showTyping(): Promise<void> {}

  fetchFile(reference: string): Promise<Readable> {
    return fetchRobotFile(reference)
  }

  private online(): WSClient {
    const { client } = this.connection
    if (!client) throw new SendFailed('not-sent', 'the WeCom robot is not connected')
    return client
  }

  private take(body: RobotBody): void {
    const { keeper, inbox } = this
    const { clock, log } = this.options
    if (!keeper || !inbox) return
    const read = readRobotMessage(body, clock)
    if ('ignored' in read) {
      log.debug({ reason: read.ignored }, 'WeCom robot message ignored')
      return
    }
    const { message, quoted } = read
    void keeper
      .keep(message.chat, async () => {
        const words =
          quoted === undefined ? await this.readChoice(message) : await this.readAnswer(message, quoted)
        await inbox.receive({ ...message, ...words })
      })
      .then(kept => {
        if (!kept) log.error({ chat: message.chat }, 'a WeCom robot message was not kept before the stop')
      })
  }

  /** Alone with us a bare number chooses; in a group only under a quotation: it could mean anything. */
  private async readChoice({ chat, chatKind, text, sender }: Read): Promise<Words> {
    if (chatKind === 'group' || !isNumber(text)) return {}
    const fresh = this.lastButtons.get(chat)
    const buttons = fresh === undefined ? await this.options.findLastButtons?.(chat, sender.id) : fresh
    const button = buttons === undefined || buttons === 'none' ? undefined : readChoice(text, buttons)
    return button === undefined ? {} : { text: '', button }
  }

  private async readAnswer({ chat, text }: Read, quoted: string): Promise<Words> {
    const start = plain(quoted).replace(/…$/u, '').slice(0, 200)
    const isIt = (one: Sent) => one.chat === chat && one.words.startsWith(start)
    const fresh = [...this.sent.values()].findLast(isIt)
    const replyTo = fresh?.id ?? (await this.options.findSent?.(chat, start))
    // Words that quote a colleague keep what they are about.
    if (replyTo === undefined) return { text: text === '' ? text : `${text}\n（引用：${quoted}）` }
    const button = readChoice(text, fresh?.buttons)
    return button === undefined ? { replyTo } : { text: '', button, replyTo }
  }
}

type Read = Pick<IncomingMessage, 'chat' | 'chatKind' | 'text' | 'sender'>
type Words = { text?: string; button?: string; replyTo?: string }

/** As a quotation shows it. */
function plain(text: string): string {
  return text.replaceAll('**', '').trim()
}
