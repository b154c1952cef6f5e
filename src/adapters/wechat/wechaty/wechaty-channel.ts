import { Readable } from 'node:stream'
import type { Message, Wechaty } from 'wechaty'
import { type Button, SendFailed, SendRefused } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { Channel, ChannelInbox, ChannelReport } from '../../channel.ts'
import { OrderedKeeper } from '../shared/keep-in-order.ts'
import { readChoice } from '../shared/render-text.ts'
import { type ConnectionTimings, defaultTimings, WechatyConnection } from './connection.ts'
import { createLoginPage } from './login-page.ts'
import { channelName, chatOf, readMessage } from './read-message.ts'
import { Recent } from './recent.ts'
import { type Mentioned, mapSendError, sendMessage } from './send-message.ts'

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
  const { clock, log } = options
  const timings = { ...defaultTimings, ...options.timings }
  const connection = new WechatyConnection({ createBot: options.createBot, clock, log, timings })
  const login = createLoginPage(options.secret ?? '')
  const sentTexts = new Recent<{ chat: string; text: string; id: string }>(2_000)
  const lastButtons = new Recent<Button[][] | 'none'>(2_000)
  const askers = new Recent<Mentioned>(2_000)
  let keeper: OrderedKeeper | undefined
  let inbox: ChannelInbox | undefined

  const report = (state: ChannelReport['state'], detail: string) => {
    log.warn({ state, detail }, 'the WeChat channel reports')
    if (state !== 'waiting-for-scan') login.clear()
    const told = inbox?.report?.({ channel: channelName, state, detail: detail || login.describe(state) })
    told?.catch((error: unknown) => log.error({ error: messageOf(error) }, 'a report was not kept'))
  }

  const findQuoted = async (chat: string, quoted: string) => {
    const start = quoted.replace(/…$/u, '').slice(0, 200)
    if (start === '') return undefined
    const fresh = [...sentTexts.values()].findLast(sent => sent.chat === chat && sent.text.startsWith(start))
    return fresh?.id ?? (await options.findSent?.(chat, start))
  }
  const findChoice = async (chat: string, text: string, sender: string) => {
    if (readChoice(text, [Array.from({ length: 20 }, () => ({ label: '', value: 'any' }))]) === undefined)
      return undefined
    const fresh = lastButtons.get(choiceKey(chat, sender))
    const buttons = fresh === undefined ? await options.findLastButtons?.(chat, sender) : fresh
    return buttons === undefined || buttons === 'none' ? undefined : readChoice(text, buttons)
  }

  const take = (message: Message) => {
    const { bot } = connection
    const keeping = keeper
    const into = inbox
    if (!bot || !keeping || !into || message.self()) return
    const chat = chatOf(message)
    void keeping
      .keep(chat, async () => {
        const read = await readMessage(message, { bot, clock, findQuoted, findChoice })
        if ('ignored' in read) return log.debug({ reason: read.ignored }, 'WeChat message ignored')
        const { messageId, sender, chatKind } = read.message
        if (chatKind === 'group') askers.set(messageId, sender)
        await into.receive(read.message)
      })
      .then(kept => {
        if (!kept) log.error({ chat }, 'a WeChat message was not kept before the stop')
      })
  }

  return {
    name: channelName,
    capabilities: {
      textLimit: 2_000,
      buttons: false,
      groups: true,
      files: true,
      sendsFiles: true,
      changesSent: false,
    },
    routes: login.routes,
    start: async into => {
      inbox = into
      keeper = new OrderedKeeper({ clock, log, retryMs: timings.retryMs ?? 500 })
      await connection.start({
        onMessage: take,
        onScan: qrcode => login.show(qrcode, log),
        onFriendship: async friendship => {
          // 2: somebody asks to be a friend.
          if (friendship.type() !== 2 || (options.accept ?? 'friends') === 'none') return
          await friendship.accept()
          log.info({}, 'a WeChat friend request was accepted')
        },
        onInvitation: async invitation => {
          if (options.accept !== 'all') return report('invited', await invitation.topic().catch(() => ''))
          await invitation.accept()
        },
        onMembership: async (room, people, isMember) => {
          for (const sender of people)
            await into.setMembership?.({ channel: channelName, chat: room.id, sender, isMember })
        },
        report,
      })
    },
    stop: async () => {
      const stopped = keeper?.stop()
      keeper = undefined
      await stopped
      await connection.stop()
    },
    send: async message => {
      const { bot } = connection
      if (!bot || !connection.isOnline) throw new SendFailed('not-sent', 'WeChat is not logged in')
      const { messageId, text } = await sendMessage(bot, message, askerOf(message.replyTo))
      const { chat } = message.to
      sentTexts.set(messageId, { chat, text, id: messageId })
      const asker = askerOf(message.replyTo)?.id
      lastButtons.set(choiceKey(chat, asker), message.buttons?.length ? message.buttons : 'none')
      return { messageId }
    },
    // WeChat shows nobody that an answer is being written.
    showTyping: async () => {},
    fetchFile: reference => fetchFile(connection, reference),
  }

  function askerOf(replyTo: string | undefined): Mentioned | undefined {
    return replyTo === undefined ? undefined : askers.get(replyTo)
  }
}

/** Choices are one person's: a neighbour's bare number in the same room chooses nothing. */
function choiceKey(chat: string, sender: string | undefined): string {
  return sender === undefined || sender === chat ? chat : `${chat} ${sender}`
}

async function fetchFile(connection: WechatyConnection, reference: string): Promise<Readable> {
  const { bot } = connection
  if (!bot || !connection.isOnline) throw new SendFailed('not-sent', 'WeChat is not logged in')
  try {
    const file = await bot.puppet.messageFile(reference)
    return Readable.from([await file.toBuffer()])
  } catch (error) {
    const mapped = mapSendError(error)
    if (mapped instanceof SendFailed && mapped.outcome === 'not-sent') throw mapped
    // A puppet that is there and has no such file will never have it.
    throw /UNAVAILABLE|DEADLINE|CANCELLED/u.test(mapped.message)
      ? new SendFailed('not-sent', mapped.message)
      : new SendRefused('invalid', mapped.message)
  }
}
