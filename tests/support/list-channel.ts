import { Readable } from 'node:stream'
import type { Channel } from '../../src/adapters/channel.ts'
import type { OutgoingMessage } from '../../src/messaging/message.ts'

interface ListChannelParts {
  sent: Map<string, OutgoingMessage[]>
  files: Map<string, string>
  onSend: ((message: OutgoingMessage) => Promise<void>) | undefined
  replyWindow: Channel['capabilities']['replyWindow']
}

/** A channel that keeps what it is told to send, by chat. */
export function createListChannel({ sent, files, onSend, replyWindow }: ListChannelParts): Channel {
  return {
    name: 'list',
    capabilities: {
      ...{ textLimit: 4_000, buttons: true, groups: true, files: true },
      ...(replyWindow && { replyWindow }),
    },
    start: async () => {},
    stop: async () => {},
    showTyping: async () => {},
    fetchFile: async reference => {
      const words = files.get(reference)
      if (words === undefined) throw new Error('this channel has no such file')
      return Readable.from([Buffer.from(words)])
    },
    send: async message => {
      await onSend?.(message)
      sent.set(message.to.chat, [...(sent.get(message.to.chat) ?? []), message])
      return { messageId: message.key }
    },
  }
}
