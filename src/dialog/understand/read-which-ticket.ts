import { normaliseText } from '../../shared/normalise-text.ts'
import type { Command } from '../commands/command.ts'
import { matchTicket } from '../flows/match-ticket.ts'
import { says } from './cues.ts'
import { readNumber } from './read-number.ts'
import { readRating } from './read-rating.ts'
import { bringsNewMatter, readTicketNumber } from './read-ticket-talk.ts'
import type { Turn } from './turn.ts'
import type { PendingQuestion } from './understander.ts'

type WhichTicket = Extract<PendingQuestion, { about: 'which-ticket' }>

/** Gives the command that was begun, for the ticket that the turn chooses, or nothing. */
export function readWhichTicket(turn: Turn, pending: WhichTicket): Command[] | undefined {
  const { said } = turn
  if (/留着|保留|都不(用|要)?(动|取消|撤)|不(取消|撤)了?|leave them|keep/.test(said))
    return [{ kind: 'deny' }]
  if (/^(那就?)?(都|全部|两个都|两张都|三个都|全都|所有|一起|both|all)/.test(said))
    return pending.numbers.map(number => forPurpose(turn, pending, number))
  const [only, second] = pending.numbers
  const isYes = turn.confirmation?.answer === 'yes' && turn.confirmation.rest === ''
  const number = chooseTicket(turn, pending) ?? (isYes && !second ? only : undefined)
  if (number) return [forPurpose(turn, pending, number)]
  if (
    /不记得|忘了|不知道|不清楚|算了(?!算)|never ?mind|don'?t (know|remember)/.test(said) &&
    said.length <= 16
  )
    return [{ kind: 'deny' }]
  return turn.confirmation?.answer === 'no' ? [{ kind: 'deny' }] : undefined
}

function chooseTicket(turn: Turn, pending: WhichTicket): string | undefined {
  const { said } = turn
  // A number that is none of these is handed on: the flow says that it is not theirs and asks once more.
  const named = readTicketNumber(said, turn.request.tickets)
  if (named) return named
  const place = /第\s*([一二三四五1-5])|^([1-5])$/.exec(said)
  const ordinal = place?.[1] ?? place?.[2]
  if (ordinal) return pending.numbers[Number(readNumber(ordinal)) - 1]
  if (/^(the )?(first|second|third)/.test(said))
    return pending.numbers[['first', 'second', 'third'].findIndex(word => said.includes(word))]
  if (said.length > 24 || bringsNewMatter(turn) || says(said, 'human')) return undefined
  if (says(said, 'priceOrRule') && says(said, 'question')) return undefined
  if (/最(新|近|后)|刚才|last|latest/.test(said)) return pending.numbers[0]
  const offered = turn.request.tickets.filter(ticket => pending.numbers.includes(ticket.number))
  return matchTicket(turn.raw, offered)?.number
}

/** The command as it was begun; the words of then are kept, for the answer names only the ticket. */
function forPurpose(turn: Turn, pending: WhichTicket, ticketNumber: string): Command {
  const words = pending.note || turn.raw
  switch (pending.purpose) {
    case 'cancel':
      return { kind: 'cancel-ticket', ticketNumber }
    case 'urge':
      return { kind: 'urge-ticket', ticketNumber }
    case 'status':
      return { kind: 'ask-status', ticketNumber }
    case 'reopen':
      return { kind: 'reopen-ticket', ticketNumber, reason: words }
    case 'rate': {
      const score = readRating(normaliseText(words), true) ?? readRating(turn.said, true) ?? 3
      return { kind: 'rate-service', ticketNumber, score, comment: words }
    }
    case 'add':
      return { kind: 'add-to-ticket', ticketNumber, note: words }
  }
}
