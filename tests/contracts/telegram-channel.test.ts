import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Channel } from '../../src/adapters/channel.ts'
import { createTelegramChannel } from '../../src/adapters/telegram/telegram-channel.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import { startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import { type ChannelHarness, type ChannelPerson, describeChannel } from './channel.contract.ts'

const timings = { pollSeconds: 2, retryMs: 20, breathMs: 20, requestTimeoutMs: 2000 }

interface TelegramPerson extends ChannelPerson {
  talk: Talk
}

describeChannel({ name: 'telegram by long polling', create: () => createHarness('polling') })
describeChannel({ name: 'telegram by webhook', create: () => createHarness('webhook') })

async function createHarness(way: 'polling' | 'webhook'): Promise<ChannelHarness> {
  const telegram = await startFakeTelegram()
  telegram.privacyMode = false
  const site = way === 'webhook' ? await openSite() : undefined
  const channel = createTelegramChannel({
    token: telegram.token,
    apiRoot: telegram.apiRoot,
    log: silentLog,
    clock: createClock(),
    timings,
    ...(site ? { webhook: { url: site.url, secret: 'a-secret_of-the-test' } } : {}),
  })
  site?.show(channel)
  const group = telegram.group({ id: -1001, title: '3栋业主群' })
  let nextId = 100
  const meet = (talk: Talk): TelegramPerson => ({
    talk,
    chat: String(talk.chatId),
    says: text => talk.says(text),
    heardTexts: () => talk.heardTexts(),
  })
  const talkOf = (person: ChannelPerson) => (person as TelegramPerson).talk
  return {
    channel,
    person: async name => {
      nextId += 1
      const talk = telegram.privateChat({ id: nextId, name })
      telegram.world.open(nextId)
      return meet(talk)
    },
    groupMember: async name => {
      const talk = group.member({ id: 90, name })
      return { ...meet(talk), saysToUs: text => talk.says(`@${telegram.world.bot.username} ${text}`) }
    },
    pressButton: (person, label) => talkOf(person).presses(label),
    sendFile: (person, bytes, caption) => talkOf(person).sendsDocument(bytes, '照片.jpg', caption),
    block: person => talkOf(person).blocks(),
    throttleNextSend: seconds => telegram.faults.throttle('sendMessage', seconds),
    disconnect: () => telegram.goAway(),
    close: async () => {
      await telegram.stop()
      await site?.close()
    },
  }
}

/** The HTTP server of the product, with the routes of the channel alone. */
async function openSite() {
  let shown: Channel | undefined
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: request => shown?.routes?.fetch(request) ?? new Response(null, { status: 404 }),
  })
  await new Promise(resolve => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (channel: Channel) => {
      shown = channel
    },
    close: () => new Promise(resolve => server.close(resolve)),
  }
}
