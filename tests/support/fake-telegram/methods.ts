import { refuse } from './api-error.ts'
import { UploadedFile } from './bot-api-spec.ts'
import { type Formatted, format } from './formatting.ts'
import type { FakeMessage, World } from './world.ts'

export type Params = Record<string, unknown>

/** What the methods need besides the world. */
export interface MethodParts {
  world: World
  /** Callback queries that wait for their answer. */
  openQueries: Set<string>
  /** Menus by language, '' for everyone. */
  menus: Map<string, unknown>
}

type Method = (params: Params, parts: MethodParts) => unknown

const mostDownloadBytes = 20 * 1024 * 1024
const textLimit = 4096
const captionLimit = 1024

/** Methods of the Bot API that send, change or read; polling and webhooks are the server's. */
export const methods: Record<string, Method> = {
  getMe: (_, { world }) => ({
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }),
  sendMessage: (params, { world }) => {
    const { chat } = world.chatForBot(params['chat_id'])
    const { text, entities } = formatBody(params, { field: 'text', entities: 'entities' })
    if (text.trim() === '') throw refuse('message text is empty')
    if (text.length > textLimit) throw refuse('message is too long')
    const shown = entities.length > 0 ? { text, entities } : { text }
    return world.put(chat.id, world.bot, { ...readPlacement(params, world), ...shown })
  },
  editMessageText: (params, { world }) => editText(params, world),
  deleteMessage: (params, { world }) => {
    const { chat, messages } = world.chatForBot(params['chat_id'])
    const message = world.find(chat.id, params['message_id'])
    if (!message) throw refuse('message to delete not found')
    messages.splice(messages.indexOf(message), 1)
    return true
  },
  sendChatAction: (params, { world }) => {
    const { topics } = world.chatForBot(params['chat_id'])
    const actions =
      /^(typing|upload_photo|record_video|upload_video|record_voice|upload_voice|upload_document|choose_sticker|find_location|record_video_note|upload_video_note)$/
    if (!actions.test(String(params['action']))) throw refuse('wrong parameter action in request')
    const topic = params['message_thread_id']
    if (topic !== undefined && !topics.has(Number(topic))) throw refuse('message thread not found')
    return true
  },
  answerCallbackQuery: (params, { openQueries }) => {
    if (!openQueries.delete(String(params['callback_query_id'])))
      throw refuse('query is too old and response timeout expired or query ID is invalid')
    return true
  },
  sendPhoto: (params, parts) => sendFile(params, parts, 'photo'),
  sendDocument: (params, parts) => sendFile(params, parts, 'document'),
  sendVoice: (params, parts) => sendFile(params, parts, 'voice'),
  sendVideo: (params, parts) => sendFile(params, parts, 'video'),
  sendAudio: (params, parts) => sendFile(params, parts, 'audio'),
  editMessageCaption: (params, { world }) => editCaption(params, world),
  getFile: (params, { world }) => {
    const file = world.file(params['file_id'])
    if (!file) throw refuse('wrong file_id or the file is temporarily unavailable')
    if (file.file_size > mostDownloadBytes) throw refuse('file is too big')
    const { path, bytes: _, ...shown } = file
    return { ...shown, file_path: path }
  },
  setMyCommands: (params, { menus }) => {
    const commands = params['commands'] as { command: string; description: string }[]
    if (commands.length > 100) throw refuse('BOT_COMMANDS_TOO_MUCH')
    for (const { command, description } of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw refuse('BOT_COMMAND_INVALID')
      if (description.length < 1 || description.length > 256) throw refuse('BOT_COMMAND_DESCRIPTION_INVALID')
    }
    menus.set(String(params['language_code'] ?? ''), commands)
    return true
  },
  getMyCommands: (params, { menus }) => menus.get(String(params['language_code'] ?? '')) ?? [],
  getChat: (params, { world }) => ({
    ...world.chatForBot(params['chat_id']).chat,
    accent_color_id: 0,
    max_reaction_count: 11,
  }),
  createForumTopic: (params, { world }) => {
    const { chat } = world.chatForBot(params['chat_id'])
    const name = String(params['name'])
    if (name.length < 1 || name.length > 128) throw refuse('TOPIC_TITLE_INVALID')
    const id = world.addTopic(chat.id, name)
    return { message_thread_id: id, name, icon_color: 7322096 }
  },
  closeForumTopic: (params, { world }) => {
    const { topics } = world.chatForBot(params['chat_id'])
    if (!topics.has(Number(params['message_thread_id']))) throw refuse('message thread not found')
    return true
  },
}

function formatBody(params: Params, names: { field: string; entities: string }): Formatted {
  return format(String(params[names.field] ?? ''), params['parse_mode'], params[names.entities])
}

