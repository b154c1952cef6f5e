import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { ConversationView, MessageView, TicketView } from '../../src/desk/contract.ts'
import type { PrismaClient } from '../../src/storage/generated/client.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import {
  type LinliOptions,
  type RunningLinli,
  type StorageName,
  startLinli,
  storageNames,
} from '../support/start-linli.ts'
import { until } from '../support/until.ts'

export type Way = 'polling' | 'webhook'

/** Generous: what is measured is whether an answer comes, not the machine. */
export const answerWithinMs = 40_000

/** Polling and webhook on the embedded database, and one of them on the servers. */
export const ways: { way: Way; storage: StorageName }[] = [
  { way: 'polling' as const, storage: 'PGlite' as const },
  { way: 'webhook' as const, storage: 'PGlite' as const },
  { way: 'webhook' as const, storage: 'PostgreSQL and Redis' as const },
].filter(({ storage }) => storageNames.includes(storage))

/** The whole product and the fake Telegram, started once for a suite. */
export interface Journey {
  telegram: FakeTelegram
  linli: RunningLinli
  client: PrismaClient
  /** Somebody new. */
  person(name: string, language?: string): Talk
  newId(): number
  ticketsOf(talk: Talk): Promise<TicketView[]>
  conversationOf(talk: Talk): Promise<ConversationView>
  /** What the desk shows of the talk, oldest first. */
  messagesOf(talk: Talk): Promise<MessageView[]>
  /** Resolves when nothing of the talk waits any more. */
  settled(talk: Talk): Promise<void>
  /** Bytes of a kept file. */
  readKept(path: string): Buffer
}

/** Call it in a `describe`; gives what gives the journey within tests. */
export function useJourney(options: LinliOptions & { way: Way }): () => Journey {
  let journey: Journey | undefined
  beforeAll(async () => {
    const telegram = await startFakeTelegram()
    telegram.privacyMode = false
    const linli = await startLinli({ ...options, telegram, webhook: options.way === 'webhook' })
    journey = createJourney(telegram, linli)
  }, 240_000)
  afterAll(async () => {
    await journey?.linli.stop()
    await journey?.telegram.stop()
  }, 60_000)
  return () => {
    if (!journey) throw new Error('Ask for the journey within a test.')
    return journey
  }
}

function createJourney(telegram: FakeTelegram, linli: RunningLinli): Journey {
  const { client } = linli.product.database
  let lastId = 5000
  const newId = () => {
    lastId += 1
    return lastId
  }
  const conversationOf = async (talk: Talk) => {
    const query = `channel=telegram&sender=${talk.user.id}`
    const { items } = await linli.ask<{ items: ConversationView[] }>(`/api/conversations?${query}`)
    const found = items.find(({ chat }) => chat === String(talk.chatId))
    if (!found) throw new Error(`no conversation of ${talk.user.first_name}`)
    return found
  }
  return {
    telegram,
    linli,
    client,
    newId,
    person: (name, language = 'zh-hans') => telegram.privateChat({ id: newId(), name, language }),
    ticketsOf: async talk => {
      const query = `channel=telegram&sender=${talk.user.id}`
      return (await linli.ask<{ items: TicketView[] }>(`/api/tickets?${query}`)).items
    },
    conversationOf,
    messagesOf: async talk => {
      const { id } = await conversationOf(talk)
      return (await linli.ask<{ items: MessageView[] }>(`/api/conversations/${id}/messages`)).items
    },
    settled: async talk => {
      const sender = String(talk.user.id)
      await until(
        `nothing of ${talk.user.first_name} waits`,
        async () => {
          const inbound = await client.inbound.count({ where: { sender, state: 'pending' } })
          const state = { in: ['pending', 'sending'] }
          const outbound = await client.outbound.count({ where: { conversation: { sender }, state } })
          return inbound + outbound === 0
        },
        answerWithinMs,
      )
    },
    readKept: path => readFileSync(join(linli.dataDir, 'files', path)),
  }
}
