import { Hono } from 'hono'
import type { OutgoingMessage } from '../../messaging/message.ts'
import type { Clock } from '../../shared/clock.ts'
import { LinliError } from '../../shared/errors.ts'
import type { Channel, ChannelInbox } from '../channel.ts'
import type { ChatLine } from './chat-history.ts'
import { createChatRoutes } from './chat-routes.ts'
import { type ChatStreams, createChatStreams } from './chat-streams.ts'
import { postLimits } from './read-post.ts'
import { createUploadStore } from './upload-store.ts'
import type { WebChannelParts } from './web-channel-parts.ts'

/**
 * Gives the channel of the chat page: its page at `/`, its files and API below `/chat/`. Sending shows the
 * message on the pages that are open; a page that opens later reads it from `history`.
 */
export function createWebChannel(parts: WebChannelParts): Channel {
  const streams = createChatStreams()
  const intake = createIntake()
  const uploads = createUploadStore(parts.uploadsDir)
  const routes = new Hono()
  routes.route('/', createChatRoutes({ ...parts, streams, uploads, receive: intake.receive }))
  return {
    name: 'web',
    capabilities: { textLimit: postLimits.textChars, buttons: true, groups: false, files: true },
    routes,
    start: async inbox => intake.open(inbox),
    async stop() {
      await intake.close()
      streams.close()
    },
    send: async message => showLine(message, streams, parts.clock),
    showTyping: async to => streams.publish(to.chat, { kind: 'typing' }),
    fetchFile: reference => uploads.read(reference),
  }
}

function showLine(message: OutgoingMessage, streams: ChatStreams, clock: Clock): { messageId: string } {
  const line: ChatLine = {
    id: message.key,
    from: message.isFromPerson ? 'staff' : 'bot',
    text: message.text,
    at: clock.now(),
    ...(message.buttons && { buttons: message.buttons }),
  }
  streams.publish(message.to.chat, { kind: 'line', line })
  return { messageId: message.key }
}

interface Intake {
  open(inbox: ChannelInbox): void
  receive: ChannelInbox['receive']
  close(): Promise<void>
}

/** Passes messages on while open; closing waits until what was taken is kept. */
function createIntake(): Intake {
  let inbox: ChannelInbox | undefined
  const underWay = new Set<Promise<void>>()
  return {
    open(opened) {
      inbox = opened
    },
    async receive(message) {
      if (!inbox)
        throw new LinliError('database-unreachable', 'The service is starting or stopping; try again.')
      const keeping = inbox.receive(message)
      underWay.add(keeping)
      await keeping.finally(() => underWay.delete(keeping))
    },
    async close() {
      inbox = undefined
      await Promise.allSettled(underWay)
    },
  }
}
