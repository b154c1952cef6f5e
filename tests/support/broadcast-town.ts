import type { Database } from '../../src/storage/database.ts'
import type { FakeTelegram } from './fake-telegram/fake-telegram.ts'

export const firstHouseholdChat = 1_000_000
export const firstGroupChat = -1_002_000_000_000

/** A community whose every household has written on Telegram, and groups with the bot in them. */
export async function buildTown(
  database: Database,
  telegram: FakeTelegram,
  size: { households: number; groups: number; now: Date },
): Promise<void> {
  const { households, groups, now } = size
  const { client } = database
  const at = { createdAt: now }
  await client.community.create({ data: { id: 'town', name: '东湖花园', ...at } })
  const numbers = Array.from({ length: households }, (_, index) => index)
  for (let from = 0; from < households; from += 1_000) {
    const some = numbers.slice(from, from + 1_000)
    await client.household.createMany({
      data: some.map(n => ({
        ...{
          id: `h${n}`,
          communityId: 'town',
          building: String((n % 50) + 1),
          unit: '1',
          room: String(101 + n),
        },
        ...{ bindCode: `CODE${n}`, ...at },
      })),
    })
    await client.contact.createMany({
      data: some.map(n => ({
        ...{ id: `p${n}`, channel: 'telegram', sender: String(firstHouseholdChat + n), name: `住户${n}` },
        ...{ householdId: `h${n}`, boundAt: now, ...at },
      })),
    })
    await client.conversation.createMany({
      data: some.map(n => ({
        ...{ id: `c${n}`, channel: 'telegram', chat: String(firstHouseholdChat + n), chatKind: 'private' },
        ...{
          sender: String(firstHouseholdChat + n),
          contactId: `p${n}`,
          lastInboundAt: now,
          updatedAt: now,
          ...at,
        },
      })),
    })
  }
  await client.groupChat.createMany({
    data: Array.from({ length: groups }, (_, n) => ({
      ...{ id: `g${n}`, channel: 'telegram', chat: String(firstGroupChat - n), title: `业主群${n}` },
      ...{ communityId: 'town', updatedAt: now, ...at },
    })),
  })
  for (const n of numbers) {
    telegram.privateChat({ id: firstHouseholdChat + n, name: `住户${n}` })
    telegram.world.open(firstHouseholdChat + n)
  }
  for (let n = 0; n < groups; n += 1) telegram.group({ id: firstGroupChat - n, title: `业主群${n}` })
}

/** How often the bot wrote to each chat of the town. */
export function countArrivals(
  telegram: FakeTelegram,
  size: { households: number; groups: number },
): Map<string, number> {
  const chats = [
    ...Array.from({ length: size.households }, (_, n) => firstHouseholdChat + n),
    ...Array.from({ length: size.groups }, (_, n) => firstGroupChat - n),
  ]
  return new Map(
    chats.map(chat => {
      const { messages } = telegram.world.state(chat)
      return [String(chat), messages.filter(({ from }) => from?.id === telegram.world.bot.id).length]
    }),
  )
}
