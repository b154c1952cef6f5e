import { ApiError, refuse } from './api-error.ts'
import type { UploadedFile } from './bot-api-spec.ts'

export interface FakeUser {
  id: number
  is_bot: boolean
  first_name: string
  last_name?: string
  username?: string
  language_code?: string
}

export interface FakeChat {
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title?: string
  first_name?: string
  is_forum?: true
}

export interface FakeMessage {
  message_id: number
  date: number
  chat: FakeChat
  from?: FakeUser
  text?: string
  [field: string]: unknown
}

interface ChatState {
  chat: FakeChat
  messages: FakeMessage[]
  topics: Map<number, string>
  nextMessageId: number
  /** Why the bot may not write: never met, blocked, removed, or the group is gone. */
  closedBy?: ApiError
}

interface StoredFile {
  file_id: string
  file_unique_id: string
  file_size: number
  path: string
  bytes: Buffer
}

/** The chats, messages and files that exist at the fake Telegram. */
export class World {
  readonly bot: FakeUser
  private readonly chats = new Map<number, ChatState>()
  private readonly files = new Map<string, StoredFile>()
  /** As what a person sent each file: Telegram gives it back as nothing else. */
  readonly kinds = new Map<string, string>()
  private readonly now: () => Date

  constructor(bot: FakeUser, now: () => Date) {
    this.bot = bot
    this.now = now
  }

  /** Unix seconds, as every date at Telegram. */
  date(): number {
    return Math.floor(this.now().getTime() / 1000)
  }

  addChat(chat: FakeChat): void {
    if (this.chats.has(chat.id)) return
    this.chats.set(chat.id, { chat, messages: [], topics: new Map(), nextMessageId: 1 })
    // A bot knows no person who never wrote to it.
    if (chat.type === 'private') this.close(chat.id, refuse('chat not found'))
  }

  state(chatId: number): ChatState {
    const state = this.chats.get(chatId)
    if (!state) throw refuse('chat not found')
    return state
  }

  close(chatId: number, why: ApiError): void {
    this.state(chatId).closedBy = why
  }

  open(chatId: number): void {
    delete this.state(chatId).closedBy
  }

  /** The chat for a call of the bot; refuses what the bot may not reach. */
  chatForBot(id: unknown): ChatState {
    const state = this.state(Number(id))
    if (state.closedBy) throw state.closedBy
    return state
  }

  put(chatId: number, from: FakeUser, body: object): FakeMessage {
    const state = this.state(chatId)
    const message: FakeMessage = {
      message_id: state.nextMessageId,
      from,
      date: this.date(),
      chat: state.chat,
      ...body,
    }
    state.nextMessageId += 1
    state.messages.push(message)
    return message
  }

  find(chatId: number, messageId: unknown): FakeMessage | undefined {
    return this.state(chatId).messages.find(message => message.message_id === Number(messageId))
  }

  addTopic(chatId: number, name: string): number {
    const state = this.state(chatId)
    if (!state.chat.is_forum) throw refuse('the chat is not a forum')
    const id = state.nextMessageId
    state.topics.set(id, name)
    this.put(chatId, this.bot, {
      message_thread_id: id,
      is_topic_message: true,
      forum_topic_created: { name, icon_color: 7322096 },
    })
    return id
  }

  /** A group becomes a supergroup: the old chat refuses with the new id. */
  migrate(chatId: number): FakeChat {
    const { chat } = this.state(chatId)
    const moved: FakeChat = { ...chat, id: -1_000_000_000_000 + chatId, type: 'supergroup' }
    this.addChat(moved)
    const description = 'Bad Request: group chat was upgraded to a supergroup chat'
    this.close(chatId, new ApiError(400, description, { migrate_to_chat_id: moved.id }))
    return moved
  }

  store(bytes: Buffer, extension: string): Omit<StoredFile, 'path' | 'bytes'> {
    const id = `FILE${this.files.size + 1}`
    const file = { file_id: id, file_unique_id: `u${id}`, file_size: bytes.length }
    this.files.set(id, { ...file, path: `files/${id}.${extension}`, bytes })
    return file
  }

  storeUpload(file: UploadedFile): Omit<StoredFile, 'path' | 'bytes'> {
    return this.store(file.bytes, file.name.split('.').at(-1) ?? 'bin')
  }

  file(fileId: unknown): StoredFile | undefined {
    return this.files.get(String(fileId))
  }

  fileAt(path: string): StoredFile | undefined {
    return [...this.files.values()].find(file => file.path === path)
  }

  /** Telegram has thrown the file away. */
  forgetFile(fileId: string): void {
    this.files.delete(fileId)
  }
}
