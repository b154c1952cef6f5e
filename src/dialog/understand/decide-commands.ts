import { keepWords, normaliseText } from '../../shared/normalise-text.ts'
import { readTicketPlace } from '../../shared/read-ticket-place.ts'
import type { DangerKind } from '../../shared/vocabulary.ts'
import type { Command, TicketDraft } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { cues, says } from './cues.ts'
import { draftEmergency, isFault, readMatters, withoutPreamble } from './read-matter.ts'
import { readMeant } from './read-meant.ts'
import { readMovedVisit } from './read-moved-visit.ts'
import { isSpot, readPending } from './read-pending.ts'
import { readRefusal } from './read-refusal.ts'
import { readRunningDanger } from './read-running-danger.ts'
import { slotCommands } from './read-slots.ts'
import { readSmallTalk } from './read-small-talk.ts'
import { readThreat } from './read-threat.ts'
import { asksStandard, bringsNewMatter, readTicketTalk } from './read-ticket-talk.ts'
import { needsNoMore } from './read-withdrawal.ts'
import { recogniseDanger } from './recognise-danger.ts'
import { isBareSlot, stripSlots } from './strip-slots.ts'
import { readTurn, type Turn } from './turn.ts'
import type { KnownTicket } from './understander.ts'

/** Readers in the order of precedence; the first that recognises the turn decides. */
export const readers: readonly ((turn: Turn) => Command[] | undefined)[] = [
  readEmergency,
  readRunningDanger,
  readWordless,
  readRefusal,
  readAnotherTime,
  readPending,
  readCorrection,
  readGrief,
  readStandard,
  readNoMore,
  readMeant,
  readTicketTalk,
  readWishForPerson,
  readSmallTalk,
  readBareAnswer,
  readBareSlots,
  readSpot,
  readNewMatter,
  readFollowUp,
]

/** Gives the commands of a turn; never empty. */
export function decideCommands(turn: Turn): Command[] {
  const commands = withLackingPlace(decideBesideInjection(turn) ?? decideWhole(turn), turn)
  if (!commands.every(opensNothing) || turn.request.draft || turn.request.pending) return commands
  const told = stripSlots(turn.raw)
  if (told === undefined) return commands
  // 「厨房漏水」「3栋1单元502」 in one breath: a bare place must not hide what is told.
  const { place, phone, appointment } = turn
  const again = decideWhole({
    ...readTurn({ ...turn.request, messages: [told] }, turn.evidence),
    ...(place ? { place } : {}),
    ...(phone ? { phone } : {}),
    ...(appointment ? { appointment } : {}),
  })
  return again.some(({ kind }) => kind === 'open-ticket') ? again : commands
}

