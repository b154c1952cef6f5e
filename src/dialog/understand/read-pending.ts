import type { Command } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'
import { draftTicket } from './read-matter.ts'
import { readNumber } from './read-number.ts'
import { readRating } from './read-rating.ts'
import { readTicketNumber } from './read-ticket-talk.ts'
import type { Turn } from './turn.ts'
import type { KnownTicket, PendingQuestion } from './understander.ts'

/** Gives the commands by which the turn answers the question that is open, or nothing: then it is read as if nothing had been asked. */
export function readPending(turn: Turn): Command[] | undefined {
  const pending = turn.request.pending
  if (!pending) return turn.request.draft ? readSlots(turn) : undefined
  switch (pending.about) {
    case 'place':
      return readPlaceReply(turn)
    case 'appointment':
      return readAppointmentReply(turn)
    case 'what-happened':
      return readWhatHappened(turn)
    case 'which-ticket':
      return readWhichTicket(turn, pending)
    case 'confirm-cancel':
      return readYesNo(turn, /撤|取消|不用|算了|不要/)
    case 'offer':
      return readOffer(turn, pending.question)
    case 'rating':
      return readRatingReply(turn, pending.ticketNumber)
  }
}

function readSlots(turn: Turn): Command[] | undefined {
  const slots = slotCommands(turn)
  if (slots.length === 0 || turn.said.length > 40) return undefined
  return isOwnMatter(turn) ? undefined : slots
}

/** The slots that the turn fills; a place that puts an earlier one right replaces it. */
export function slotCommands(turn: Turn): Command[] {
  const commands: Command[] = []
  const known = turn.request.draft?.place
  if (turn.place && (known || turn.corrects))
    commands.push({ kind: 'correct-slot', slot: 'place', place: mergePlace(turn) })
  else if (turn.place) commands.push({ kind: 'set-slot', slot: 'place', place: turn.place })
  if (turn.phone) commands.push({ kind: 'set-slot', slot: 'phone', value: turn.phone })
  if (turn.appointment) commands.push({ kind: 'set-slot', slot: 'appointment', value: turn.appointment })
  return commands
}

/** Said anew, a building or a spot stands alone; a unit, floor or room completes what was known. */
function mergePlace(turn: Turn) {
  const known = turn.request.draft?.place
  const place = turn.place
  if (!place) return { said: turn.raw }
  if (!known || place.area !== undefined) return place
  if (place.building !== undefined && place.building !== known.building && !turn.corrects) return place
  return { ...known, ...place }
}

