import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Channel, ChannelInbox } from '../../src/adapters/channel.ts'
import type { ChatHistory, ChatLine, DemoHousehold } from '../../src/adapters/web/chat-history.ts'
import { createWebChannel } from '../../src/adapters/web/web-channel.ts'
import { serve } from '../../src/desk/serve.ts'
import type { IncomingMessage } from '../../src/messaging/message.ts'
import { createClock } from '../../src/shared/clock.ts'
import { LinliError } from '../../src/shared/errors.ts'
import { silentLog } from '../../src/shared/log.ts'

export const demoHouseholds: DemoHousehold[] = [
  { id: 'h101', label: '1栋1单元101', residentName: '王女士' },
  { id: 'h302', label: '2栋1单元302', residentName: '李先生' },
  { id: 'h1503', label: '3栋2单元1503', residentName: '陈阿姨' },
]

/** The stored talk the page reads; as in the database, a message id counts once and keys only grow. */
export interface Talk {
  received: IncomingMessage[]
  bound: Map<string, string>
  /** Stores a line as sent and gives its key, without showing it on any page. */
  store(chat: string, text: string, buttons?: ChatLine['buttons']): string
  inbox: ChannelInbox
  history: ChatHistory
}

export function createTalk(): Talk {
  const lines: { chat: string; line: ChatLine }[] = []
  const received: IncomingMessage[] = []
  let lastKey = 0
  return {
    received,
    bound: new Map(),
    store(chat, text, buttons) {
      lastKey += 1
      const line: ChatLine = { id: String(lastKey), from: 'bot', text, at: new Date() }
      lines.push({ chat, line: { ...line, ...(buttons && { buttons }) } })
      return line.id
    },
    inbox: {
      async receive(message) {
        const known = received.some(old => old.chat === message.chat && old.messageId === message.messageId)
        if (known) return
        received.push(message)
        const { messageId: id, text, sentAt: at, attachments: files } = message
        lines.push({ chat: message.chat, line: { id, from: 'resident', text, at, files } })
      },
      edit: () => Promise.reject(new Error('web messages cannot be edited')),
      moveChat: () => Promise.reject(new Error('web chats do not move')),
      setReachable: () => Promise.reject(new Error('web visitors cannot block us')),
    },
    history: {
      async list(chat, after) {
        const own = lines.filter(entry => entry.chat === chat).map(entry => entry.line)
        if (after === undefined) return own
        return own.filter(line => line.from !== 'resident' && Number(line.id) > Number(after))
      },
    },
  }
}

export interface WebChat {
  channel: Channel
  talk: Talk
  url: string
  uploadsDir: string
  /** Stores a reply, then sends it through the channel, as the outbox does. */
  reply(chat: string, text: string, buttons?: ChatLine['buttons']): Promise<void>
  stop(): Promise<void>
}

/** A running web channel on a loopback port whose stored talk is `talk`. */
export async function startWebChat(options: { talk?: Talk; started?: boolean } = {}): Promise<WebChat> {
  const talk = options.talk ?? createTalk()
  const uploadsDir = join(await mkdtemp(join(tmpdir(), 'linli-web-')), 'uploads')
  const channel = createWebChannel({
    history: talk.history,
    households: { list: async () => demoHouseholds },
    bindHousehold: async (sender, householdId) => {
      if (!demoHouseholds.some(household => household.id === householdId)) {
        throw new LinliError('not-found', 'There is no such demo household.')
      }
      talk.bound.set(sender, householdId)
    },
    secret: 'a secret of the tests, long enough to sign with',
    uploadsDir,
    clock: createClock(),
    log: silentLog,
  })
  if (options.started !== false) await channel.start(talk.inbox)
  const app = new Hono()
  app.route('/', channel.routes ?? new Hono())
  const server = await serve({ app, host: '127.0.0.1', port: 0, log: silentLog })
  return {
    channel,
    talk,
    url: server.url,
    uploadsDir,
    async reply(chat, text, buttons) {
      const key = talk.store(chat, text, buttons)
      await channel.send({ to: { channel: 'web', chat }, text, key, ...(buttons && { buttons }) })
    },
    async stop() {
      await channel.stop()
      await server.close(200)
    },
  }
}