/** Orders put to the machine are refused; a trouble told beside them is taken down without them. */
function decideBesideInjection(turn: Turn): Command[] | undefined {
  if (!says(turn.said, 'injection')) return undefined
  const honest = turn.raw
    .split(/(?<=[。！!？?\n])|#{2,}/)
    .filter(part => !says(normaliseText(part), 'injection'))
    .join('')
  if (!isFault(normaliseText(honest)) || keepWords(honest).length < 6) return undefined
  const commands = decideWhole(readTurn({ ...turn.request, messages: [honest] }, turn.evidence))
  return commands.some(({ kind }) => kind === 'open-ticket')
    ? [...commands, { kind: 'cannot-handle', reason: 'injection' }]
    : undefined
}

/** Whatever more is said of a matter that lacks its place, a place in it is its own. */
function withLackingPlace(commands: Command[], turn: Turn): Command[] {
  const [newest] = turn.request.tickets
  const isAdded = commands.every(({ kind }) => kind === 'add-to-ticket')
  return isAdded && newest?.location === '' && !turn.request.draft
    ? [...placeOf(turn), ...commands]
    : commands
}

const opensNothing = (command: Command): boolean =>
  command.kind === 'set-slot' ||
  (command.kind === 'cannot-handle' && command.reason === 'unclear') ||
  (command.kind === 'small-talk' && command.topic === 'chat')

function decideWhole(turn: Turn): Command[] {
  for (const read of readers) {
    const commands = read(turn)
    if (commands && commands.length > 0) return commands
  }
  return [{ kind: 'cannot-handle', reason: 'unclear' }]
}

function readEmergency(turn: Turn): Command[] | undefined {
  const draft = draftEmergency(turn)
  if (!draft) return undefined
  const running = turn.request.tickets.find(
    ticket => ticket.priority === 'emergency' && isSameDanger(turn, ticket, draft.danger),
  )
  if (running)
    return [...placeOf(turn), { kind: 'add-to-ticket', ticketNumber: running.number, note: turn.raw }]
  return [
    { kind: 'open-ticket', draft },
    { kind: 'request-human', reason: 'danger' },
  ]
}

/** More words on a danger that is told already; what only the trained voice hears in them is no second one. */
function isSameDanger(turn: Turn, ticket: KnownTicket, danger: DangerKind | undefined): boolean {
  const named = recogniseDanger(turn.raw)
  if (!named) return !['resolved', 'followed_up', 'closed', 'cancelled'].includes(ticket.status)
  return recogniseDanger(ticket.description) === danger
}

function placeOf(turn: Turn): Command[] {
  return turn.place ? [{ kind: 'set-slot', slot: 'place', place: turn.place }] : []
}

/** Attachments, emoji and dots without a word. */
function readWordless(turn: Turn): Command[] | undefined {
  if (turn.hasWords) return undefined
  if (turn.attachments.some(mark => mark !== '[表情]' && mark !== '[贴纸]')) return readAttachment(turn)
  if (/[👌✅🆗👍]/u.test(turn.raw) && turn.request.pending) return [{ kind: 'confirm' }]
  if (/🙏|👍|❤|🌹|💐|😘|🥰/u.test(turn.raw)) return [{ kind: 'small-talk', topic: 'thanks' }]
  if (/\p{Extended_Pictographic}/u.test(turn.raw) || turn.attachments.length > 0)
    return [{ kind: 'small-talk', topic: 'chat' }]
  return [{ kind: 'cannot-handle', reason: 'empty' }]
}

function readAttachment(turn: Turn): Command[] {
  const note = turn.attachments.join('')
  if (turn.request.draft || turn.request.tickets.length > 0) return [{ kind: 'add-to-ticket', note }]
  return [{ kind: 'clarify', about: 'attachment' }]
}

/** 「明天别来了，周六可以」, with something open. */
function readAnotherTime(turn: Turn): Command[] | undefined {
  const { draft, tickets } = turn.request
  const time = draft || tickets.some(isRunning) ? readMovedVisit(turn) : undefined
  return time ? [{ kind: 'set-slot', slot: 'appointment', value: time }] : undefined
}

/** A place put right after its ticket was opened. */
function readCorrection(turn: Turn): Command[] | undefined {
  if (!turn.corrects || !turn.place || turn.said.length > 24) return undefined
  return turn.request.tickets.length > 0 || turn.request.draft
    ? [{ kind: 'correct-slot', slot: 'place', place: turn.place }]
    : undefined
}

/** 「投诉多久处理？」 asks what the documents say, whatever is open. */
function readStandard(turn: Turn): Command[] | undefined {
  if (!asksStandard(turn.said) || isFault(turn.said) || turn.said.length > 30) return undefined
  return [{ kind: 'answer-question', question: withoutPreamble(turn.raw) }]
}

function readGrief(turn: Turn): Command[] | undefined {
  return says(turn.said, 'kinLoss') && !says(turn.said.replace(cues.kinLoss, ''), 'fault')
    ? [{ kind: 'request-human', reason: 'sad' }]
    : undefined
}

function readWishForPerson(turn: Turn): Command[] | undefined {
  if (says(turn.said, 'threat')) return readThreat(turn)
  if (!says(turn.said, 'human') || (says(turn.said, 'whoAreYou') && turn.said.length <= 16)) return undefined
  const phone: Command[] = turn.phone ? [{ kind: 'set-slot', slot: 'phone', value: turn.phone }] : []
  return [...placeOf(turn), ...phone, { kind: 'request-human', reason: 'asked' }]
}

function readBareAnswer(turn: Turn): Command[] | undefined {
  if (!turn.confirmation) return undefined
  const { answer, rest } = turn.confirmation
  if (answer === 'no') return [{ kind: 'deny' }]
  if (rest === '') return [{ kind: 'confirm' }]
  if (bringsNewMatter(turn) || says(turn.said, 'question')) return undefined
  const slots = slotCommands(turn)
  if (slots.length > 0) return [{ kind: 'confirm' }, ...slots]
  return turn.request.tickets.length > 0 || turn.request.draft
    ? [{ kind: 'confirm' }, { kind: 'add-to-ticket', note: rest }]
    : undefined
}

/** The trouble has gone by itself: what was told of it last is taken back. */
function readNoMore({ said, request: { tickets, pending } }: Turn): Command[] | undefined {
  const [newest] = tickets
  if (pending || !newest || !needsNoMore(said) || !isRunning(newest)) return undefined
  return newest.priority === 'emergency' ? undefined : [{ kind: 'cancel-ticket' }]
}

const isRunning = ({ status }: KnownTicket) =>
  !['resolved', 'followed_up', 'closed', 'cancelled'].includes(status)

/** 3栋停水了 is a matter with its place, however short. */
const outage = /停[水电气]|断[水电网气]|(?:狗|猫).{0,6}叫/

const tellsMatter = (said: string) =>
  says(said, 'suggestion') ||
  outage.test(said) ||
  says(said, 'fault') ||
  says(said, 'question') ||
  says(said, 'request')

/** 「西门凌晨无人值守」 */
const soundsLikeReport = ({ moves, raw, situation }: Turn): boolean =>
  situation === 'nothing-open' && (moves['report'] ?? 0) > 0.6 && !isBareSlot(raw)

/** A place, a number or a time alone belongs to what was talked of last. */
function readBareSlots(turn: Turn): Command[] | undefined {
  const slots = slotCommands(turn)
  const talking =
    turn.request.draft !== undefined || turn.request.tickets.length > 0 || turn.request.history.length > 0
  if (slots.length === 0 || turn.said.length > (talking ? 36 : 14)) return undefined
  if (/停(水|电|气)/.test(turn.said)) return undefined
  if (!talking && !turn.place) return undefined
  if (tellsMatter(turn.said) || soundsLikeReport(turn)) return undefined
  return classifyCategory(turn.said.replace(turn.place?.area?.toLowerCase() ?? '\0', '')).score >= 3
    ? undefined
    : slots
}

/** 「中央广场」 says where the matter is that was told without its place. */
function readSpot({ request: { tickets, draft }, said, raw, place }: Turn): Command[] | undefined {
  const [newest] = tickets
  if (draft || place || newest?.location !== '' || !isSpot(said)) return undefined
  return [{ kind: 'set-slot', slot: 'place', place: { area: raw.trim(), said: raw } }]
}

const openers = ['report', 'request', 'suggestion', 'question', 'praise', 'signup']

/** In the middle of a talk, what the heads do not see as something of its own belongs to what was talked of. */
function isMereRemark(turn: Turn): boolean {
  if (turn.situation === 'nothing-open' || bringsNewMatter(turn)) return false
  if (
    turn.said.length <= 12 &&
    !isFault(turn.said) &&
    !says(turn.said, 'question') &&
    !says(turn.said, 'request')
  )
    return true
  return openers.reduce((sum, move) => sum + (turn.moves[move] ?? 0), 0) < 0.6
}

function readNewMatter(turn: Turn): Command[] | undefined {
  if (isMereRemark(turn)) return undefined
  const commands = readMatters(turn)
  const opens = commands.some(command => command.kind === 'open-ticket')
  if (opens && isAboutOpenTicket(turn, commands)) return [{ kind: 'add-to-ticket', note: turn.raw }]
  return opens && says(turn.said, 'repeated') && isFedUp(turn)
    ? [...commands, { kind: 'request-human', reason: 'angry' }]
    : commands
}

const isFedUp = (turn: Turn) => /报|说|找|打|催|反映|投诉|修|问|提|动静/.test(turn.said)

/** More words on the newest open ticket, unless they name another place or say that it is another thing. */
function isAboutOpenTicket(turn: Turn, commands: Command[]): boolean {
  const newest = turn.request.tickets[0]
  if (!newest || ['resolved', 'closed', 'followed_up'].includes(newest.status)) return false
  if (namesAnotherPlace(turn, newest) || /另外|还有|又有|另一|别的|新(的)?(问题|情况)|再报/.test(turn.said))
    return false
  return commands.every(
    command =>
      command.kind === 'open-ticket' &&
      (command.draft.category === newest.category || namesNoMatter(turn, command.draft)),
  )
}

/** What was done, asked or felt about the open matter; a matter of its own is named by its words. */
function namesNoMatter({ said, place }: Turn, { kind, category }: TicketDraft): boolean {
  if (place || kind === 'suggestion') return false
  const words = classifyCategory(said)
  return category === 'other' || (words.score < 3 && !(isFault(said) && words.score > 0))
}

/** A floor alone tells more of the same house. */
function namesAnotherPlace({ place, said }: Turn, { location }: KnownTicket): boolean {
  if (!place) return false
  const { building, room, area } = place
  if (building === undefined && room === undefined && area === undefined) return /也|又/.test(said)
  if (building === undefined || area !== undefined || !location.includes(`${building}栋`)) return true
  return room !== undefined && namesAnotherDoor(location, room)
}

/** A door is told more exactly, or it is another one. */
function namesAnotherDoor(location: string, room: string): boolean {
  const known = readTicketPlace(location).room
  return known !== undefined && known !== room
}

function readFollowUp(turn: Turn): Command[] | undefined {
  if (turn.request.tickets.length > 0 || turn.request.draft)
    return [{ kind: 'add-to-ticket', note: turn.raw }]
  return says(turn.said, 'abuse') ? [{ kind: 'cannot-handle', reason: 'abuse' }] : undefined
}
