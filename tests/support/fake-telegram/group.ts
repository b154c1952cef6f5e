import { ApiError } from './api-error.ts'
import { type Person, readPerson, Talk } from './talk.ts'
import type { TelegramServer } from './telegram-server.ts'

/** A group chat with the bot in it. */
export class Group {
  readonly id: number
  private readonly server: TelegramServer

  constructor(server: TelegramServer, id: number) {
    this.server = server
    this.id = id
  }

  /** A person who is in the group. */
  member(person: Person): Talk {
    return new Talk(this.server, readPerson(person), { chatId: this.id })
  }

  /** Somebody leaves, or is thrown out: the group is told, and its administrators by an update of their own. */
  leaves(talk: Talk, how: 'left' | 'kicked' = 'left'): void {
    const { world, queue } = this.server
    const user = talk.user
    const message = world.put(this.id, user, { left_chat_member: user })
    queue.add('message', message)
    const member = (status: string) => ({ user, status, ...(status === 'kicked' ? { until_date: 0 } : {}) })
    queue.add('chat_member', {
      chat: world.state(this.id).chat,
      from: user,
      date: world.date(),
      old_chat_member: member('member'),
      new_chat_member: member(how),
    })
  }

  /** Every message in the group, oldest first. */
  messages() {
    return this.server.world.state(this.id).messages
  }

  /** Opens a topic (forums only); gives its id. */
  topic(name: string): number {
    return this.server.world.addTopic(this.id, name)
  }

  closeTopic(topic: number): void {
    this.server.world.state(this.id).topics.delete(topic)
  }

  /** Makes a supergroup of the group: both chats are told, the old one is closed. */
  becomesSupergroup(): Group {
    const { world, queue } = this.server
    const admin = readPerson({ id: 9000, name: '群主' })
    const leave = { ...world.put(this.id, admin, {}) }
    const moved = world.migrate(this.id)
    queue.add('message', { ...leave, migrate_to_chat_id: moved.id })
    queue.add('message', world.put(moved.id, admin, { migrate_from_chat_id: this.id }))
    return new Group(this.server, moved.id)
  }

  /** Somebody takes the bot out of the group. */
  removesBot(): void {
    this.server.world.close(this.id, new ApiError(403, 'Forbidden: bot was kicked from the supergroup chat'))
  }
}
