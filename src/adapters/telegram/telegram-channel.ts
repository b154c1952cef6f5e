import type { Clock } from '../../shared/clock.ts'
import { type LinliError, messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { Channel, ChannelInbox } from '../channel.ts'
import { listMenuCalls } from './command-menu.ts'
import { TelegramConnection } from './connection.ts'
import { fetchFile } from './fetch-file.ts'
import { openThread } from './open-thread.ts'
import { defaultPollTimings, type PollTimings } from './poll-updates.ts'
import { channelName } from './read-message.ts'
import { readChatId, sendMessage } from './send-message.ts'
import { createTelegramApi, type TelegramApi } from './telegram-api.ts'
import { createWebhookRoutes, deriveWebhookPath } from './webhook-routes.ts'

export interface TelegramChannelOptions {
  token: string
  /** Default: Telegram itself. */
  apiRoot?: string
  /** Public address of this service, and the secret Telegram shows with each call. Absent: long polling. */
  webhook?: { url: string; secret: string }
  log: Log
  clock: Clock
  /** The channel has stopped for good after a good start: token taken back, or a second poller. */
  onFatal?: (error: LinliError) => void
  timings?: Partial<PollTimings> & { requestTimeoutMs?: number }
}

/** Gives the Telegram channel: long polling, or a webhook under a path nobody can guess. */
export function createTelegramChannel(options: TelegramChannelOptions): Channel {
  const { log, webhook } = options
  const api = createTelegramApi({ ...options, ...options.timings })
  const path = deriveWebhookPath(options.token)
  const connection = new TelegramConnection({
    api,
    log,
    clock: options.clock,
    timings: { ...defaultPollTimings, ...options.timings },
    onFatal: options.onFatal ?? (() => {}),
    webhook: webhook && { secret: webhook.secret, url: `${webhook.url.replace(/\/+$/, '')}${path}` },
  })
  const channel: Channel = {
    name: channelName,
    capabilities: {
      textLimit: 4096,
      buttons: true,
      groups: true,
      files: true,
      sendsFiles: true,
      changesSent: true,
    },
    start: (inbox: ChannelInbox) => connection.start(inbox, () => setMenu(api, log)),
    stop: () => connection.stop(),
    send: message => sendMessage(api, message),
    showTyping: to =>
      api
        .call<unknown>('sendChatAction', {
          chat_id: readChatId(to.chat),
          action: 'typing',
          ...(to.topic === undefined ? {} : { message_thread_id: Number(to.topic) }),
        })
        .then(
          () => {},
          error => log.debug({ error: messageOf(error) }, 'telegram typing not shown'),
        ),
    openThread: (chat, title) => openThread(api, chat, title),
    fetchFile: reference => fetchFile(api, reference),
  }
  if (!webhook) return channel
  const routes = createWebhookRoutes({ path, secret: webhook.secret, log, taker: () => connection.taker })
  return { ...channel, routes }
}

/** Best effort: without the menu everything else works. */
async function setMenu(api: TelegramApi, log: Log): Promise<void> {
  try {
    for (const call of listMenuCalls()) await api.call('setMyCommands', call)
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'telegram menu not set')
  }
}
