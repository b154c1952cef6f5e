import type { KnownTicket } from '../understand/understander.ts'
import { matchTicket, namesOther } from './match-ticket.ts'
import type { ConversationState } from './state.ts'

export type TicketPurpose = 'cancel' | 'urge' | 'status' | 'add' | 'reopen' | 'rate'

export type TicketChoice =
  | { kind: 'one'; ticket: KnownTicket }
  | { kind: 'several'; tickets: KnownTicket[] }
  | { kind: 'none' }
  | { kind: 'not-theirs'; number: string }

const closedStatuses = ['resolved', 'followed_up', 'closed']

function suits(ticket: KnownTicket, purpose: TicketPurpose): boolean {
  const isFinished = closedStatuses.includes(ticket.status)
  if (ticket.status === 'cancelled') return false
  if (purpose === 'reopen' || purpose === 'rate') return isFinished
  return purpose === 'status' || !isFinished
}

export interface TicketQuestion {
  tickets: KnownTicket[]
  state: ConversationState
  number?: string
  /** What the resident said; 「水管那个」 tells tickets apart. */
  text?: string
}

/**
 * Finds which of the resident's tickets a command means: the one named, else the only one that suits, else the one
 * that the words speak of, else the one talked about last in this talk; otherwise the resident is asked.
 */
export function chooseTicket(question: TicketQuestion, purpose: TicketPurpose): TicketChoice {
  const { tickets, number } = question
  if (number) {
    const named = tickets.find(ticket => ticket.number === number)
    return named ? { kind: 'one', ticket: named } : { kind: 'not-theirs', number }
  }
  const suitable = tickets.filter(ticket => suits(ticket, purpose))
  const candidates = suitable.length > 0 ? suitable : fallBack(tickets, purpose)
  const [only, second] = candidates
  if (!only) return { kind: 'none' }
  if (!second) {
    const isOther = purpose === 'cancel' && namesOther(question.text ?? '', only)
    return isOther ? { kind: 'several', tickets: [only] } : { kind: 'one', ticket: only }
  }
  const meant = findMeant(candidates, question)
  return meant ? { kind: 'one', ticket: meant } : { kind: 'several', tickets: candidates.slice(0, 5) }
}

/** 「有一张不用修了」 leaves open which. */
const leavesOpen = /(有|其中|取消|撤销?|撤掉)[一两]?(一)?(张|个|件|单)|一(张|个)(工单|单子)/
const namesLast = /上次|上回|之前(那|的|报)|刚才(那|的|报)|刚刚(那|的|报)|the last one|previous/i

function findMeant(candidates: KnownTicket[], { state, text = '' }: TicketQuestion): KnownTicket | undefined {
  const spokenOf = matchTicket(text, candidates)
  if (spokenOf) return spokenOf
  if (leavesOpen.test(text)) return undefined
  const last = state.lastTicket ?? (namesLast.test(text) ? state.earlierTicket : undefined)
  return candidates.find(ticket => ticket.number === last)
}

/** A resident rates or reports "still broken" before staff have closed the ticket: then an open one is meant. */
function fallBack(tickets: KnownTicket[], purpose: TicketPurpose): KnownTicket[] {
  if (purpose !== 'rate' && purpose !== 'reopen') return []
  return tickets.filter(ticket => ticket.status !== 'cancelled')
}
