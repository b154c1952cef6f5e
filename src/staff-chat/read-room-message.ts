import type { IncomingMessage } from '../messaging/message.ts'

export const talkActions = ['take', 'return', 'close', 'approve'] as const
export type TalkAction = (typeof talkActions)[number]
export const ticketActions = ['accept', 'start', 'wait', 'done', 'reassign'] as const
export type TicketCommand = (typeof ticketActions)[number]

/** What a message in the staff room asks for. */
export type RoomRequest =
  | { kind: 'talk'; action: TalkAction; conversationId?: string }
  | { kind: 'note'; text: string }
  | { kind: 'assign'; who: string }
  /** `others` are further tickets of which the same holds. */
  | { kind: 'ticket'; action: TicketCommand; number?: string; others?: string[]; text: string }
  | { kind: 'tickets' }
  /** A notice to residents: writing one, or a step of its course. */
  | { kind: 'broadcast'; args: string }
  /** The digest of the week. */
  | { kind: 'digest' }
  | { kind: 'acknowledge'; noticeId: string }
  | { kind: 'delete' }
  | { kind: 'bind'; code: string }
  | { kind: 'help' }
  /** Words for the resident, if the message answers something of one. */
  | { kind: 'words' }
  /** Between colleagues. */
  | { kind: 'aside' }

const aliases: Record<string, string> = {
  back: 'return',
  finish: 'done',
  resolve: 'done',
  start_work: 'start',
}

/** A ticket's number as staff type it: `LL1001`, `ll1001`, `1001`. */
const numberPattern = /^(?:LL)?(\d{3,9})$/iu

/** Reads a message of the room by its form alone; whom it concerns is found from where it stands. */
export function readRoomMessage(message: Pick<IncomingMessage, 'text' | 'command' | 'button'>): RoomRequest {
  if (message.button !== undefined) return readButton(message.button)
  const text = message.text.trim()
  if (text.startsWith('//')) return { kind: 'note', text: text.slice(2).trim() }
  if (message.command) return readCommand(message.command)
  // A slash that no platform marked as a command is a slip of the pen, never words for a resident.
  const typed = /^[/／]([\p{L}_]+)\s*([\s\S]*)$/u.exec(text)
  if (typed) return readCommand({ name: typed[1]?.toLowerCase() ?? '', args: typed[2] ?? '' })
  return { kind: 'words' }
}

function readCommand({ name, args }: { name: string; args: string }): RoomRequest {
  const word = aliases[name] ?? name
  const rest = args.trim()
  if (isOneOf(talkActions, word)) return { kind: 'talk', action: word }
  if (isOneOf(ticketActions, word)) return { kind: 'ticket', action: word, ...splitNumber(rest) }
  switch (word) {
    case 'note':
      return { kind: 'note', text: rest }
    case 'assign':
      return { kind: 'assign', who: rest.replace(/^@/, '') }
    case 'tickets':
      return { kind: 'tickets' }
    case 'digest':
    case '周报':
      return { kind: 'digest' }
    case 'notice':
    case '通知':
      return { kind: 'broadcast', args: rest }
    case 'delete':
    case 'undo':
      return { kind: 'delete' }
    case 'bind':
      return { kind: 'bind', code: rest }
    default:
      return { kind: 'help' }
  }
}

function isOneOf<T extends string>(list: readonly T[], word: string): word is T {
  return (list as readonly string[]).includes(word)
}

/** Further tickets are written with their letters: a bare number may be a price. */
const furtherPattern = /^[\s、,，;；]*LL(\d{3,9})(?!\d)[、,，;；]?/iu

/** `LL1001 换了阀芯` → number and words; `LL1001 LL1002 换了阀芯` → several; without a number all of it is words. */
function splitNumber(rest: string): { number?: string; others?: string[]; text: string } {
  const [first = ''] = rest.split(/[\s、,，;；]+/u)
  const digits = numberPattern.exec(first)?.[1]
  if (!digits) return { text: rest }
  const others: string[] = []
  let text = rest.slice(first.length)
  for (let found = furtherPattern.exec(text); found; found = furtherPattern.exec(text)) {
    const number = `LL${found[1]}`
    if (number !== `LL${digits}` && !others.includes(number)) others.push(number)
    text = text.slice(found[0].length)
  }
  text = text.replace(/^[\s、,，;；]+/u, '').trim()
  return { number: `LL${digits}`, ...(others.length > 0 ? { others } : {}), text }
}

const causePattern = /(?:^|[\s，,；;。.]+)(?:根本原因|根因|原因|root cause|cause)\s*[:：]\s*(\S[\s\S]*)$/iu

/** `已道歉 原因：没有交接` → the note and why it came about, which a complaint needs to be closed. */
export function readRootCause(text: string): { note: string; rootCause?: string } {
  const found = causePattern.exec(text)
  const rootCause = found?.[1]?.trim()
  return found && rootCause ? { note: text.slice(0, found.index).trim(), rootCause } : { note: text }
}

function readButton(value: string): RoomRequest {
  const [about, action = '', id = ''] = value.split(':')
  if (about === 'talk' && isOneOf(talkActions, action)) return { kind: 'talk', action, conversationId: id }
  if (about === 'ticket' && isOneOf(ticketActions, action))
    return { kind: 'ticket', action, number: id, text: '' }
  if (about === 'broadcast') return { kind: 'broadcast', args: `${action} ${id}` }
  if (about === 'notice' && action === 'ack') return { kind: 'acknowledge', noticeId: id }
  return { kind: 'help' }
}

const waitWords: [RegExp, 'resident' | 'parts' | 'force-majeure'][] = [
  [/^(parts?|配件|材料|备件|等料|缺料)/iu, 'parts'],
  [/^(resident|owner|住户|业主|客户)/iu, 'resident'],
  [/^(force-?majeure|不可抗力|天气|停电|暴雨|台风)/iu, 'force-majeure'],
]

/** `parts 周三到货` → the reason and the note; undefined where the first word names no reason. */
export function readWaitReason(
  text: string,
): { reason: 'resident' | 'parts' | 'force-majeure'; note: string } | undefined {
  for (const [pattern, reason] of waitWords) {
    const found = pattern.exec(text)
    if (found) return { reason, note: text.slice(found[0].length).trim() }
  }
  return undefined
}
