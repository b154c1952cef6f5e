import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import type { Friendship, Message, RoomInvitation, Wechaty } from 'wechaty'
import {
  type Button,
  type OutgoingMessage,
  SendFailed,
  type SendReceipt,
  SendRefused,
} from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { Channel, ChannelInbox, ChannelReport } from '../../channel.ts'
import { OrderedKeeper } from '../shared/keep-in-order.ts'
import { Recent } from '../shared/recent.ts'
import { isNumber, readChoice } from '../shared/render-text.ts'
import { type ConnectionTimings, defaultTimings, WechatyConnection } from './connection.ts'
import { createLoginPage } from './login-page.ts'
import { channelName, chatOf, readMessage } from './read-message.ts'
import { type Mentioned, mapSendError, sendMessage } from './send-message.ts'
import { withLimit } from './with-limit.ts'

export type AcceptPolicy = 'none' | 'friends' | 'all'

export interface WechatyChannelOptions {
  /** A new wechaty with its puppet, not started; called again after a loss. Rejects with `LinliError` when it cannot be had. */
  createBot(): Promise<Wechaty>
  clock: Clock
  log: Log
  /** Whose requests are granted: of friends, of rooms too, or nobody's. */
  accept?: AcceptPolicy
  /** What was last sent to this person in this chat, where it had buttons; from storage, for choices older than this process. */
  findLastButtons?(chat: string, sender: string): Promise<Button[][] | undefined>
  /** Id of our message in this chat that begins so; from storage, likewise. */
  findSent?(chat: string, text: string): Promise<string | undefined>
  /** Makes the address of the log-in page unguessable. */
  secret?: string
  timings?: Partial<ConnectionTimings> & { retryMs?: number }
}

/** Gives the channel of a personal WeChat account by wechaty, over any puppet. */
export function createWechatyChannel(options: WechatyChannelOptions): Channel {
  return new WechatyChannel(options)
}

class WechatyChannel implements Channel {
  readonly name = channelName
  readonly capabilities = {
    textLimit: 2_000,
    buttons: false,
    groups: true,
    files: true,
    sendsFiles: true,
    changesSent: false,
  }
  readonly routes: Hono
  private readonly options: WechatyChannelOptions
  private readonly connection: WechatyConnection
  private readonly login: ReturnType<typeof createLoginPage>
  private readonly sentTexts = new Recent<{ chat: string; text: string; id: string }>(2_000)
  private readonly lastButtons = new Recent<Button[][] | 'none'>(2_000)
  private readonly sentButtons = new Recent<Button[][]>(2_000)
  private readonly askers = new Recent<Mentioned>(2_000)
  private keeper: OrderedKeeper | undefined
  private inbox: ChannelInbox | undefined

  constructor(options: WechatyChannelOptions) {
    this.options = options
    const { createBot, clock, log } = options
    const timings = { ...defaultTimings, ...options.timings }
    this.connection = new WechatyConnection({ createBot, clock, log, timings })
    this.login = createLoginPage(options.secret ?? '')
    this.routes = this.login.routes
  }

  async start(inbox: ChannelInbox): Promise<void> {
    const { clock, log, timings } = this.options
    this.inbox = inbox
    this.keeper = new OrderedKeeper({ clock, log, retryMs: timings?.retryMs ?? 500 })
    await this.connection.start({
      onMessage: message => this.take(message),
      onScan: qrcode => this.login.show(qrcode, log),
      onFriendship: friendship => this.answerRequest(friendship),
      onInvitation: invitation => this.answerInvitation(invitation),
      onMembership: async (room, people, isMember) => {
        for (const sender of people)
          await inbox.setMembership?.({ channel: channelName, chat: room.id, sender, isMember })
      },
      report: (state, detail) => this.report(state, detail),
    })
  }

  async stop(): Promise<void> {
    const stopped = this.keeper?.stop()
    this.keeper = undefined
    await stopped
    await this.connection.stop()
  }

  async send(message: OutgoingMessage): Promise<SendReceipt> {
    const { bot } = this.connection
    if (!bot || !this.connection.isOnline) throw new SendFailed('not-sent', 'WeChat is not logged in')
    const asker = message.replyTo === undefined ? undefined : this.askers.get(message.replyTo)
    const { chat } = message.to
    const { messageId, text } = await sendMessage(bot, message, asker)
    if (message.buttons?.length) this.sentButtons.set(messageId, message.buttons)
    this.sentTexts.set(messageId, { chat, text, id: messageId })
    this.lastButtons.set(choiceKey(chat, asker?.id), message.buttons?.length ? message.buttons : 'none')
    return { messageId }
  }

