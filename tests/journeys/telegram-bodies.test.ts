import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readUpdate } from '../../src/adapters/telegram/read-update.ts'
import type { Update } from '../support/fake-telegram/update-queue.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, type Journey, useJourney, ways } from './journey.ts'

const root = new URL('../fixtures/telegram-updates/', import.meta.url)
const bodies = ['illemius/', 'luzrain/events/'].flatMap(folder =>
  readdirSync(new URL(folder, root))
    .filter(name => name.endsWith('.json'))
    .map((name): Update => JSON.parse(readFileSync(new URL(folder + name, root), 'utf8'))),
)

describe.each(ways)('real bodies, by $way on $storage', ({ way, storage }) => {
  const journey = useJourney({ way, storage })

  it.each([
    ['of long ago', false, 'old'],
    ['of this minute', true, 'done'],
  ] as const)(
    'keeps every body %s and goes on answering',
    async (_age, isFresh, state) => {
      const { client, telegram } = journey()
      const seconds = Math.floor(Date.now() / 1000)
      const sent = bodies.map((body, at) =>
        prepare(body, isFresh ? 200 + at : 100 + at, isFresh ? seconds : undefined),
      )
      openChats(journey(), sent)
      const before = await client.inbound.count()
      for (const update of sent.toReversed()) telegram.queue.repeat(update)
      const expected = sent.filter(update => isKept(journey(), update))
      expect(expected.length).toBeGreaterThan(10)
      await until(
        `${expected.length} bodies are kept`,
        async () => (await client.inbound.count()) === before + expected.length,
        answerWithinMs,
      )
      // A pressed button carries no time of its own and is always answered.
      await until(
        'nothing waits',
        async () => (await client.inbound.count({ where: { state: 'pending' } })) === 0,
        answerWithinMs,
      )
      const kept = await client.inbound.findMany({ orderBy: { id: 'asc' }, skip: before })
      const others = kept.filter(row => row.state !== state && !row.messageId.startsWith('callback:'))
      expect(others.map(row => ({ text: row.text, state: row.state }))).toEqual([])
      await until(
        'Telegram hands out nothing again',
        () => telegram.queue.pending.length === 0,
        answerWithinMs,
      )
    },
    150_000,
  )
})

/** The body with an update and message id of its own, as Telegram would have given them to one bot. */
function prepare(body: Update, at: number, seconds: number | undefined): Update {
  const update = structuredClone(body)
  // Below those of the people who write afterwards: Telegram counts upwards.
  update.update_id = at
  for (const part of Object.values(update)) if (isMessage(part)) renew(part, at, seconds)
  const query = update['callback_query'] as { id: string } | undefined
  if (query) query.id = `${query.id}${at}`
  return update
}

interface Message {
  message_id: number
  date: number
  chat: { id: number; type: string; first_name?: string }
}

function isMessage(part: unknown): part is Message {
  return typeof part === 'object' && part !== null && 'message_id' in part
}

function renew(message: Message, at: number, seconds: number | undefined): void {
  message.message_id = 40_000 + at
  if (seconds !== undefined) message.date = seconds
}

function openChats({ telegram }: Journey, updates: Update[]): void {
  for (const update of updates) {
    const message = Object.values(update).find(isMessage)
    if (message?.chat.type !== 'private') continue
    telegram.privateChat({ id: message.chat.id, name: message.chat.first_name ?? 'Name' })
    telegram.world.open(message.chat.id)
  }
}

/** Whether a person wrote something in it; what else Telegram tells is no message. */
function isKept({ telegram }: Journey, update: Update): boolean {
  const { id, username = '' } = telegram.world.bot
  const context = {
    bot: { id, username },
    receivedAt: new Date(),
    readTime: (s: number) => new Date(s * 1000),
  }
  return readUpdate(update as unknown as Parameters<typeof readUpdate>[0], context).kind === 'message'
}
