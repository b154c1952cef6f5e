import { hasForbiddenPhrase, hasPhrase } from './find-phrase.ts'
import { matchTickets } from './match-tickets.ts'
import type { Expectation } from './rows.ts'
import type { JudgedTicket, TalkState } from './target.ts'

type Rule = (expect: Expectation, state: TalkState, replies: string[]) => string[]

const rules: Rule[] = [
  judgeTickets,
  judgeCancelled,
  judgeHandoff,
  judgeEmergency,
  judgeWords,
  judgeScore,
  judgeRating,
  judgeCitations,
  judgeRefusal,
]

/** Gives one line for each expectation that the talk does not meet; keys absent from the expectation are not judged. */
export function judgeTalk(expect: Expectation, state: TalkState, replies: string[]): string[] {
  return rules.flatMap(rule => rule(expect, state, replies))
}

const isCancelled = (ticket: JudgedTicket) => ticket.status === 'cancelled'
const name = (ticket: JudgedTicket) => `${ticket.kind}/${ticket.category}/${ticket.priority} ${ticket.number}`

function judgeTickets(expect: Expectation, state: TalkState): string[] {
  if (!expect.tickets) return []
  const live = state.tickets.filter(ticket => !isCancelled(ticket))
  const { missing, left } = matchTickets(expect.tickets, live)
  const extra = expect.extra_ok ? [] : left.map(ticket => `unexpected ticket ${name(ticket)}`)
  return [...missing, ...extra]
}

function judgeCancelled(expect: Expectation, state: TalkState): string[] {
  if (!expect.cancelled) return []
  const { missing } = matchTickets(expect.cancelled, state.tickets.filter(isCancelled))
  return missing.map(line => `cancelled ${line}`)
}

function judgeHandoff(expect: Expectation, state: TalkState): string[] {
  if (expect.handoff === undefined || expect.handoff === state.handoff) return []
  return [expect.handoff ? 'no person was brought in' : 'a person was brought in']
}

function judgeEmergency(expect: Expectation, state: TalkState): string[] {
  if (expect.emergency === undefined) return []
  const urgent = state.tickets.filter(ticket => ticket.priority === 'emergency')
  if (expect.emergency) return urgent.length > 0 ? [] : ['no emergency ticket exists']
  if (urgent.length > 0) return urgent.map(ticket => `treated as an emergency: ${name(ticket)}`)
  return state.emergency ? ['treated as an emergency'] : []
}

function judgeWords(expect: Expectation, _state: TalkState, replies: string[]): string[] {
  const joined = replies.join('\n')
  const reasons: string[] = []
  if (expect.reply_any && !expect.reply_any.some(phrase => hasPhrase(joined, phrase))) {
    reasons.push(`no reply says any of ${expect.reply_any.join(', ')}`)
  }
  for (const phrase of expect.reply_none ?? []) {
    if (hasForbiddenPhrase(joined, phrase)) reasons.push(`a reply says ${JSON.stringify(phrase)}`)
  }
  return reasons
}

function judgeScore(expect: Expectation, state: TalkState): string[] {
  return (['sentiment', 'emotion'] as const).flatMap(key => {
    const accepted: readonly string[] | undefined = expect[key]
    const came = state.lastScore[key]
    return !accepted || accepted.includes(came)
      ? []
      : [`${key} is ${came}, expected ${accepted.join(' or ')}`]
  })
}

function judgeRating(expect: Expectation, state: TalkState): string[] {
  if (expect.rating === undefined) return []
  const ratings = state.tickets.flatMap(ticket => ticket.rating ?? [])
  if (ratings.length === 0) return [`no rating was recorded, expected ${expect.rating}`]
  const wrong = ratings.filter(rating => rating !== expect.rating)
  return wrong.length === 0 ? [] : [`rating is ${ratings.join(', ')}, expected ${expect.rating}`]
}

function judgeCitations(expect: Expectation, state: TalkState, replies: string[]): string[] {
  if (expect.cites === undefined) return []
  if (!expect.cites) return state.citations.length === 0 ? [] : ['an answer cites a document']
  if (state.citations.length === 0) return ['no answer cites a document']
  // The resident must be able to read it, so that a source kept beside the reply is not enough.
  const joined = replies.join('\n')
  const isNamed = state.citations.some(({ document, clause }) =>
    [document, clause].some(words => words !== '' && hasForbiddenPhrase(joined, words)),
  )
  return isNamed ? [] : ['no reply names its source document or clause']
}

function judgeRefusal(expect: Expectation, state: TalkState): string[] {
  if (expect.refuses === undefined || expect.refuses === state.refused) return []
  return [expect.refuses ? 'the request was not declined' : 'the request was declined']
}
