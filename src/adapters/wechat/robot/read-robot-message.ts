import type { IncomingAttachment, IncomingMessage } from '../../../messaging/message.ts'
import type { Clock } from '../../../shared/clock.ts'
import { readPlatformTime } from '../shared/time.ts'

export const channelName = 'wecom-robot'

/** One message as the platform pushes it; only what is read of it. */
export interface RobotBody {
  msgid?: string
  chatid?: string
  chattype?: string
  from?: { userid?: string }
  /** Unix seconds. */
  create_time?: number
  msgtype?: string
  text?: { content?: string }
  /** The platform's own transcript; the recording itself is not given. */
  voice?: { content?: string }
  image?: RobotFile
  file?: RobotFile
  video?: RobotFile
  mixed?: { msg_item?: { msgtype?: string; text?: { content?: string }; image?: RobotFile }[] }
  quote?: { msgtype?: string; text?: { content?: string }; mixed?: RobotBody['mixed'] }
}

interface RobotFile {
  url?: string
  aeskey?: string
}

export type ReadRobotMessage = { message: IncomingMessage; quoted?: string } | { ignored: string }

/** Turns a pushed message into ours, with the words it quotes, or says why it is none for us. */
export function readRobotMessage(body: RobotBody, clock: Clock): ReadRobotMessage {
  const { msgid, chatid, from, msgtype } = body
  const isGroup = body.chattype === 'group'
  const chat = isGroup ? chatid : from?.userid
  if (!msgid || !chat || !from?.userid) return { ignored: 'a message without ids' }
  const content = readContent(body)
  if (!content) return { ignored: `a message of type ${msgtype}` }
  const quoted = readQuoted(body.quote)
  return {
    message: {
      channel: channelName,
      chat,
      chatKind: isGroup ? 'group' : 'private',
      messageId: msgid,
      // The platform tells no names; staff know their colleagues by their ids.
      sender: { id: from.userid, name: from.userid },
      sentAt: body.create_time ? readPlatformTime(clock, body.create_time * 1000) : clock.now(),
      // A robot hears only what mentions it.
      addressed: true,
      text: isGroup ? dropMention(content.text) : content.text,
      attachments: content.attachments,
    },
    ...(quoted ? { quoted } : {}),
  }
}

type Content = Pick<IncomingMessage, 'text' | 'attachments'>

function readContent(body: RobotBody): Content | undefined {
  switch (body.msgtype) {
    case 'text':
      return { text: body.text?.content ?? '', attachments: [] }
    case 'voice':
      return readVoice(body.voice?.content ?? '')
    case 'image':
      return { text: '', attachments: readFile('photo', body.image) }
    case 'file':
      return { text: '', attachments: readFile('file', body.file) }
    case 'video':
      return { text: '', attachments: readFile('video', body.video) }
    case 'mixed':
      return readMixed(body.mixed?.msg_item ?? [])
    default:
      return undefined
  }
}

/** Without a transcript it is a voice message that nobody can hear: whoever answers asks for words. */
function readVoice(transcript: string): Content {
  const text = transcript.trim()
  return { text, attachments: text === '' ? [{ kind: 'voice', reference: 'none' }] : [] }
}

function readMixed(items: NonNullable<NonNullable<RobotBody['mixed']>['msg_item']>): Content {
  const words = items.flatMap(item => (item.msgtype === 'text' ? [item.text?.content ?? ''] : []))
  const attachments = items.flatMap(item => (item.msgtype === 'image' ? readFile('photo', item.image) : []))
  return { text: words.join('\n').trim(), attachments }
}

function readFile(kind: 'photo' | 'file' | 'video', file: RobotFile | undefined): IncomingAttachment[] {
  return file?.url ? [{ kind, reference: writeReference({ url: file.url, key: file.aeskey ?? '' }) }] : []
}

/** What is needed to fetch a file: its address holds for five minutes, its key opens it. */
export function writeReference(file: { url: string; key: string }): string {
  return `${file.key} ${file.url}`
}

/** The address and key of a file, or undefined where the reference is none of ours. */
export function readReference(reference: string): { url: string; key: string } | undefined {
  const at = reference.indexOf(' ')
  const url = reference.slice(at + 1)
  if (at < 0 || !/^https?:\/\//u.test(url) || !URL.canParse(url)) return undefined
  return { key: reference.slice(0, at), url }
}

function readQuoted(quote: RobotBody['quote']): string | undefined {
  if (!quote) return undefined
  const words = quote.text?.content ?? readMixed(quote.mixed?.msg_item ?? []).text
  return words.trim() === '' ? undefined : words.trim()
}

/** The mention of the robot at the beginning: the platform writes it into the words and does not tell whom it names. */
function dropMention(text: string): string {
  return text
    .replace(/^\s*[@＠][^\s@＠]{1,60}[\s\u2005]+/u, '')
    .replace(/^\s*[@＠][^\s@＠]{1,60}$/u, '')
    .trim()
}
