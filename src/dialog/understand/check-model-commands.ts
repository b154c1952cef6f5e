import { chineseNumerals, readChineseNumber } from '../../shared/read-chinese-number.ts'
import type { Command, Place, TicketDraft } from '../commands/command.ts'
import { dropNulls } from '../commands/write-strict-schema.ts'
import type { UnderstandRequest } from './understander.ts'
import { understandAnswerSchema } from './write-understand-request.ts'

export type CheckedCommands =
  | { ok: true; commands: Command[] }
  | { ok: false; why: 'not-a-command' | 'unknown-ticket' | 'left-over-placeholder' }

/**
 * Gives the commands of a model's answer (personal data already put back), reduced to what the resident said:
 * texts are the resident's own words, places and phones occur in the talk, an emergency needs a sign of danger.
 */
export function checkModelCommands(answer: unknown, request: UnderstandRequest): CheckedCommands {
  const parsed = understandAnswerSchema.safeParse(dropNulls(answer))
  if (!parsed.success) return { ok: false, why: 'not-a-command' }
  const { commands } = parsed.data
  if (JSON.stringify(commands).includes('⟦')) return { ok: false, why: 'left-over-placeholder' }
  if (!commands.every(command => namesOwnTicket(command, request)))
    return { ok: false, why: 'unknown-ticket' }
  const talk = readTalk(request)
  const kept = commands.flatMap(command => keepWhatWasSaid(command, talk))
  return kept.length > 0 ? { ok: true, commands: kept } : { ok: false, why: 'not-a-command' }
}

interface Talk {
  /** The messages of this turn as written. */
  turn: string
  /** Everything the resident may refer to, numbers in Arabic digits, no spaces. */
  known: string
}

function readTalk(request: UnderstandRequest): Talk {
  const turn = request.messages.join('\n')
  const said = request.history.filter(line => line.from === 'resident').map(line => line.text)
  return { turn, known: flatten([...said, turn, JSON.stringify(request.draft ?? {})].join('\n')) }
}

function namesOwnTicket(command: Command, request: UnderstandRequest): boolean {
  const number = 'ticketNumber' in command ? command.ticketNumber : undefined
  return number === undefined || request.tickets.some(ticket => ticket.number === number)
}

function keepWhatWasSaid(command: Command, talk: Talk): Command[] {
  switch (command.kind) {
    case 'open-ticket':
      return [{ kind: 'open-ticket', draft: keepDraft(command.draft, talk) }]
    case 'set-slot':
    case 'correct-slot':
      return keepSlot(command, talk)
    case 'add-to-ticket':
      return [{ ...command, note: ownWords(command.note, talk) }]
    case 'reopen-ticket':
      return [{ ...command, reason: ownWords(command.reason, talk) }]
    case 'rate-service':
      return [{ ...command, comment: command.comment && ownWords(command.comment, talk) }]
    case 'suggest':
    case 'praise':
      return [{ ...command, text: ownWords(command.text, talk) }]
    case 'clarify':
      return [{ ...command, about: ownWords(command.about, talk).slice(0, 100) }]
    case 'sign-up':
      return [{ ...command, activity: ownWords(command.activity, talk).slice(0, 100) }]
    default:
      return [command]
  }
}

function keepSlot(command: Extract<Command, { kind: 'set-slot' | 'correct-slot' }>, talk: Talk): Command[] {
  if (command.slot === 'place') {
    const place = keepPlace(command.place, talk)
    return place ? [{ ...command, place }] : []
  }
  if (command.slot === 'description') return [{ ...command, value: ownWords(command.value, talk) }]
  return wasSaid(command.value, talk) ? [command] : []
}

function keepDraft(draft: TicketDraft, talk: Talk): TicketDraft {
  const { place, phone, appointment, danger, ...rest } = draft
  const keptPlace = place && keepPlace(place, talk)
  const isDanger = draft.priority === 'emergency' && dangerSigns.test(talk.turn)
  return {
    ...rest,
    description: ownWords(draft.description, talk),
    priority: draft.priority === 'emergency' && !isDanger ? 'high' : draft.priority,
    ...(keptPlace && { place: keptPlace }),
    ...(phone && wasSaid(phone, talk) && { phone }),
    ...(appointment && wasSaid(appointment, talk) && { appointment }),
    ...(danger && isDanger && { danger }),
  }
}

/** Wide on purpose: it only keeps a model from ringing the duty chain over a talk without any word of danger. */
const dangerSigns =
  /困|卡|被关|火|烟|焦|糊味|烧|爆|煤气|燃气|天然气|瓦斯|电|漏|淹|水|血|伤|晕|昏|摔|倒|砸|掉|坠|抛|扔|刀|撬|闯|贼|偷|抢|打人|打架|跟踪|陌生人|走失|走丢|不见|失踪|救|死|跳|自杀|活着|trap|stuck|fire|smoke|burn|gas|shock|electr|spark|flood|leak|water|blood|bleed|hurt|injur|faint|unconscious|fall|knife|break|intrud|stranger|missing|lost|suicid|die|help/i

function keepPlace(place: Place, talk: Talk): Place | undefined {
  const { said, ...fields } = place
  const kept: Omit<Place, 'said'> = {}
  for (const name of ['building', 'unit', 'floor', 'room', 'area'] as const) {
    const value = fields[name]
    const text = value && (name === 'area' ? value : bareNumber(value))
    if (text && wasSaid(text, talk)) kept[name] = text
  }
  if (Object.keys(kept).length === 0) return undefined
  return { ...kept, said: wasSaid(said, talk) ? said : Object.values(kept).join(' ') }
}

function bareNumber(text: string): string {
  return flatten(text).replace(/(栋|幢|号楼|座|单元|楼|层|室|号房|房|号)$/, '')
}

function wasSaid(text: string, talk: Talk): boolean {
  return talk.known.includes(flatten(text))
}

/** The model's wording where it quotes the resident, else the resident's whole turn. */
function ownWords(text: string, talk: Talk): string {
  return wasSaid(text, { ...talk, known: flatten(talk.turn) }) ? text : talk.turn.slice(0, 2_000)
}

const numeralRun = new RegExp(`[${chineseNumerals}]+`, 'g')

/** Full-width to ASCII, Chinese numbers to digits, no spaces or punctuation. */
function flatten(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(numeralRun, run => String(readChineseNumber(run) ?? run))
    .replace(/[\s\p{P}]+/gu, '')
}
