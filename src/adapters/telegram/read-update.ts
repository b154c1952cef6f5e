import type { CallbackQuery, Message, Update, User } from 'telegraf/types'
import type { IncomingMessage, MembershipChange, MessageEdit } from '../../messaging/message.ts'
import { channelName, readMessage, readPlace, readSender } from './read-message.ts'
import { type Bot, readText, type TelegramMessage } from './read-text.ts'

/** What one update means to us. `callback` is a pressed button that waits for its answer. */
export type ReadUpdate =
  | { kind: 'message'; message: IncomingMessage; callback?: string }
  | { kind: 'edit'; edit: MessageEdit }
  | { kind: 'moved'; fromChat: string; toChat: string }
  | { kind: 'reachable'; sender: string; reachable: boolean }
  | { kind: 'membership'; changes: MembershipChange[] }
  | { kind: 'ignored'; reason: string; callback?: string }

export interface ReadingContext {
  bot: Bot
  /** When we got the update: a pressed button carries no time of its own. */
  receivedAt: Date
  /** Turns Telegram's Unix seconds into product time. */
  readTime: (seconds: number) => Date
}

/** The kinds we ask Telegram for; every other kind is ignored should it come. */
export const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
] as const

/** Gives what an update means, without touching the world. May throw on a body Telegram would not send. */
export function readUpdate(update: Update, context: ReadingContext): ReadUpdate {
  if (typeof update !== 'object' || update === null) return { kind: 'ignored', reason: 'no update' }
  if ('message' in update) return readNewMessage(update, context)
  if ('edited_message' in update) return readEdit(update.edited_message, context)
  if ('callback_query' in update) return readButton(update.callback_query, update, context.receivedAt)
  if ('my_chat_member' in update) return readMembership(update.my_chat_member)
  if ('chat_member' in update) return readMember(update.chat_member)
  return { kind: 'ignored', reason: `update of another kind: ${nameKind(update)}` }
}

function nameKind(update: object): string {
  return Object.keys(update).find(key => key !== 'update_id') ?? 'empty'
}

function readNewMessage(update: Update.MessageUpdate, context: ReadingContext): ReadUpdate {
  const body: Message = update.message
  const moved = readMove(body)
  if (moved) return moved
  const changes = readArrivals(body)
  if (changes.length > 0) return { kind: 'membership', changes }
  const message = readMessage(body, context)
  if ('ignored' in message) return { kind: 'ignored', reason: message.ignored }
  return { kind: 'message', message: { ...message, raw: update } }
}

/** Groups tell by messages of their own who came and who left; bots hear them whatever their rights. */
function readArrivals(message: Message): MembershipChange[] {
  const { left_chat_member: left, new_chat_members: came = [] } = message as {
    left_chat_member?: User
    new_chat_members?: User[]
  }
  const change = (user: User, isMember: boolean): MembershipChange => ({
    channel: channelName,
    chat: String(message.chat.id),
    sender: String(user.id),
    isMember,
  })
  return [...came.map(user => change(user, true)), ...(left ? [change(left, false)] : [])]
}

/** Only administrators hear this one; it also tells of those who were thrown out. */
function readMember({ chat, new_chat_member: now }: Update.ChatMemberUpdate['chat_member']): ReadUpdate {
  const isRestrictedMember = now.status === 'restricted' && now.is_member
  const isMember = ['creator', 'administrator', 'member'].includes(now.status) || isRestrictedMember
  const sender = String(now.user.id)
  return { kind: 'membership', changes: [{ channel: channelName, chat: String(chat.id), sender, isMember }] }
}

/** A group that became a supergroup is told twice: in the old chat and in the new one. */
function readMove(message: Message): ReadUpdate | undefined {
  const here = String(message.chat.id)
  if ('migrate_to_chat_id' in message)
    return { kind: 'moved', fromChat: here, toChat: String(message.migrate_to_chat_id) }
  if ('migrate_from_chat_id' in message)
    return { kind: 'moved', fromChat: String(message.migrate_from_chat_id), toChat: here }
  return undefined
}

function readEdit(body: Message & { edit_date?: number }, context: ReadingContext): ReadUpdate {
  const message = readMessage(body, context)
  if ('ignored' in message) return { kind: 'ignored', reason: message.ignored }
  const { text } = readText(body as TelegramMessage, context.bot)
  // A moving live location arrives as edits too.
  if (text === '') return { kind: 'ignored', reason: 'edit without words' }
  const { channel, chat, messageId } = message
  const editedAt = context.readTime(body.edit_date ?? body.date)
  return { kind: 'edit', edit: { channel, chat, messageId, text, editedAt } }
}

function readButton(query: CallbackQuery, update: Update, receivedAt: Date): ReadUpdate {
  const data = 'data' in query ? query.data : undefined
  if (!query.message || data === undefined)
    return { kind: 'ignored', reason: 'button outside of our talks', callback: query.id }
  const message: IncomingMessage = {
    ...readPlace(query.message as Message),
    messageId: `callback:${query.id}`,
    sender: readSender(query.from),
    sentAt: receivedAt,
    addressed: true,
    text: '',
    button: data,
    attachments: [],
    replyTo: String(query.message.message_id),
    raw: update,
  }
  return { kind: 'message', message, callback: query.id }
}

function readMembership(change: Update.MyChatMemberUpdate['my_chat_member']): ReadUpdate {
  if (change.chat.type !== 'private')
    return { kind: 'ignored', reason: `${channelName} group membership changed` }
  const reachable = change.new_chat_member.status !== 'kicked'
  return { kind: 'reachable', sender: String(change.from.id), reachable }
}
