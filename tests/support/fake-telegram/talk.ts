import { waitUntil } from '../wait-until.ts'
import { ApiError } from './api-error.ts'
import { findTypedEntities } from './formatting.ts'
import { describeMedia, quote } from './methods.ts'
import type { TelegramServer } from './telegram-server.ts'
import { listButtons } from './transcript.ts'
import type { FakeMessage, FakeUser } from './world.ts'

export interface Person {
  id: number
  name: string
  language?: string
  username?: string
}

/** Gives the Telegram account of a person. */
export function readPerson(person: Person): FakeUser {
  const user: FakeUser = { id: person.id, is_bot: false, first_name: person.name }
  user.language_code = person.language ?? 'zh-hans'
  if (person.username) user.username = person.username
  return user
}

interface Place {
  chatId: number
  topic?: number
}

interface Extras {
  replyTo?: FakeMessage
  album?: string
}

/** One person in one chat: what they write, press and send, and what they get to hear. */
export class Talk {
  readonly user: FakeUser
  readonly chatId: number
  private readonly server: TelegramServer
  private readonly topic: number | undefined
  /** Number of the bot's messages that were heard already. */
  private heard = 0

  constructor(server: TelegramServer, user: FakeUser, place: Place) {
    this.server = server
    this.user = user
    this.chatId = place.chatId
    this.topic = place.topic
  }

  /** The same person inside a topic. */
  inTopic(topic: number): Talk {
    return new Talk(this.server, this.user, { chatId: this.chatId, topic })
  }

  async says(text: string, extras: Extras = {}): Promise<FakeMessage> {
    const entities = findTypedEntities(text)
    return this.write(entities.length > 0 ? { text, entities } : { text }, extras)
  }

  /** Writes with a mention that carries the bot's id instead of its name. */
  async saysTo(bot: FakeUser, text: string): Promise<FakeMessage> {
    const name = bot.first_name
    const entities = [{ type: 'text_mention', offset: 0, length: name.length, user: bot }]
    return this.write({ text: `${name} ${text}`, entities }, {})
  }

  async sendsPhoto(bytes: Buffer, caption?: string, extras: Extras = {}): Promise<FakeMessage> {
    const photo = describeMedia('photo', this.keep(bytes, 'photo', 'jpg'))
    return this.write({ ...photo, ...captionOf(caption) }, extras)
  }

  async sendsVoice(bytes: Buffer, extras: Extras = {}): Promise<FakeMessage> {
    return this.write(describeMedia('voice', this.keep(bytes, 'voice', 'oga')), extras)
  }

  /** `more` is the caption, or what goes with it. */
  async sendsDocument(
    bytes: Buffer,
    name: string,
    more: string | (Extras & { caption?: string }) = {},
  ): Promise<FakeMessage> {
    const extras = typeof more === 'string' ? { caption: more } : more
    const file = this.keep(bytes, 'document', name.split('.').at(-1) ?? 'bin')
    return this.write({ document: { ...file, file_name: name }, ...captionOf(extras.caption) }, extras)
  }

  private keep(bytes: Buffer, kind: string, extension: string) {
    const file = this.server.world.store(bytes, extension)
    this.server.world.kinds.set(file.file_id, kind)
    return file
  }

  /** Several photos at once; the caption stands under the first. */
  async sendsAlbum(photos: Buffer[], caption?: string): Promise<FakeMessage[]> {
    const album = `album-${this.server.world.date()}-${photos.length}`
    const sent: FakeMessage[] = []
    for (const [index, bytes] of photos.entries())
      sent.push(await this.sendsPhoto(bytes, index === 0 ? caption : undefined, { album }))
    return sent
  }

  async sendsLocation(latitude: number, longitude: number): Promise<FakeMessage> {
    return this.write({ location: { latitude, longitude } }, {})
  }

  async sharesContact(phone: string): Promise<FakeMessage> {
    const contact = { phone_number: phone, first_name: this.user.first_name, user_id: this.user.id }
    return this.write({ contact }, {})
  }

  async edits(message: FakeMessage, text: string): Promise<void> {
    Object.assign(message, { text, edit_date: this.server.world.date() })
    this.server.transcript.note(`${this.user.first_name} changes a message to: ${text}`)
    if (this.isSeen(message)) this.server.queue.add('edited_message', message)
  }