const unknowing =
  /^(我)?(不知道|不清楚|不记得|不确定|不好说|说不(清|上来)|没注意|忘了|no idea|not sure|don'?t know)/

function readPlaceReply(turn: Turn): Command[] | undefined {
  if (isChangeOfMind(turn) || (!namesHouse(turn) && isOwnMatter(turn))) return undefined
  if (turn.place) {
    const slots = slotCommands(turn)
    return says(turn.said, 'status') && says(turn.said, 'question')
      ? [...slots, { kind: 'ask-status' }]
      : slots
  }
  if (unknowing.test(turn.said)) return [{ kind: 'deny' }]
  return plainAnswer(turn) ?? readSpotInWords(turn)
}

const namesHouse = (turn: Turn) => turn.place?.building !== undefined || turn.place?.room !== undefined

/** What is not plainly something else is taken as the place, in the resident's words. */
function readSpotInWords(turn: Turn): Command[] | undefined {
  const slots = slotCommands(turn)
  const spot = namesSpot(turn.said)
  if (!spot && slots.length > 0) return slots
  if (!spot && says(turn.said, 'question')) return undefined
  const rest = turn.confirmation?.rest ?? ''
  const area = (rest.length >= 3 ? rest : turn.raw).trim()
  return [{ kind: 'set-slot', slot: 'place', place: { area, said: turn.raw } }, ...slots]
}

const namesSpot = (said: string) =>
  /[东南西北]边|左|右|旁|里(头|面|边)?|口|上|下|前|后|对面|靠|那(个|块|边|里|儿|排)|最|中间|拐|楼|near|next to|behind|front|by the/.test(
    said.replace(/[上下]午|晚上|早上|上班|下班|[上下]周|以[上下前后]|之[前后]/g, ''),
  )

/** Whether the turn is plainly something of its own and no reply to a question for the place. */
function isOwnMatter(turn: Turn): boolean {
  const { said } = turn
  if (says(said, 'justAsking') || says(said, 'supposed')) return true
  if (says(said, 'priceOrRule') && says(said, 'question')) return true
  if (turn.said.length >= 6 && says(said, 'fault')) {
    const { category, score } = classifyCategory(said, turn.evidence.category)
    const { draft, tickets } = turn.request
    const talkedOf = draft?.category ?? tickets[0]?.category
    return score >= 4 && category !== talkedOf && (!turn.place || draft === undefined)
  }
  return false
}

const isChangeOfMind = (turn: Turn) =>
  (says(turn.said, 'cancel') && !turn.place) ||
  (says(turn.said, 'human') && !turn.place) ||
  says(turn.said, 'threat')

function readAppointmentReply(turn: Turn): Command[] | undefined {
  if (isChangeOfMind(turn) || says(turn.said, 'reopen')) return undefined
  const slots = slotCommands(turn)
  if (slots.length > 0 && !isOwnMatter(turn)) return slots
  if (/随(时|便)|都(行|可以|在|ok)|你们(定|安排|看)|看你们|任何时间|any ?time|whenever/.test(turn.said))
    return [{ kind: 'set-slot', slot: 'appointment', value: turn.raw }]
  return plainAnswer(turn)
}

function plainAnswer(turn: Turn): Command[] | undefined {
  if (turn.confirmation?.rest !== '') return undefined
  return [{ kind: turn.confirmation.answer === 'yes' ? 'confirm' : 'deny' }]
}

function readWhatHappened(turn: Turn): Command[] | undefined {
  if (turn.said.length < 4 || says(turn.said, 'question') || turn.confirmation || says(turn.said, 'cancel'))
    return undefined
  if (says(turn.said, 'human') || says(turn.said, 'thanks')) return undefined
  return [{ kind: 'open-ticket', draft: draftTicket(turn.raw, 'report', turn) }]
}

function readYesNo(turn: Turn, alsoYes: RegExp): Command[] | undefined {
  if (/^(别|不要|先别|不用)(撤|取消)|还是(修|来|要|留)|保留|留着/.test(turn.said)) return [{ kind: 'deny' }]
  if (turn.confirmation && turn.confirmation.answer === 'yes') return [{ kind: 'confirm' }]
  if (alsoYes.test(turn.said) && turn.said.length <= 12) return [{ kind: 'confirm' }]
  return turn.confirmation ? [{ kind: 'deny' }] : undefined
}

function readOffer(turn: Turn, question: string): Command[] | undefined {
  if (says(turn.said, 'human') || /找人|转(过去|接)|打(给)?我|人(来)?(说|讲|回)/.test(turn.said))
    return [{ kind: 'request-human', reason: 'asked' }]
  if (/登记|工单|报(修|一下|上去)|记(下|录|一下)|开(个)?单|ticket/.test(turn.said) && turn.said.length <= 16)
    return [{ kind: 'open-ticket', draft: draftTicket(question, 'request', turn) }]
  if (turn.confirmation?.answer === 'no') return [{ kind: 'deny' }]
  return namesHouse(turn) && turn.said.length <= 30 && !isOwnMatter(turn) && !says(turn.said, 'question')
    ? [
        {
          kind: 'open-ticket',
          draft: { ...draftTicket(question, 'request', turn), description: `${question}\n${turn.raw}` },
        },
      ]
    : undefined
}

function readRatingReply(turn: Turn, ticketNumber: string): Command[] | undefined {
  if (says(turn.said, 'reopen')) return undefined
  const score = readRating(turn.said, turn.said.length <= 30)
  return score === undefined
    ? plainAnswer(turn)
    : [{ kind: 'rate-service', score, comment: turn.raw, ticketNumber }]
}

type WhichTicket = Extract<PendingQuestion, { about: 'which-ticket' }>

function readWhichTicket(turn: Turn, pending: WhichTicket): Command[] | undefined {
  if (/^(都|全部|两个都|全都|所有)/.test(turn.said))
    return pending.numbers.map(number => forPurpose(turn, pending, number))
  const number = chooseTicket(turn, pending)
  if (number) return [forPurpose(turn, pending, number)]
  return turn.confirmation?.answer === 'no' ? [{ kind: 'deny' }] : undefined
}

function chooseTicket(turn: Turn, pending: WhichTicket): string | undefined {
  const named = readTicketNumber(turn.said, turn.request.tickets)
  if (named && pending.numbers.includes(named)) return named
  const ordinal = /第\s*([一二三四五1-5])|^([1-5])$/.exec(turn.said)
  const place = ordinal?.[1] ?? ordinal?.[2]
  if (place) return pending.numbers[Number(readNumber(place)) - 1]
  if (/最(新|近|后)|刚才|last|latest/.test(turn.said)) return pending.numbers[0]
  const offered = turn.request.tickets.filter(ticket => pending.numbers.includes(ticket.number))
  return mostAlike(turn.said, offered)?.number
}

/** The ticket that shares most characters with the words, if one leads. */
function mostAlike(said: string, tickets: KnownTicket[]): KnownTicket | undefined {
  const ranked = tickets
    .map(ticket => ({ ticket, shared: sharedPairs(said, ticket.description + ticket.location) }))
    .toSorted((a, b) => b.shared - a.shared)
  const [first, second] = ranked
  if (first && first.shared > (second?.shared ?? 0)) return first.ticket
  const { category, score } = classifyCategory(said)
  const same = tickets.filter(ticket => ticket.category === category)
  return score > 0 && same.length === 1 ? same[0] : undefined
}

function sharedPairs(a: string, b: string): number {
  const single = [...new Set(a)].filter(
    char => /[\p{L}\p{N}]/u.test(char) && !/[的个那这了是我要]/.test(char) && b.includes(char),
  )
  return single.length
}

function forPurpose(turn: Turn, pending: WhichTicket, ticketNumber: string): Command {
  switch (pending.purpose) {
    case 'cancel':
      return { kind: 'cancel-ticket', ticketNumber }
    case 'urge':
      return { kind: 'urge-ticket', ticketNumber }
    case 'status':
      return { kind: 'ask-status', ticketNumber }
    case 'reopen':
      return { kind: 'reopen-ticket', ticketNumber, reason: turn.raw }
    case 'rate':
      return {
        kind: 'rate-service',
        ticketNumber,
        score: readRating(turn.said, false) ?? 3,
        comment: turn.raw,
      }
    case 'add':
      return { kind: 'add-to-ticket', ticketNumber, note: turn.raw }
  }
}
