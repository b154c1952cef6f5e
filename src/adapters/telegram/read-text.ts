import type { Message, MessageEntity } from 'telegraf/types'

/** Who we are at Telegram. */
export interface Bot {
  id: number
  username: string
}

export interface ReadText {
  /** Without the mention of us. */
  text: string
  mentioned: boolean
  /** A command meant for us: bare, or with our name behind it. */
  command?: { name: string; args: string; named: boolean }
}

export type TelegramMessage = Message & Partial<Message.TextMessage> & Partial<Message.CaptionableMessage>

/** Gives the words of a message, whether they mention us, and the command they begin with. */
export function readText(message: TelegramMessage, bot: Bot): ReadText {
  const text = message.text ?? message.caption ?? ''
  const entities = (message.text === undefined ? message.caption_entities : message.entities) ?? []
  const ours = entities.filter(entity => isMentionOf(bot, entity, text))
  const command = readCommand(text, entities, bot)
  const cuts = ours.map(({ offset, length }) => ({ offset, length }))
  if (command?.suffix) cuts.push(command.suffix)
  const read: ReadText = { text: cutOut(text, cuts), mentioned: ours.length > 0 }
  if (command)
    read.command = { name: command.name, args: readArgs(read.text), named: command.suffix !== undefined }
  return read
}

function isMentionOf(bot: Bot, entity: MessageEntity, text: string): boolean {
  if (entity.type === 'text_mention') return entity.user.id === bot.id
  if (entity.type !== 'mention') return false
  return sameName(text.slice(entity.offset + 1, entity.offset + entity.length), bot.username)
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

interface FoundCommand {
  name: string
  /** Where `@our_name` stands behind the command. */
  suffix?: { offset: number; length: number }
}

function readCommand(text: string, entities: MessageEntity[], bot: Bot): FoundCommand | undefined {
  const entity = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (!entity) return undefined
  const [name = '', owner] = text.slice(1, entity.length).split('@')
  if (owner === undefined) return { name: name.toLowerCase() }
  if (!sameName(owner, bot.username)) return undefined
  return { name: name.toLowerCase(), suffix: { offset: name.length + 1, length: owner.length + 1 } }
}

function readArgs(text: string): string {
  return text.replace(/^\S+\s*/, '').trim()
}

function cutOut(text: string, cuts: { offset: number; length: number }[]): string {
  if (cuts.length === 0) return text
  let rest = ''
  let end = 0
  for (const cut of cuts.toSorted((a, b) => a.offset - b.offset)) {
    rest += text.slice(end, cut.offset)
    end = cut.offset + cut.length
  }
  return (rest + text.slice(end)).replace(/[ \t]{2,}/g, ' ').trim()
}