  /** Presses the newest button with this label; gives the id of the query. */
  async presses(label: string): Promise<string> {
    const message = this.botMessages().findLast(candidate =>
      listButtons(candidate).some(({ text }) => text === label),
    )
    const button = message && listButtons(message).find(({ text }) => text === label)
    if (!button?.callback_data) throw new Error(this.describeMissing(`a button [${label}]`))
    const id = `${this.chatId}${Date.now()}${this.server.openQueries.size}`
    this.server.openQueries.add(id)
    this.server.transcript.note(`${this.user.first_name} presses [${label}]`)
    const query = { id, from: this.user, message, chat_instance: 'talk', data: button.callback_data }
    this.server.queue.add('callback_query', query)
    return id
  }

  async blocks(): Promise<void> {
    this.server.world.close(this.chatId, new ApiError(403, 'Forbidden: bot was blocked by the user'))
    this.changeMembership('member', 'kicked')
  }

  async unblocks(): Promise<void> {
    this.server.world.open(this.chatId)
    this.changeMembership('kicked', 'member')
  }

  /** Deletes the account. */
  async leavesTelegram(): Promise<void> {
    this.server.world.close(this.chatId, new ApiError(403, 'Forbidden: user is deactivated'))
  }

  /** Waits for a message of the bot that was not heard before and matches; gives it. */
  async hears(pattern: RegExp | string, withinMs = 5000): Promise<FakeMessage> {
    const matches = (message: FakeMessage) => {
      const words = String(message.text ?? message['caption'] ?? '')
      return typeof pattern === 'string' ? words.includes(pattern) : pattern.test(words)
    }
    return waitUntil(
      () => {
        const messages = this.botMessages()
        const index = messages.findIndex((message, at) => at >= this.heard && matches(message))
        if (index < 0) return undefined
        this.heard = index + 1
        return messages[index]
      },
      { withinMs, describe: () => this.describeMissing(String(pattern)) },
    )
  }

  /** All texts of the bot in this chat, oldest first. */
  heardTexts(): string[] {
    return this.botMessages().map(message => String(message.text ?? message['caption'] ?? ''))
  }

  private async write(body: object, extras: Extras): Promise<FakeMessage> {
    const { world } = this.server
    if (world.state(this.chatId).chat.type === 'private') world.open(this.chatId)
    const message = world.put(this.chatId, this.user, {
      ...(this.topic === undefined ? {} : this.describeTopic(this.topic)),
      ...(extras.replyTo ? { reply_to_message: quote(extras.replyTo) } : {}),
      ...(extras.album ? { media_group_id: extras.album } : {}),
      ...body,
    })
    this.server.transcript.add(message)
    if (this.isSeen(message)) this.server.queue.add('message', message)
    return message
  }

  /** In a topic clients answer the message that opened it. */
  private describeTopic(topic: number): object {
    const opening = this.server.world.find(this.chatId, topic)
    return {
      message_thread_id: topic,
      is_topic_message: true,
      ...(opening ? { reply_to_message: quote(opening) } : {}),
    }
  }

  private isSeen(message: FakeMessage): boolean {
    if (message.chat.type === 'private' || !this.server.privacyMode) return true
    const words = String(message.text ?? message['caption'] ?? '')
    const { bot } = this.server.world
    const answered = message['reply_to_message'] as FakeMessage | undefined
    const entities = (message['entities'] ?? []) as { user?: FakeUser }[]
    return (
      words.startsWith('/') ||
      words.includes(`@${bot.username}`) ||
      answered?.from?.id === bot.id ||
      entities.some(({ user }) => user?.id === bot.id)
    )
  }

  private changeMembership(before: string, after: string): void {
    const { world, queue, transcript } = this.server
    transcript.note(`${this.user.first_name}: ${after}`)
    const { chat } = world.state(this.chatId)
    const member = (status: string) => ({
      user: world.bot,
      status,
      ...(status === 'kicked' ? { until_date: 0 } : {}),
    })
    queue.add('my_chat_member', {
      chat,
      from: this.user,
      date: world.date(),
      old_chat_member: member(before),
      new_chat_member: member(after),
    })
  }

  private botMessages(): FakeMessage[] {
    const { messages } = this.server.world.state(this.chatId)
    return messages.filter(
      message =>
        message.from?.id === this.server.world.bot.id &&
        !('forum_topic_created' in message) &&
        message['message_thread_id'] === this.topic,
    )
  }

  private describeMissing(what: string): string {
    return `${this.user.first_name} did not get ${what}. The talk so far:\n${this.server.transcript.print()}`
  }
}

function captionOf(caption: string | undefined): object {
  if (!caption) return {}
  const entities = findTypedEntities(caption)
  return entities.length > 0 ? { caption, caption_entities: entities } : { caption }
}