  /** WeChat shows nobody that an answer is being written. */
  async showTyping(): Promise<void> {}

  fetchFile(reference: string): Promise<Readable> {
    return fetchFile(this.connection, reference)
  }

  private take(message: Message): void {
    const { keeper, inbox } = this
    const { bot } = this.connection
    if (!bot || !keeper || !inbox || message.self()) return
    const { log } = this.options
    const chat = chatOf(message)
    void keeper
      .keep(chat, () => this.keep(message, bot, inbox))
      .then(kept => {
        if (!kept) log.error({ chat }, 'a WeChat message was not kept before the stop')
      })
  }

  private async keep(message: Message, bot: Wechaty, inbox: ChannelInbox): Promise<void> {
    const { clock, log } = this.options
    const read = await readMessage(message, {
      bot,
      clock,
      findQuoted: (chat, text) => this.findQuoted(chat, text),
      findQuotedChoice: (id, text) => readChoice(text, this.sentButtons.get(id)),
      findChoice: (chat, text, sender) => this.findChoice(chat, text, sender),
    })
    if ('ignored' in read) return log.debug({ reason: read.ignored }, 'WeChat message ignored')
    const { messageId, sender, chatKind } = read.message
    if (chatKind === 'group') this.askers.set(messageId, sender)
    await inbox.receive(read.message)
  }

  private async findQuoted(chat: string, quoted: string): Promise<string | undefined> {
    const start = quoted.replace(/…$/u, '').slice(0, 200)
    if (start === '') return undefined
    const isIt = (sent: { chat: string; text: string }) => sent.chat === chat && sent.text.startsWith(start)
    return [...this.sentTexts.values()].findLast(isIt)?.id ?? (await this.options.findSent?.(chat, start))
  }

  private async findChoice(chat: string, text: string, sender: string): Promise<string | undefined> {
    if (!isNumber(text)) return undefined
    const fresh = this.lastButtons.get(choiceKey(chat, sender))
    const buttons = fresh === undefined ? await this.options.findLastButtons?.(chat, sender) : fresh
    return buttons === undefined || buttons === 'none' ? undefined : readChoice(text, buttons)
  }

  private async answerRequest(friendship: Friendship): Promise<void> {
    const { accept = 'friends', log } = this.options
    if (friendship.type() !== receivedRequest || accept === 'none') return
    await friendship.accept()
    log.info({}, 'a WeChat friend request was accepted')
  }

  private async answerInvitation(invitation: RoomInvitation): Promise<void> {
    if (this.options.accept === 'all') await invitation.accept()
    else this.report('invited', await invitation.topic().catch(() => ''))
  }

  private report(state: ChannelReport['state'], detail: string): void {
    const { log } = this.options
    log.warn({ state, detail }, 'the WeChat channel reports')
    if (state === 'online') this.login.clear()
    const told = this.inbox?.report?.({
      channel: channelName,
      state,
      detail: detail || this.login.describe(state),
    })
    told?.catch((error: unknown) => log.error({ error: messageOf(error) }, 'a report was not kept'))
  }
}

/** wechaty's number of a request that somebody made to us. */
const receivedRequest = 2

/** Choices are one person's: a neighbour's bare number in the same room chooses nothing. */
function choiceKey(chat: string, sender: string | undefined): string {
  return sender === undefined || sender === chat ? chat : `${chat} ${sender}`
}

/** A file may take its time; a question about a message may not. */
const fileMs = 120_000
const payloadMs = 10_000

async function fetchFile(connection: WechatyConnection, reference: string): Promise<Readable> {
  const { bot } = connection
  if (!bot || !connection.isOnline) throw new SendFailed('not-sent', 'WeChat is not logged in')
  const { puppet } = bot
  try {
    // Gateways never answer when asked for the file of a message they do not know.
    await withLimit(puppet.messagePayload(reference), payloadMs, 'DEADLINE: no answer about the message')
    const reading = puppet.messageFile(reference).then(file => file.toBuffer())
    return Readable.from([await withLimit(reading, fileMs, 'DEADLINE: the file did not come')])
  } catch (error) {
    const mapped = mapSendError(error)
    if (mapped instanceof SendFailed && mapped.outcome === 'not-sent') throw mapped
    // A puppet that is there and has no such file will never have it.
    throw /UNAVAILABLE|DEADLINE|CANCELLED/u.test(mapped.message)
      ? new SendFailed('not-sent', mapped.message)
      : new SendRefused('invalid', mapped.message)
  }
}
