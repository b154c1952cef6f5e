import { hasPhrase } from './find-phrase.ts'
import type { ExpectedTicket } from './rows.ts'
import type { JudgedTicket } from './target.ts'

export interface TicketMatch {
  /** One line for each expectation that no ticket meets. */
  missing: string[]
  /** Tickets that no expectation took. */
  left: JudgedTicket[]
}

/** Gives the assignment of tickets to expectations, each to at most one, with the fewest deviations. */
export function matchTickets(expected: ExpectedTicket[], tickets: JudgedTicket[]): TicketMatch {
  const { cost: _cost, taken } = assign(expected, tickets, 0)
  const missing = expected.flatMap((expectation, index) => {
    const ticket = taken[index]
    const deviations = ticket ? findDeviations(expectation, ticket) : ['there is none']
    return deviations.length === 0 ? [] : [`ticket ${index + 1}: ${deviations.join(', ')}`]
  })
  return { missing, left: tickets.filter(ticket => !taken.includes(ticket)) }
}

/** Gives one phrase for each key of the expectation that the ticket does not meet. */
export function findDeviations(expected: ExpectedTicket, ticket: JudgedTicket): string[] {
  const deviations: string[] = []
  for (const key of ['kind', 'category', 'priority'] as const) {
    const accepted: readonly string[] | undefined = expected[key]
    if (accepted && !accepted.includes(ticket[key])) {
      deviations.push(`${key} is ${ticket[key]}, expected ${accepted.join(' or ')}`)
    }
  }
  for (const key of ['location', 'description'] as const) {
    const accepted = expected[`${key}_any`]
    if (accepted && !accepted.some(phrase => hasPhrase(ticket[key], phrase))) {
      deviations.push(`${key} is ${JSON.stringify(ticket[key])}, expected one of ${accepted.join(', ')}`)
    }
  }
  return deviations
}

type Assignment = { cost: number; taken: (JudgedTicket | undefined)[] }
/** Dearer than any number of deviations, so that a ticket is left out only where there are too few. */
const absentCost = 10

// A talk holds a handful of tickets, so trying every assignment is cheap.
function assign(expected: ExpectedTicket[], free: JudgedTicket[], index: number): Assignment {
  const expectation = expected[index]
  if (!expectation) return { cost: 0, taken: [] }
  const choices: (JudgedTicket | undefined)[] =
    free.length >= expected.length - index ? free : [...free, undefined]
  let best: Assignment = { cost: Number.POSITIVE_INFINITY, taken: [] }
  for (const choice of choices) {
    const rest = assign(
      expected,
      free.filter(ticket => ticket !== choice),
      index + 1,
    )
    const cost = rest.cost + (choice ? findDeviations(expectation, choice).length : absentCost)
    if (cost < best.cost) best = { cost, taken: [choice, ...rest.taken] }
  }
  return best
}
