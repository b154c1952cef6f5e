import { Group } from './group.ts'
import { type Person, readPerson, Talk } from './talk.ts'
import { type FakeTelegramOptions, TelegramServer } from './telegram-server.ts'

/** Starts a strict Bot API server on loopback. */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const fake = new FakeTelegram(options)
  await fake.listen(options.port ?? 0)
  return fake
}

/**
 * A Bot API server that refuses what the real one refuses, and the people who write to the bot.
 *
 *   const telegram = await startFakeTelegram()
 *   const wang = telegram.privateChat({ id: 7, name: '王阿姨' })
 *   await wang.says('水管漏了')
 *   await wang.hears(/工单/)
 *
 * Calls that break the Bot API's tables are kept in `violations`, and `stop` rejects when there are any.
 */
export class FakeTelegram extends TelegramServer {
  /** A person alone with the bot. */
  privateChat(person: Person): Talk {
    const user = readPerson(person)
    this.world.addChat({ id: person.id, type: 'private', first_name: person.name })
    return new Talk(this, user, { chatId: person.id })
  }

  group(options: { id: number; title: string; kind?: 'group' | 'supergroup' | 'forum' }): Group {
    const kind = options.kind ?? 'supergroup'
    const type = kind === 'group' ? 'group' : 'supergroup'
    const forum = kind === 'forum' ? { is_forum: true as const } : {}
    this.world.addChat({ id: options.id, type, title: options.title, ...forum })
    return new Group(this, options.id)
  }
}
