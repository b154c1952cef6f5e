import type { Chat, Message, User } from 'telegraf/types'
import type { IncomingMessage } from '../../messaging/message.ts'
import { menuCommands } from './command-menu.ts'
import { readAttachments } from './read-attachments.ts'
import { type Bot, type ReadText, readText, type TelegramMessage } from './read-text.ts'

export const channelName = 'telegram'

export interface MessageContext {
  bot: Bot
  readTime: (seconds: number) => Date
}

/** Gives what a person wrote, or why there is nothing to read. */
export function readMessage(
  message: Message,
  { bot, readTime }: MessageContext,
): IncomingMessage | { ignored: string } {
  const refusal = findReasonToIgnore(message)
  if (refusal !== undefined) return { ignored: refusal }
  const from = message.from as User
  const words = readText(message as TelegramMessage, bot)
  const answered = readAnsweredMessage(message)
  const incoming: IncomingMessage = {
    ...readPlace(message),
    messageId: String(message.message_id),
    sender: readSender(from),
    sentAt: readTime(message.date),
    addressed: message.chat.type === 'private' || isForUs(words, answered, bot),
    text: words.text,
    attachments: readAttachments(message),
    ...readShared(message),
  }
  if (words.command) incoming.command = { name: words.command.name, args: words.command.args }
  if (answered) incoming.replyTo = String(answered.message_id)
  const album = (message as { media_group_id?: string }).media_group_id
  if (album !== undefined) incoming.album = album
  // A bare mention is a person calling us, though no word is left.
  return isEmpty(incoming) && !words.mentioned ? { ignored: 'nothing a person wrote' } : incoming
}

function findReasonToIgnore(message: Message): string | undefined {
  if (message.chat.type === 'channel') return 'channel post'
  if (!message.from) return 'no sender'
  // Also anonymous administrators and channels writing in a group: nobody we could answer for.
  if (message.from.is_bot) return 'written by a bot'
  if ((message as { is_automatic_forward?: boolean }).is_automatic_forward)
    return 'forwarded by Telegram itself'
  return undefined
}

/** Where a message or a pressed button stands. */
export function readPlace(
  message: Pick<Message, 'chat'> & { message_thread_id?: number; is_topic_message?: boolean },
): Pick<IncomingMessage, 'channel' | 'chat' | 'chatKind' | 'topic'> {
  const place = {
    channel: channelName,
    chat: String(message.chat.id),
    chatKind: kindOfChat(message.chat),
  }
  // Outside forums `message_thread_id` only names the chain of replies.
  if (!message.is_topic_message || message.message_thread_id === undefined) return place
  return { ...place, topic: String(message.message_thread_id) }
}

function kindOfChat(chat: Chat): 'private' | 'group' {
  return chat.type === 'private' ? 'private' : 'group'
}

/** The person as residents know themselves: the name shown in their chats, not the handle. */
export function readSender(from: User): IncomingMessage['sender'] {
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ') || from.username || ''
  const sender: IncomingMessage['sender'] = { id: String(from.id), name }
  if (from.language_code) sender.language = from.language_code
  return sender
}

/** In a topic every message "replies" to the message that opened the topic: that is no answer to anyone. */
function readAnsweredMessage(message: Message): Message | undefined {
  const answered = (message as { reply_to_message?: Message }).reply_to_message
  return answered && 'forum_topic_created' in answered ? undefined : answered
}

function isForUs(words: ReadText, answered: Message | undefined, bot: Bot): boolean {
  if (words.mentioned || answered?.from?.id === bot.id) return true
  if (!words.command) return false
  // In a group with one bot, clients send menu commands without its name.
  return words.command.named || menuCommands.some(({ command }) => command === words.command?.name)
}

interface SharedFields {
  location?: { latitude: number; longitude: number }
  venue?: { title: string; address: string; location: { latitude: number; longitude: number } }
  contact?: { phone_number: string; first_name: string; last_name?: string }
}

function readShared(message: Message): Pick<IncomingMessage, 'location' | 'sharedContact'> {
  const { location, venue, contact } = message as SharedFields
  const shared: Pick<IncomingMessage, 'location' | 'sharedContact'> = {}
  if (location) shared.location = { latitude: location.latitude, longitude: location.longitude }
  if (venue)
    shared.location = {
      latitude: venue.location.latitude,
      longitude: venue.location.longitude,
      label: [venue.title, venue.address].filter(Boolean).join(' '),
    }
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
    shared.sharedContact = { phone: contact.phone_number, name }
  }
  return shared
}

function isEmpty(message: IncomingMessage): boolean {
  if (message.text !== '' || message.attachments.length > 0) return false
  return !message.location && !message.sharedContact
}
