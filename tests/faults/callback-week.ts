import type { Database } from '../../src/storage/database.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** Monday, midnight in Shanghai. */
export const startsAtMs = Date.parse('2026-11-22T16:00:00Z')

/** Callbacks due at any hour of the week, by day and night; three in five on a channel without a window. */
export async function seedCallbacks(
  database: Database,
  { count, days }: { count: number; days: number },
): Promise<void> {
  const createdAt = new Date(startsAtMs - dayMs)
  const silence = { everyDays: 0, remindAfterHours: 168, closeAfterHours: 336, waitDays: 1 }
  await database.client.setting.create({ data: { key: 'callbacks', value: silence, updatedAt: createdAt } })
  for (let from = 0; from < count; from += 500) {
    const numbers = Array.from({ length: Math.min(500, count - from) }, (_, index) => from + index)
    const rows = numbers.map(number => {
      const dueAt = new Date(startsAtMs + Math.floor((number / count) * days * dayMs))
      const isNarrow = number % 5 >= 3
      // Half of them wrote lately enough, if nothing holds the question up.
      const wroteHours = number % 2 === 0 ? 20 : 60
      return {
        id: `c${number}`,
        dueAt,
        channel: isNarrow ? 'narrow' : 'free',
        wroteAt: new Date(dueAt.getTime() - wroteHours * hourMs),
      }
    })
    const { client } = database
    await client.contact.createMany({
      data: rows.map(({ id, channel }) => ({ id, channel, sender: id, phone: '13800000000', createdAt })),
    })
    await client.conversation.createMany({
      data: rows.map(({ id, channel, wroteAt }) => ({
        id,
        channel,
        chat: id,
        sender: id,
        contactId: id,
        lastInboundAt: wroteAt,
        createdAt,
        updatedAt: createdAt,
      })),
    })
    await client.callback.createMany({
      data: rows.map(({ id, dueAt }) => ({
        id,
        subject: 'handover',
        subjectId: id,
        round: 1,
        kind: 'talk',
        category: 'other',
        contactId: id,
        conversationId: id,
        status: 'scheduled',
        dueAt,
        createdAt,
      })),
    })
    await client.callbackEvent.createMany({
      data: rows.map(({ id }) => ({ callbackId: id, at: createdAt, type: 'scheduled', by: 'system' })),
    })
    await client.timer.createMany({
      data: rows.map(({ id, dueAt }) => ({
        id: `callback:${id}`,
        kind: 'callback',
        subject: id,
        dueAt,
        wakeAt: dueAt,
        createdAt,
      })),
    })
  }
}
