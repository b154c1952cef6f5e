import type { Contact, Message, Room, Wechaty } from 'wechaty'
import type { AttachmentKind, IncomingMessage } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { readPlatformTime } from '../shared/time.ts'
import { isForAll, readMention, readQuote } from './read-mention.ts'

export const channelName = 'wechat'

// wechaty-puppet's numbers; its enums would load the whole library with this file.
const types = {
  attachment: 1,
  audio: 2,
  contact: 3,
  chatHistory: 4,
  emoticon: 5,
  image: 6,
  text: 7,
  location: 8,
  miniProgram: 9,
  url: 14,
  video: 15,
} as const
/** Subscription and service accounts: they speak to everybody and expect no answer. */
const officialContact = 2

const fileKinds: Record<number, AttachmentKind> = {
  [types.attachment]: 'file',
  [types.audio]: 'voice',
  [types.emoticon]: 'sticker',
  [types.image]: 'photo',
  [types.video]: 'video',
}

export interface ReadingParts {
  bot: Wechaty
  clock: Clock
  /** Id of our message in this chat that reads so, if there is one. */
  findQuoted(chat: string, text: string): Promise<string | undefined>
  /** Value of the numbered choice of the quoted message. */
  findQuotedChoice(messageId: string, text: string): string | undefined
  /** Value of the numbered choice that a bare number means there, if choices were last. */
  findChoice(chat: string, text: string, sender: string): Promise<string | undefined>
}

export type ReadResult = { message: IncomingMessage } | { ignored: string }

/** The chat of a message: the room, or the person alone with us. */
export function chatOf(message: Message): string {
  return message.room()?.id ?? message.talker().id
}

/** Turns a message of wechaty into ours, or says why it is none for us. */
export async function readMessage(message: Message, parts: ReadingParts): Promise<ReadResult> {
  if (message.self()) return { ignored: 'our own' }
  if (message.talker().type() === officialContact) return { ignored: 'an official account' }
  const body = await readBody(message)
  if (!body) return { ignored: `a message of type ${message.type()}` }
  const words = await readWords(message, body, parts)
  const room = message.room()
  const { text, button, replyTo, addressed } = words
  return {
    message: {
      channel: channelName,
      chat: chatOf(message),
      chatKind: room ? 'group' : 'private',
      messageId: message.id,
      sender: { id: message.talker().id, name: await nameOf(message.talker(), room) },
      sentAt: readPlatformTime(parts.clock, message.date().getTime()),
      addressed,
      text,
      attachments: body.attachments,
      ...(button === undefined ? {} : { button }),
      ...(body.location ? { location: body.location } : {}),
      ...(replyTo === undefined ? {} : { replyTo }),
    },
  }
}

type Words = Pick<IncomingMessage, 'text' | 'button' | 'replyTo' | 'addressed'>

/** What was said to whom: without the mention of us, with what it quotes, or as the choice that its number means. */
async function readWords(message: Message, body: Body, parts: ReadingParts): Promise<Words> {
  const chat = chatOf(message)
  const { quoted, text: unquoted } = readQuote(body.text ?? '')
  const { text, mentioned } = await readRoomText(unquoted, message, parts.bot)
  if (quoted) return await readAnswerTo(quoted.text, { chat, text, mentioned }, parts)
  const button = await parts.findChoice(chat, text, message.talker().id)
  return button === undefined ? { text, addressed: mentioned } : { text: '', button, addressed: true }
}

type Body = Pick<IncomingMessage, 'attachments'> & {
  text?: string
  location?: NonNullable<IncomingMessage['location']>
}

async function readBody(message: Message): Promise<Body | undefined> {
  const type = message.type()
  const kind = fileKinds[type]
  if (kind) return { attachments: [{ kind, reference: message.id, ...namesOf(message, kind) }] }
  switch (type) {
    case types.text:
      return { text: message.text(), attachments: [] }
    case types.location:
      return { attachments: [], ...(await readLocation(message)) }
    case types.contact:
      return { text: `[名片] ${await nameCard(message)}`.trim(), attachments: [] }
    case types.url:
    case types.miniProgram:
      return { text: `[链接] ${titleOf(message.text())}`.trim(), attachments: [] }
    case types.chatHistory:
      return { text: `[聊天记录] ${titleOf(message.text())}`.trim(), attachments: [] }
    default:
      return undefined
  }
}

function namesOf(message: Message, kind: AttachmentKind): { fileName?: string } {
  const name = message.text().trim()
  return kind === 'file' && name !== '' && name.length <= 120 && !/[<\n]/u.test(name)
    ? { fileName: name }
    : {}
}

async function readLocation(message: Message): Promise<Pick<Body, 'location' | 'text'>> {
  const location = await message.toLocation().catch(() => undefined)
  if (!location) return { text: '[位置]' }
  const label = [location.name(), location.address()].filter(Boolean).join(' ')
  return {
    location: { latitude: location.latitude(), longitude: location.longitude(), ...(label ? { label } : {}) },
  }
}

async function nameCard(message: Message): Promise<string> {
  const card = await message.toContact().catch(() => undefined)
  return card?.name() ?? ''
}

/** Cards arrive as XML on some puppets; people need their title only. */
function titleOf(text: string): string {
  return (
    /<title>(?:<!\[CDATA\[)?([^<\]]{1,200})/u.exec(text)?.[1] ?? (text.startsWith('<') ? '' : text)
  ).trim()
}

/** Words under a quotation: an answer to a message of ours, or to a neighbour's. */
async function readAnswerTo(
  quoted: string,
  { chat, text, mentioned }: { chat: string; text: string; mentioned: boolean },
  parts: ReadingParts,
): Promise<Words> {
  const replyTo = await parts.findQuoted(chat, quoted)
  // Words that quote a neighbour keep what they are about.
  if (replyTo === undefined)
    return { text: text === '' ? text : `${text}\n（引用：${quoted}）`, addressed: mentioned }
  const button = parts.findQuotedChoice(replyTo, text)
  const words = button === undefined ? { text } : { text: '', button }
  return { ...words, replyTo, addressed: true }
}

async function readRoomText(
  text: string,
  message: Message,
  bot: Wechaty,
): Promise<{ text: string; mentioned: boolean }> {
  const room = message.room()
  if (!room) return { text, mentioned: true }
  const self = bot.currentUser
  // Some puppets lie about aliases or fail on them: the name alone must then do.
  const alias = await room.alias(self).catch(() => undefined)
  const read = readMention(text, { names: [alias ?? '', self.name()] })
  const listed = !isForAll(text) && mentionIdsOf(message).includes(self.id)
  return { text: read.text, mentioned: read.mentioned || listed }
}

/** Whom the platform itself says the message mentions; names alone would make anybody called like us one of us. */
function mentionIdsOf(message: Message): string[] {
  const { payload } = message as unknown as { payload?: { mentionIdList?: string[] } }
  return payload?.mentionIdList ?? []
}

/** Shown only; it proves nothing, since everybody chooses their alias. */
async function nameOf(talker: Contact, room: Room | undefined): Promise<string> {
  const alias = room ? await room.alias(talker).catch(() => undefined) : undefined
  return alias || talker.name()
}