/** Keyboard, answered message and topic of a sent message. */
function readPlacement(params: Params, world: World): Partial<FakeMessage> {
  const { chat, topics } = world.chatForBot(params['chat_id'])
  const placement: Partial<FakeMessage> = {}
  const keyboard = readKeyboard(params['reply_markup'])
  if (keyboard) placement['reply_markup'] = keyboard
  const reply = params['reply_parameters'] as
    | { message_id: number; allow_sending_without_reply?: boolean }
    | undefined
  if (reply) {
    const answered = world.find(chat.id, reply.message_id)
    if (!answered && !reply.allow_sending_without_reply) throw refuse('message to be replied not found')
    if (answered) placement['reply_to_message'] = quote(answered)
  }
  const topic = params['message_thread_id']
  if (topic === undefined) return placement
  if (!topics.has(Number(topic))) throw refuse('message thread not found')
  return { ...placement, message_thread_id: Number(topic), is_topic_message: true }
}

/** A message inside another shows no third one. */
export function quote(message: FakeMessage): FakeMessage {
  const { reply_to_message: _, ...rest } = message
  return rest as FakeMessage
}

interface KeyboardButton {
  text: string
  callback_data?: string
  url?: string
}

interface Keyboard {
  inline_keyboard: KeyboardButton[][]
}

function readKeyboard(markup: unknown): Keyboard | undefined {
  if (typeof markup !== 'object' || markup === null || !('inline_keyboard' in markup)) return undefined
  const keyboard = markup as Keyboard
  const buttons = keyboard.inline_keyboard.flat()
  if (buttons.length > 100) throw refuse('reply markup is too long')
  for (const button of buttons) checkButton(button)
  return keyboard
}

function checkButton({ text, callback_data: data, url }: KeyboardButton): void {
  if (text === '' || (data === undefined && url === undefined))
    throw refuse('Text buttons are unallowed in the inline keyboard')
  if (data !== undefined && (data === '' || Buffer.byteLength(data) > 64)) throw refuse('BUTTON_DATA_INVALID')
}

function editText(params: Params, world: World): FakeMessage {
  const { chat } = world.chatForBot(params['chat_id'])
  const message = world.find(chat.id, params['message_id'])
  if (!message) throw refuse('message to edit not found')
  if (message.from?.id !== world.bot.id) throw refuse("message can't be edited")
  const { text, entities } = formatBody(params, { field: 'text', entities: 'entities' })
  if (text.trim() === '') throw refuse('message text is empty')
  if (text.length > textLimit) throw refuse('message is too long')
  const keyboard = readKeyboard(params['reply_markup'])
  const before = JSON.stringify([message.text, message['entities'] ?? [], message['reply_markup']])
  if (before === JSON.stringify([text, entities, keyboard]))
    throw refuse(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  delete message['reply_markup']
  const shown = keyboard ? { reply_markup: keyboard } : {}
  return Object.assign(message, { text, entities, edit_date: world.date() }, shown)
}

function editCaption(params: Params, world: World): FakeMessage {
  const { chat } = world.chatForBot(params['chat_id'])
  const message = world.find(chat.id, params['message_id'])
  if (!message) throw refuse('message to edit not found')
  if (message.from?.id !== world.bot.id) throw refuse("message can't be edited")
  if (message.text !== undefined) throw refuse('there is no caption in the message to edit')
  const { text, entities } = formatBody(params, { field: 'caption', entities: 'caption_entities' })
  if (text.length > captionLimit) throw refuse('message caption is too long')
  return Object.assign(message, { caption: text, caption_entities: entities, edit_date: world.date() })
}

type MediaKind = 'photo' | 'document' | 'voice' | 'video' | 'audio'

function sendFile(params: Params, { world }: MethodParts, kind: MediaKind): FakeMessage {
  const { chat } = world.chatForBot(params['chat_id'])
  const { text, entities } = formatBody(params, { field: 'caption', entities: 'caption_entities' })
  if (text.length > captionLimit) throw refuse('message caption is too long')
  const given = params[kind]
  const known = given instanceof UploadedFile ? world.storeUpload(given) : world.file(given)
  if (!known) throw refuse('wrong file identifier/HTTP URL specified')
  const uploadedAs = world.kinds.get(known.file_id)
  if (uploadedAs !== undefined && uploadedAs !== kind)
    throw refuse(`can't use file of type ${capital(uploadedAs)} as ${capital(kind)}`)
  if (known.file_size === 0) throw refuse('file must be non-empty')
  const caption = text === '' ? {} : { caption: text, caption_entities: entities }
  return world.put(chat.id, world.bot, {
    ...readPlacement(params, world),
    ...describeMedia(kind, known),
    ...caption,
  })
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** The fields a message carries for a file. */
export function describeMedia(kind: string, file: object): object {
  const { file_id, file_unique_id, file_size } = file as Record<string, unknown>
  const id = { file_id, file_unique_id, file_size }
  if (kind === 'photo')
    return {
      photo: [
        { ...id, file_id: `${file_id}`, width: 90, height: 60, file_size: 900 },
        { ...id, width: 1280, height: 853 },
      ],
    }
  if (kind === 'voice') return { voice: { ...id, duration: 3, mime_type: 'audio/ogg' } }
  if (kind === 'video') return { video: { ...id, width: 640, height: 360, duration: 3 } }
  if (kind === 'audio') return { audio: { ...id, duration: 3 } }
  return { [kind]: id }
}
